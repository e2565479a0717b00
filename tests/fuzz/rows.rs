//! Rows: any number of threads gives the same bytes, and a row gives the same alone, among others, in any order and as a
//! file of its own.

use mips::{
    Document, Setting,
    batch::{self, Form, Job},
    decimal, participation, population, trial,
};
use serde_json::Value;

use super::{
    common::{BOOK, YEARS},
    making::{CELLS, HEADINGS, texts, tree},
    running::{Random, fuzz},
};

/// The rows' results; or why there are none.
fn batched(rows: &[u8], form: Form, threads: usize) -> Result<String, String> {
    let year: &[u8] = match form {
        Form::Csv => b"performance_year = 2025\n",
        _ => b"",
    };
    let base = Document::read("base.toml", year).unwrap_or_else(|_| Document::empty("base"));
    let job = Job {
        form,
        threads,
        range: true,
        ..Job::new(&BOOK, &base)
    };
    let mut out = Vec::new();
    match batch::run(&job, rows, &mut out, &|_| {}) {
        Ok(_) => Ok(String::from_utf8(out).unwrap()),
        Err(failure) => Err(failure.to_string()),
    }
}

/// The number of a text's lines.
fn lines(text: &str) -> u64 {
    u64::try_from(text.lines().count()).unwrap()
}

/// A table of a few columns, of cells that meet again.
fn csv(random: &mut Random, cells: usize) -> Vec<u8> {
    let mut headings: Vec<&str> = HEADINGS.to_vec();
    while headings.len() > 3 + random.below(6) {
        headings.remove(random.below(headings.len()));
    }
    let mut text = headings.join(",") + "\n";
    // Few different cells: rows of one shape meet again.
    let cells: Vec<&str> = (0..cells).map(|_| *random.one_of(&CELLS)).collect();
    for _ in 0..=random.below(40) {
        let row: Vec<&str> = headings.iter().map(|_| *random.one_of(&cells)).collect();
        text.push_str(&(row.join(",") + "\n"));
    }
    text.into_bytes()
}

#[test]
fn rows_of_batches() {
    fuzz(
        "rows_of_batches",
        60,
        |random| csv(random, 6),
        |rows| {
            let together = batched(rows, Form::Csv, 1);
            for threads in [2, 4] {
                assert_eq!(together, batched(rows, Form::Csv, threads));
            }
            let text = std::str::from_utf8(rows).unwrap();
            let (heading, rows) = text.split_once('\n').unwrap();
            let Ok(together) = together else { return 0 };
            assert!(!together.contains("internal error"), "{together}");
            if text.contains('"') || heading.split(',').next() != Some("id") {
                return lines(rows);
            }
            let results: Vec<&str> = together.lines().skip(1).collect();
            let is_blank = |row: &str| row.split(',').all(|cell| cell.trim().is_empty());
            let given = rows.lines().filter(|row| !is_blank(row));
            for (row, result) in given.zip(results) {
                let alone =
                    batched(format!("{heading}\n{row}\n").as_bytes(), Form::Csv, 1).unwrap();
                let alone = alone.lines().nth(1).unwrap();
                // An error names the row by its number.
                if !result.contains("row ") {
                    assert_eq!(alone, result, "{row}");
                }
            }
            lines(rows)
        },
    );
}

/// The practice files of the project as JSON.
fn practices() -> Vec<Value> {
    let mut all = texts("examples", "toml");
    all.extend(texts("tests/cases", "toml"));
    all.iter()
        .map(|text| {
            let mut table: toml::Table = toml::from_str(text).unwrap();
            table.remove("expect");
            without_dates(serde_json::to_value(table).unwrap())
        })
        .collect()
}

/// A date of TOML is a text in JSON.
fn without_dates(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            if let Some(date) = members.get("$__toml_private_datetime") {
                return date.clone();
            }
            let members = members.into_iter();
            Value::Object(members.map(|(key, it)| (key, without_dates(it))).collect())
        }
        Value::Array(items) => items.into_iter().map(without_dates).collect(),
        other => other,
    }
}

