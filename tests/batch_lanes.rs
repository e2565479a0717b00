//! However its rows are written, a file gives for each row what that row gives as a file of its own, which no row before
//! it has prepared a short way for.

#[path = "common/batches.rs"]
mod batches;
#[path = "common/dice.rs"]
mod dice;

use std::fmt::Write as _;

use mips::{
    Document, RuleBook, Setting,
    batch::{Form, Job, Map, Summary},
    compare::Scenario,
};

use batches::{ran, unnumbered};
use dice::Dice;

const HEAD: &str = "id,performance_year,practice.name,practice.clinicians,practice.small_practice,quality.percent,\
    quality.not_submitted,cost.percent,cost.reweighted,improvement_activities.percent,\
    promoting_interoperability.percent,promoting_interoperability.reweighted,complex_patient_bonus.points,\
    payment.scaling_factor,practice.part_b_paid";

impl Dice {
    /// A number in one of the ways in which people write it.
    fn spelled(&mut self, most: u64, sign: &str) -> String {
        let (whole, rest) = (self.below(most), self.below(1_000_000));
        match self.below(9) {
            0 => format!("{whole}"),
            1 => format!("{whole}.{rest:06}"),
            2 => format!("\"{whole}.{:02}\"", rest % 100),
            3 => format!("  {whole}.{:01} ", rest % 10),
            4 if sign == "%" => format!("{whole}.5%"),
            4 => format!("\"${},{:03}.50\"", 1 + whole % 900, rest % 1000),
            5 => format!("{whole}.{rest:09}"),
            6 => format!("0.{:02}", rest % 100),
            _ => format!("{whole}.{:02}", rest % 100),
        }
    }

    fn row(&mut self, n: u64) -> [String; 15] {
        let year = 2017 + self.below(11);
        let word = |text: &str| text.to_owned();
        let quality = self.spelled(100, "%");
        let (quality, none) = match self.below(12) {
            0 => (String::new(), "true"),
            1 | 2 => (String::new(), ""),
            _ => (quality, ""),
        };
        let cost = self.spelled(100, "%");
        let (cost, moved) = match self.below(4) {
            0 => (String::new(), "no_applicable_measures"),
            1 => (String::new(), ""),
            _ => (cost, ""),
        };
        let interoperability = self.spelled(100, "%");
        let (interoperability, reason) = match self.below(4) {
            0 => (String::new(), "special_status"),
            1 => (String::new(), ""),
            _ => (interoperability, ""),
        };
        let bonus = match self.below(3) {
            0 => self.spelled(9, "%"),
            _ => String::new(),
        };
        let factor = match self.below(4) {
            0 => format!("0.{:04}", self.below(9999)),
            _ => String::new(),
        };
        [
            format!("r{n}"),
            year.to_string(),
            word(self.one(&[
                "",
                "\"Smith, John\"",
                "Ünal & Co",
                "TRUE",
                "[x",
                "2026",
                "Jones",
            ])),
            word(self.one(&["", "1", "15", "16", "0", "\"1,200\"", "x", "2000000"])),
            word(self.one(&["", "Yes", "no", "TRUE", "1"])),
            quality,
            word(none),
            cost,
            word(moved),
            self.spelled(100, "%"),
            interoperability,
            word(reason),
            bonus,
            factor,
            self.spelled(900_000, "$"),
        ]
    }
}

/// Holds a file's results against those of its rows.
fn assert_each(job: &Job<'_>, head: &str, rows: &[String]) -> Summary {
    let (whole, found) = ran(job, &format!("{head}{}\n", rows.join("\n")));
    let each = job.scenarios.len().max(1);
    assert_eq!(whole.len(), rows.len() * each);
    let (mut failed, mut unknown, mut warned) = (0, 0, 0);
    for (row, lines) in rows.iter().zip(whole.chunks(each)) {
        let (alone, of_row) = ran(job, &format!("{head}{row}\n"));
        let found: Vec<String> = lines.iter().map(|line| unnumbered(line)).collect();
        let expected: Vec<String> = alone.iter().map(|line| unnumbered(line)).collect();
        assert_eq!(found, expected, "{row}");
        failed += of_row.failed;
        unknown += of_row.unknown;
        warned += of_row.warned;
    }
    assert_eq!(
        (found.failed, found.unknown, found.warned),
        (failed, unknown, warned)
    );
    let of_kinds: u64 = found.warnings.iter().map(|kind| kind.count).sum();
    assert!(found.warned <= of_kinds);
    for threads in [2, 4] {
        let job = Job {
            threads,
            ..job.clone()
        };
        let again = ran(&job, &format!("{head}{}\n", rows.join("\n")));
        assert_eq!(again, (whole.clone(), found.clone()));
    }
    found
}

fn rows(count: u64, seed: u64) -> Vec<[String; 15]> {
    let mut dice = Dice(seed);
    (0..count).map(|n| dice.row(n)).collect()
}