/// The figures of a result's line of JSON.
fn figures(line: &str) -> [Option<rust_decimal::Decimal>; 3] {
    let value: Value = serde_json::from_str(line).unwrap();
    [
        "final_score",
        "payment_adjustment_percent",
        "payment_adjustment_dollars",
    ]
    .map(|key| match &value[key] {
        Value::Null => None,
        number => Some(decimal::parse(&number.to_string()).unwrap()),
    })
}

/// The same figures of a score.
fn of_trial(trial: &trial::Trial) -> [Option<rust_decimal::Decimal>; 3] {
    let card = &trial.scorecard;
    let adjustment = &card.payment_adjustment;
    [card.final_score, adjustment.percent, adjustment.dollars]
}

/// A line of JSON gives what it gives as a practice file.
#[test]
fn rows_of_json() {
    let practices = practices();
    let make = |random: &mut Random| {
        let kind = random.below(practices.len());
        let mut rows = Vec::new();
        for _ in 0..=random.below(8) {
            // Rows of one practice have one layout.
            let of = if random.below(4) == 0 {
                random.below(practices.len())
            } else {
                kind
            };
            let mut row = tree(random, &practices[of]);
            row.retain(|byte| *byte != b'\n');
            rows.extend(row);
            rows.push(b'\n');
        }
        rows
    };
    fuzz("rows_of_json", 250, make, |rows| {
        let together = batched(rows, Form::Ndjson, 1);
        assert_eq!(together, batched(rows, Form::Ndjson, 3));
        let Ok(together) = together else { return 0 };
        assert!(!together.contains("internal error"), "{together}");
        let given = rows
            .split(|byte| *byte == b'\n')
            .filter(|row| !row.trim_ascii().is_empty());
        let mut count = 0;
        for (row, result) in given.zip(together.lines()) {
            count += 1;
            // The name of a row is no key of a practice file.
            if row.windows(4).any(|it| it == b"\"id\"") {
                continue;
            }
            let trial = Document::read("row.json", row)
                .and_then(|document| trial::run(&BOOK, &document, &[]));
            let [score, percent, dollars] = figures(result);
            match trial {
                Ok(trial) => assert_eq!([score, percent, dollars], of_trial(&trial)),
                // A row is read like cells: `100` is a name there, and an empty text is nothing.
                Err(problems) => {
                    let mut errors = problems.0.iter().filter(|it| it.is_error());
                    let is_of_form = errors.all(|it| it.code == mips::Code::WrongType)
                        || row.windows(2).any(|it| it == b"\"\"");
                    assert!(score.is_none() || is_of_form, "{result}\n{problems}");
                }
            }
        }
        count
    });
}

/// Keys with values that a practice has, of a score that is mostly known.
fn plain(random: &mut Random) -> Vec<(&'static str, String)> {
    let number = |random: &mut Random, most: usize| {
        let places = random.below(5);
        let rest = format!("{:09}", random.below(1_000_000_000));
        let whole = random.below(most);
        if places == 0 {
            whole.to_string()
        } else {
            format!("{whole}.{}", &rest[..places])
        }
    };
    let year = YEARS.start() + u16::try_from(random.below(11)).unwrap();
    let mut row = vec![("performance_year", year.to_string())];
    for key in [
        "quality.percent",
        "cost.percent",
        "improvement_activities.percent",
        "promoting_interoperability.percent",
    ] {
        let value = if random.below(16) == 0 {
            String::new()
        } else {
            number(random, 100)
        };
        row.push((key, value));
    }
    let small = *random.one_of(&["", "true", "false"]);
    row.push(("practice.small_practice", small.to_owned()));
    let bonus = match random.below(3) {
        0 => number(random, 9),
        _ => String::new(),
    };
    row.push(("complex_patient_bonus.points", bonus));
    row.push(("practice.part_b_paid", number(random, 900_000)));
    row
}

/// A table of CSV and lines of JSON with the same rows.
fn tables(rows: &[Vec<(&str, String)>]) -> (String, String) {
    let heads: Vec<&str> = rows[0].iter().map(|(key, _)| *key).collect();
    let mut csv = format!("id,{}\n", heads.join(","));
    let mut json = String::new();
    for (n, row) in rows.iter().enumerate() {
        let cells: Vec<&str> = row.iter().map(|(_, value)| value.as_str()).collect();
        csv.push_str(&format!("{n},{}\n", cells.join(",")));
        let members: Vec<String> = row
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| format!(",\"{key}\":{value}"))
            .collect();
        json.push_str(&format!("{{\"id\":{n}{}}}\n", members.concat()));
    }
    (csv, json)
}

/// The plain rows of a seed.
fn plain_rows(seed: &[u8]) -> Vec<Vec<(&'static str, String)>> {
    let mut random = Random::new(u64::from_le_bytes(seed.try_into().unwrap()));
    let count = 1 + random.below(30);
    (0..count).map(|_| plain(&mut random)).collect()
}

/// Every way to a score ends at the same figures: a file, settings, CSV, NDJSON, rows in another order.
#[test]
fn every_way_leads_to_the_same_figures() {
    let make = |random: &mut Random| random.next().to_le_bytes().to_vec();
    fuzz("every_way", 60, make, |seed| {
        let rows = plain_rows(seed);
        let empty = Document::empty("base");
        let expected: Vec<_> = rows
            .iter()
            .map(|row| {
                let settings: Vec<Setting> = row
                    .iter()
                    .map(|(key, value)| Setting::new(*key, value, "--set"))
                    .collect();
                trial::run(&BOOK, &empty, &settings).map_or([None; 3], |it| of_trial(&it))
            })
            .collect();
        let (csv, json) = tables(&rows);
        let by_json = batched(json.as_bytes(), Form::Ndjson, 1).unwrap();
        let found: Vec<_> = by_json.lines().map(figures).collect();
        assert_eq!(found, expected);
        let by_csv = batched(csv.as_bytes(), Form::Csv, 1).unwrap();
        for (line, expected) in by_csv.lines().skip(1).zip(&expected) {
            let cells: Vec<&str> = line.split(',').collect();
            let found = [2, 3, 4].map(|n| decimal::parse(cells[n]));
            assert_eq!(&found, expected, "{line}");
        }
        // The rows the other way round.
        let (head, body) = csv.split_once('\n').unwrap();
        let reversed: Vec<&str> = body.lines().rev().collect();
        let text = format!("{head}\n{}\n", reversed.join("\n"));
        let again = batched(text.as_bytes(), Form::Csv, 2).unwrap();
        let is_error = |line: &&str| !line.ends_with(',');
        let mut lines: Vec<&str> = by_csv.lines().skip(1).collect();
        let mut others: Vec<&str> = again.lines().skip(1).collect();
        others.reverse();
        lines.retain(|it| !is_error(it));
        others.retain(|it| !is_error(it));
        assert_eq!(lines, others);
        u64::try_from(rows.len()).unwrap()
    });
}

/// What a table adds up to.
fn tallied(rows: &[u8], form: Form, threads: usize) -> Option<(u64, batch::Tally)> {
    let base = Document::empty("base");
    let job = Job {
        form,
        threads,
        ..Job::new(&BOOK, &base)
    };
    let (summary, tally) = batch::tally(&job, rows, &|_| {}).ok()?;
    Some((summary.failed, tally))
}

/// A population is the sum of its rows, whatever their order and however many threads add them up.
#[test]
fn populations() {
    let make = |random: &mut Random| random.next().to_le_bytes().to_vec();
    fuzz("populations", 60, make, |seed| {
        let mut rows = plain_rows(seed);
        let year = rows[0][0].1.clone();
        for row in &mut rows {
            row[0].1.clone_from(&year);
        }
        let (csv, json) = tables(&rows);
        let together = tallied(csv.as_bytes(), Form::Csv, 1).unwrap();
        for threads in [2, 4] {
            assert_eq!(
                Some(&together),
                tallied(csv.as_bytes(), Form::Csv, threads).as_ref()
            );
        }
        assert_eq!(
            Some(&together),
            tallied(json.as_bytes(), Form::Ndjson, 1).as_ref()
        );
        let (head, body) = csv.split_once('\n').unwrap();
        let reversed: Vec<&str> = body.lines().rev().collect();
        let text = format!("{head}\n{}\n", reversed.join("\n"));
        assert_eq!(
            Some(&together),
            tallied(text.as_bytes(), Form::Csv, 1).as_ref()
        );
        let mut sum = vec![batch::Bracket::default(); together.1.brackets.len()];
        for row in body.lines() {
            // Alone, a row takes the long way.
            let (_, alone) = tallied(format!("{head}\n{row}\n").as_bytes(), Form::Csv, 1).unwrap();
            for (whole, one) in sum.iter_mut().zip(&alone.brackets) {
                whole.count += one.count;
                whole.paid += one.paid;
                whole.paid_by_score += one.paid_by_score;
                whole.paid_by_lack += one.paid_by_lack;
            }
        }
        assert_eq!(together.1.brackets, sum);
        if let Ok(found) = population::solve(&BOOK, &together.1, &[]) {
            let count: u64 = found.classes.iter().map(|it| it.count).sum();
            assert_eq!(count, found.count);
            assert!(!population::text(&found).is_empty());
        }
        u64::try_from(rows.len()).unwrap()
    });
}