fn csv(rows: &[[String; 15]]) -> Vec<String> {
    rows.iter().map(|cells| cells.join(",")).collect()
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn cells_of_every_spelling_in_every_year() {
    let (book, base) = (RuleBook::built_in(), Document::empty("row"));
    let rows = csv(&rows(500, 1));
    let found = assert_each(&Job::new(&book, &base), &format!("{HEAD}\n"), &rows);
    assert!(found.rows - found.failed > 150, "{found:?}");
    assert!(found.unknown > 50 && found.warned > 5, "{found:?}");
}

#[test]
fn ranges_columns_and_kept_cells() {
    let (book, base) = (RuleBook::built_in(), Document::empty("row"));
    let keep = strings(&["practice.name", "note"]);
    let columns = strings(&[
        "categories.quality.points",
        "categories.cost.percent",
        "categories.promoting_interoperability.weight",
        "categories.promoting_interoperability.status",
        "performance_threshold",
    ]);
    let rows: Vec<String> = csv(&rows(300, 2))
        .iter()
        .enumerate()
        .map(|(n, row)| format!("{row},\"note {n}, {}\"", n % 3))
        .collect();
    let head = format!("{HEAD},note\n");
    for (range, columns) in [(true, &[][..]), (true, &columns), (false, &columns[..2])] {
        let job = Job {
            range,
            columns,
            keep: &keep,
            ..Job::new(&book, &base)
        };
        assert_each(&job, &head, &rows);
    }
}

#[test]
fn every_scenario_of_every_row() {
    let (book, base) = (RuleBook::built_in(), Document::empty("row"));
    let scenarios = [
        "as it is: practice.apm_participant=false",
        "high: cost.percent=90",
        "known: final_score=80",
    ]
    .map(|text| Scenario::parse(text).unwrap());
    let settings = [Setting::new("practice.part_b_paid", "1000", "--set")];
    let job = Job {
        scenarios: &scenarios,
        settings: &settings,
        range: true,
        ..Job::new(&book, &base)
    };
    assert_each(&job, &format!("{HEAD}\n"), &csv(&rows(120, 3)));
}

#[test]
fn lines_of_json_nested_flat_and_with_nulls() {
    let (book, base) = (RuleBook::built_in(), Document::empty("row"));
    let names: Vec<&str> = HEAD.split(',').map(str::trim).collect();
    let mut dice = Dice(4);
    let mut lines = Vec::new();
    for cells in rows(400, 5) {
        let mut line = String::from("{");
        let is_nested = dice.below(2) == 0;
        for (n, (name, cell)) in names.iter().zip(&cells).enumerate() {
            let cell = cell.trim_matches('"');
            let is_bare = cell.parse::<u64>().is_ok() || cell == "true";
            let value = match dice.below(6) {
                0 if cell.is_empty() => "null".to_owned(),
                _ if is_bare && dice.below(4) > 0 => cell.to_owned(),
                _ => serde_json::Value::from(cell).to_string(),
            };
            let comma = if n == 0 { "" } else { ", " };
            let _ = match name.split_once('.') {
                Some((table, "name")) if is_nested => {
                    let list = dice.one(&["[]", "[\"rural\"]", "[\"rural\", \"hpsa\"]"]);
                    write!(
                        line,
                        "{comma}\"{table}\": {{\"name\": {value}, \"special_statuses\": {list}}}"
                    )
                }
                _ => write!(line, "{comma}\"{name}\":{value}"),
            };
        }
        line.push('}');
        lines.push(line);
    }
    let keep = strings(&["practice.name"]);
    let job = Job {
        form: Form::Ndjson,
        keep: &keep,
        range: true,
        ..Job::new(&book, &base)
    };
    let found = assert_each(&job, "", &lines);
    assert!(found.rows - found.failed > 100, "{found:?}");
}

#[test]
fn final_scores_that_are_known() {
    let (book, base) = (RuleBook::built_in(), Document::empty("row"));
    let mut dice = Dice(6);
    let rows: Vec<String> = (0..200)
        .map(|n| {
            let year = 2017 + dice.below(11);
            let score = dice.spelled(103, "%");
            let more = dice.one(&["", "", "50"]);
            format!("{n},{year},{score},{more},{}", dice.spelled(900_000, "$"))
        })
        .collect();
    let head = "id,performance_year,final_score,quality.percent,practice.part_b_paid\n";
    let found = assert_each(&Job::new(&book, &base), head, &rows);
    assert!(
        found.failed > 20 && found.rows - found.failed > 80,
        "{found:?}"
    );
}

#[test]
fn maps_of_foreign_headings() {
    let (book, base) = (RuleBook::built_in(), Document::empty("row"));
    let map = Map::built_in("qpp-experience").unwrap();
    let mut dice = Dice(7);
    let rows: Vec<String> = (0..200)
        .map(|n| {
            format!(
                "{n},x,{},{},{},{},{},{},{},{},{}",
                dice.one(&["TRUE", "False"]),
                dice.one(&["True", "FALSE", "N/A"]),
                dice.one(&["Group", "individual", "MIPS APM"]),
                dice.one(&["98.5", "0", "", "nan"]),
                dice.one(&["TRUE", "FALSE"]),
                dice.one(&["40", "20", "100", "0"]),
                dice.one(&["80", "", "0"]),
                dice.one(&["TRUE", "FALSE", "FALSE"]),
                dice.one(&["", "50.25"]),
            )
        })
        .collect();
    let settings = [Setting::new("performance_year", "2021", "--year")];
    let keep = strings(&["NPI"]);
    let job = Job {
        settings: &settings,
        map: Some(&map),
        keep: &keep,
        range: true,
        ..Job::new(&book, &base)
    };
    let head = "npi,Provider Key,small practitioner,rural clinician,participation type,quality category score,\
        extreme hardship quality,IA score,promoting interoperability (pi) category score,pi hardship,cost score\n";
    let found = assert_each(&job, head, &rows);
    assert!(
        found.failed > 20 && found.rows - found.failed > 80,
        "{found:?}"
    );
}