/// Rows of anything: a population, or why there is none; never a different one by threads.
#[test]
fn populations_of_anything() {
    fuzz(
        "populations_of_anything",
        60,
        |random| csv(random, 8),
        |rows| {
            let one = tallied(rows, Form::Csv, 1);
            assert_eq!(one, tallied(rows, Form::Csv, 3));
            if let Some((_, tally)) = &one
                && let Ok(found) = population::solve(&BOOK, tally, &[])
            {
                assert!(found.count >= found.without_paid);
            }
            lines(std::str::from_utf8(rows).unwrap()) - 1
        },
    );
}

/// Headings of clinicians' rows, and cells that they have.
const CLINICIANS: [(&str, [&str; 5]); 9] = [
    ("performance_year", ["2026", "2025", "2024", "2018", "x"]),
    (
        "practice.participation",
        ["individual", "group", "apm_entity", "", "x"],
    ),
    (
        "clinician_type",
        ["physician", "other", "nurse_practitioner", "", "x"],
    ),
    (
        "medicare_enrolled",
        ["2015-03-01", "2026-03-01", "2025-12-31", "", "yes"],
    ),
    ("allowed_charges", ["95000", "90000", "90000.01", "", "-1"]),
    ("beneficiaries", ["240", "200", "201", "", "1e9"]),
    ("covered_services", ["900", "200", "201", "", "0.5"]),
    ("apm.qp_status", ["qp", "partial_qp", "neither", "", "x"]),
    ("eligibility.voluntary", ["true", "false", "yes", "", "x"]),
];

/// A clinician's verdict does not depend on the rows around it.
#[test]
fn rows_of_clinicians() {
    let judged = |text: &str| {
        let base = Document::empty("base");
        let settings = [];
        let rows = participation::rows::Rows {
            book: &BOOK,
            base: &base,
            settings: &settings,
            form: Form::Csv,
            to: Form::Csv,
            threads: 1,
        };
        let mut out = Vec::new();
        let summary = participation::rows::judge(&rows, text.as_bytes(), &mut out).ok()?;
        Some((summary, String::from_utf8(out).unwrap()))
    };
    let make = |random: &mut Random| {
        let mut columns = CLINICIANS.to_vec();
        while columns.len() > 4 + random.below(5) {
            columns.remove(random.below(columns.len() - 1) + 1);
        }
        let heads: Vec<&str> = columns.iter().map(|(head, _)| *head).collect();
        let mut text = format!("id,{}\n", heads.join(","));
        for n in 0..=random.below(12) {
            let cells: Vec<&str> = columns.iter().map(|(_, of)| *random.one_of(of)).collect();
            text.push_str(&format!("{n},{}\n", cells.join(",")));
        }
        text.into_bytes()
    };
    fuzz("rows_of_clinicians", 80, make, |bytes| {
        let text = std::str::from_utf8(bytes).unwrap();
        let Some((summary, together)) = judged(text) else {
            return 0;
        };
        let (head, body) = text.split_once('\n').unwrap();
        assert_eq!(summary.rows, lines(body));
        for (row, verdict) in body.lines().zip(together.lines().skip(1)) {
            if !verdict.contains("row ") {
                let (_, alone) = judged(&format!("{head}\n{row}\n")).unwrap();
                assert_eq!(alone.lines().nth(1), Some(verdict));
            }
        }
        summary.rows
    });
}
