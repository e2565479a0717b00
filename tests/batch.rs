//! A batch gives what a score of each row by itself gives, whatever else is in the file.

#[path = "common/dice.rs"]
mod dice;

use std::fmt::Write as _;

use dice::Dice;
use mips::{
    Document, RuleBook, Setting,
    batch::{self, Form, Job, Summary},
    trial,
};
use proptest::prelude::*;

const HEAD: &str = "id,performance_year,practice.small_practice,practice.participation,practice.special_statuses,\
    quality.percent,quality.not_submitted,cost.percent,cost.reweighted,improvement_activities.percent,\
    promoting_interoperability.percent,promoting_interoperability.reweighted,complex_patient_bonus.points,\
    practice.part_b_paid";

fn run(
    text: &[u8],
    form: Form,
    threads: usize,
    settings: &[Setting],
    columns: &[String],
) -> (String, Summary) {
    let book = RuleBook::built_in();
    let base = Document::empty("row");
    let job = Job {
        settings,
        columns,
        form,
        threads,
        ..Job::new(&book, &base)
    };
    let mut out = Vec::new();
    let summary = batch::run(&job, text, &mut out, &|_| {}).expect("the heading is right");
    (String::from_utf8(out).expect("results are text"), summary)
}

fn csv(text: &str) -> (String, Summary) {
    run(text.as_bytes(), Form::Csv, 1, &[], &[])
}

impl Dice {
    fn percent(&mut self) -> String {
        match self.below(5) {
            0 => self.below(101).to_string(),
            1 => format!("{}.{}", self.below(100), self.below(10)),
            2 => format!("{}.{:04}", self.below(100), self.below(10_000)),
            3 => format!("{}.{:07}", self.below(100), self.below(10_000_000)),
            _ => format!("{}.{:02}", self.below(100), self.below(100)),
        }
    }

    fn row(&mut self, n: u64) -> String {
        let year = 2017 + self.below(11);
        let small = ["true", "false", "TRUE", ""][usize::try_from(self.below(4)).unwrap()];
        let participation = ["", "group", "individual"][usize::try_from(self.below(3)).unwrap()];
        let status =
            ["", "", "", "hospital_based", "rural|hpsa"][usize::try_from(self.below(5)).unwrap()];
        let (quality, none) = match self.below(12) {
            0 => (String::new(), "true"),
            1 => (String::new(), ""),
            _ => (self.percent(), ""),
        };
        let (cost, cost_moved) = match self.below(4) {
            0 => (String::new(), "no_applicable_measures"),
            _ => (self.percent(), ""),
        };
        let (pi, pi_moved) = match self.below(4) {
            0 => (String::new(), "special_status"),
            1 => (String::new(), ""),
            _ => (self.percent(), ""),
        };
        let activities = self.percent();
        let bonus = match self.below(3) {
            0 => String::new(),
            _ => format!("{}.{:02}", self.below(5), self.below(100)),
        };
        let paid = match self.below(4) {
            0 => String::new(),
            1 => format!("{}", self.below(90_000_000)),
            2 => format!("{}.{:05}", self.below(900_000), self.below(100_000)),
            _ => format!("{}.{:02}", self.below(900_000), self.below(100)),
        };
        format!(
            "r{n},{year},{small},{participation},{status},{quality},{none},{cost},{cost_moved},{activities},{pi},{pi_moved},{bonus},{paid}"
        )
    }
}

/// The result of a row by itself, as the first five cells, and whether it has warnings.
fn alone(book: &RuleBook, row: &str, more: &[Setting]) -> Option<(String, bool)> {
    let cells: Vec<&str> = row.split(',').collect();
    let settings: Vec<Setting> = HEAD
        .split(',')
        .zip(&cells)
        .skip(1)
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(path, cell)| Setting::new(path, *cell, "column"))
        .collect();
    // A row is as a file; what is set for the whole run lies above it.
    let mut document = Document::empty("row");
    document.lay(&settings).ok()?;
    let trial = trial::run(book, &document, more).ok()?;
    let card = trial.scorecard;
    let payment = &card.payment_adjustment;
    let dollars = payment
        .dollars
        .map_or_else(String::new, |it| it.to_string());
    let warns = !card.warnings.is_empty();
    let cells = format!(
        "{},{},{},{},{dollars}",
        cells[0], card.performance_year, card.final_score?, payment.percent?
    );
    Some((cells, warns))
}

#[test]
fn every_row_gets_what_it_gets_alone() {
    let book = RuleBook::built_in();
    let mut dice = Dice(17);
    let rows: Vec<String> = (0..4000).map(|n| dice.row(n)).collect();
    let text = format!("{HEAD}\n{}\n", rows.join("\n"));
    for settings in [
        vec![],
        vec![Setting::new(
            "payment.scaling_factor",
            "0.1190775512343",
            "--set",
        )],
        vec![Setting::new("cost.percent", "40", "--set")],
    ] {
        let (results, summary) = run(text.as_bytes(), Form::Csv, 2, &settings, &[]);
        let (mut scored, mut warned) = (0, 0);
        for (row, result) in rows.iter().zip(results.lines().skip(1)) {
            match alone(&book, row, &settings) {
                Some((expected, warns)) => {
                    assert_eq!(result, format!("{expected},"), "{row}");
                    warned += u64::from(warns);
                    scored += 1;
                }
                None => assert!(
                    result.contains("row ") && result.contains(",,,,,") || result.ends_with(",,,,"),
                    "{row}: {result}"
                ),
            }
        }
        assert_eq!(summary.rows, 4000);
        assert_eq!(summary.rows - summary.failed - summary.unknown, scored);
        assert!(scored > 1500, "{scored}");
        assert!(summary.warned >= warned);
        assert!(warned > 10, "{warned}");
    }
}

#[test]
fn one_thread_and_several_give_the_same_bytes() {
    let mut dice = Dice(3);
    let mut text = format!("{HEAD}\n");
    for n in 0..12_000 {
        let _ = writeln!(text, "{}", dice.row(n));
    }
    let one = run(text.as_bytes(), Form::Csv, 1, &[], &[]);
    assert!(one.1.warned > 10 && one.1.failures.len() == 10);
    for threads in [2, 5] {
        assert!(
            one == run(text.as_bytes(), Form::Csv, threads, &[], &[]),
            "{threads} threads"
        );
    }
    assert_eq!(one.0.lines().count(), 12_001);
}

const SIMPLE: &str = "id,performance_year,quality.percent,cost.percent,improvement_activities.percent,\
    promoting_interoperability.percent,practice.part_b_paid\n";

#[test]
fn bad_rows_say_why_and_leave_the_others_right() {
    let good = "a,2024,80,60,100,90,1000";
    let mut text = SIMPLE.as_bytes().to_vec();
    let bad: [&[u8]; 9] = [
        b"b,2024,8O,60,100,90,1000",
        b"c,2024,80,60,100",
        b"d,1999,80,60,100,90,1000",
        b"e,2024,80,60,100,90,1000,surplus",
        b"f,2024,\xff\xfe,60,100,90,1000",
        b"g,2024,180,60,100,90,1000",
        b"h,,80,60,100,90,1000",
        b"i,2024,80,,100,90,1000",
        b"j,2024,80,60,100,90,-5",
    ];
    for row in bad {
        text.extend_from_slice(good.as_bytes());
        text.push(b'\n');
        text.extend_from_slice(row);
        text.push(b'\n');
    }
    // A cell of ten megabytes.
    text.extend_from_slice(b"k,2024,");
    text.extend(std::iter::repeat_n(b'7', 10 * 1024 * 1024));
    text.extend_from_slice(b",60,100,90,1000\n");
    text.extend_from_slice(good.as_bytes());
    let (results, summary) = run(&text, Form::Csv, 2, &[], &[]);
    let lines: Vec<&str> = results.lines().skip(1).collect();
    assert_eq!((summary.rows, summary.failed, summary.unknown), (20, 9, 1));
    for (n, line) in lines.iter().enumerate() {
        if line.starts_with("a,") {
            assert_eq!(*line, "a,2024,79.50,0.19,1.90,", "line {n}");
        }
    }
    for (n, says) in [
        (1, "row 3: quality.percent: expected a number, not text"),
        (3, "row 5: the row has 5 cells for 7 headings"),
        (5, "no rules for performance year 1999"),
        (7, "row 9: the row has 8 cells for 7 headings"),
        (
            9,
            "row 11: column 3 (quality.percent): the cell is not UTF-8 text",
        ),
        (11, "row 13: quality.percent: 180 is not between 0 and 100"),
        (13, "the performance year is missing"),
        (15, "i,2024,,,,"),
        (17, "practice.part_b_paid: -5: "),
        (18, "row 20: the row is longer than 256 KB"),
    ] {
        assert!(lines[n].contains(says), "{n}: {}", lines[n]);
    }
    assert!(lines[18].starts_with("k,,,,,"));
    let first = "row 3: quality.percent: expected a number, not text: `8O`";
    assert_eq!(summary.first_failure.as_deref(), Some(first));
}

#[test]
fn spreadsheets_exports_are_read() {
    let plain = csv(&format!(
        "{SIMPLE}a,2024,80,60,100,90,1000\n\"b, c\",2024,80,60,100,90,1000\n"
    ));
    assert_eq!(plain.0.lines().nth(1), Some("a,2024,79.50,0.19,1.90,"));
    assert_eq!(
        plain.0.lines().nth(2),
        Some("\"b, c\",2024,79.50,0.19,1.90,")
    );
    let quoted = SIMPLE
        .trim_end()
        .split(',')
        .map(|it| format!("\"{it}\""))
        .collect::<Vec<_>>()
        .join(",");
    for text in [
        // A byte-order mark, carriage returns, no line end at the end.
        format!(
            "\u{feff}{}a,2024,80,60,100,90,1000\r\n\"b, c\",2024, 80 ,60,100,90,1000",
            SIMPLE.replace('\n', "\r\n")
        ),
        // Every cell quoted, an empty line between.
        format!(
            "{quoted}\r\n\"a\",\"2024\",\"80\",\"60\",\"100\",\"90\",\"1000\"\r\n\r\n\"b, c\",\"2024\",\"80\",\"60\",\"100\",\"90\",\"1000\"\r\n"
        ),
        // Semicolons; columns without heading and content.
        format!(
            "{};\na;2024;80;60;100;90;1000;\nb, c;2024;80;60;100;90;1000;\n",
            SIMPLE.trim_end().replace(',', ";")
        ),
        // Tabs, and carriage returns alone.
        format!(
            "{}\ra\t2024\t80\t60\t100\t90\t1000\rb, c\t2024\t80\t60\t100\t90\t1000\r",
            SIMPLE.trim_end().replace(',', "\t")
        ),
    ] {
        assert_eq!(csv(&text), plain, "{text}");
    }
    let broken = csv(&format!(
        "{SIMPLE}\"two\nlines \"\"x\"\"\",2024,80,60,100,90,1000\n"
    ));
    assert!(
        broken
            .0
            .ends_with("\n\"two\nlines \"\"x\"\"\",2024,79.50,0.19,1.90,\n"),
        "{}",
        broken.0
    );
}

#[test]
fn headings_are_checked_at_once() {
    let book = RuleBook::built_in();
    let base = Document::empty("row");
    let job = Job::new(&book, &base);
    for (head, says) in [
        ("", "empty"),
        ("id,qualty.percent\n", "qualty"),
        ("id,quality.percnt\n", "did you mean `percent`"),
        ("id,id\n", "twice"),
        ("\u{fffd}", "unknown key"),
    ] {
        let failure = batch::run(&job, head.as_bytes(), Vec::new(), &|_| {}).unwrap_err();
        assert!(failure.to_string().contains(says), "{head}: {failure}");
    }
}

#[test]
fn ndjson_goes_in_and_out() {
    let text = r#"{"id": 7, "performance_year": 2024, "quality": {"percent": 80}, "cost": {"percent": 60}, "improvement_activities": {"percent": 100}, "promoting_interoperability": {"percent": 90}, "practice": {"part_b_paid": 1000, "special_statuses": ["rural"]}}
not json

{"id": "x", "performance_year": 2024}
"#;
    let columns = ["categories.quality.points".to_owned()];
    let (results, summary) = run(text.as_bytes(), Form::Ndjson, 1, &[], &columns);
    let lines: Vec<serde_json::Value> = results
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    assert_eq!((summary.rows, summary.failed, lines.len()), (3, 1, 3));
    assert!(results.starts_with(r#"{"id":7,"performance_year":2024,"final_score":79.50,"payment_adjustment_percent":0.19,"payment_adjustment_dollars":1.90,"error":null,"categories.quality.points":24}"#), "{results}");
    assert!(
        lines[1]["error"]
            .as_str()
            .is_some_and(|it| it == "row 2: the line is not a JSON object: `not json`")
    );
    assert_eq!(lines[2]["id"], "x");
    assert_eq!(summary.unknown, 1);
    assert!(lines[2]["error"].is_null() && lines[2]["final_score"].is_null());
}

#[test]
fn more_columns_and_a_base_file() {
    let book = RuleBook::built_in();
    let base = Document::read("base.toml", b"performance_year = 2024\n[practice]\nsmall_practice = true\n[cost]\npercent = 60\n[improvement_activities]\npercent = 100\n[promoting_interoperability]\npercent = 90\n").unwrap();
    let columns = [
        "categories.quality.weight".to_owned(),
        "practice.small_practice".to_owned(),
    ];
    let job = Job {
        columns: &columns,
        ..Job::new(&book, &base)
    };
    let mut out = Vec::new();
    let text = "quality.percent,cost.percent\n80,\n80,70\n";
    batch::run(&job, text.as_bytes(), &mut out, &|_| {}).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert_eq!(
        out,
        "id,performance_year,final_score,payment_adjustment_percent,payment_adjustment_dollars,error,\
         categories.quality.weight,practice.small_practice\n,2024,79.50,0.19,,,30,true\n,2024,82.50,0.32,,,30,true\n"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_it_panic(rows in proptest::collection::vec(
        proptest::collection::vec(any::<u8>(), 0..80), 0..12), ndjson: bool) {
        let mut text = if ndjson { b"{}".to_vec() } else { HEAD.as_bytes().to_vec() };
        for row in rows {
            text.push(b'\n');
            text.extend(row);
        }
        let form = if ndjson { Form::Ndjson } else { Form::Csv };
        let _ = run(&text, form, 2, &[], &[]);
    }

    #[test]
    fn no_cells_make_it_panic(rows in proptest::collection::vec(
        proptest::collection::vec("[0-9]{0,3}|[0-9.\"\\-eE ]{0,9}|true|2024|individual|[a-z\"{}:\\[\\],]{0,9}|\\PC{0,6}", 14), 1..12)) {
        let mut text = HEAD.to_owned();
        for row in rows {
            text.push('\n');
            text.push_str(&row.join(","));
        }
        let one = run(text.as_bytes(), Form::Csv, 1, &[], &[]);
        prop_assert_eq!(one, run(text.as_bytes(), Form::Csv, 3, &[], &[]));
    }
}

#[test]
fn a_lost_quote_costs_its_own_line_alone() {
    let good = "a,2024,80,60,100,90,1000\n";
    let scored = "a,2024,79.50,0.19,1.90,";
    let lost = "x,2024,\"82.5,60,100,90,1000\n";
    let why = "row 3: a quote opened in this row, column quality.percent, is never closed";
    let many = good.repeat(20_000);
    for more in [
        String::new(),
        // Another quote far below, an odd one too, a quoted row, and a cell of several lines.
        format!("{good}\"a\",2024,80,60,100,90,1000\n"),
        format!("{good}{lost}{good}"),
        "\"a\",\"2024\",\"80\",60,100,90,1000\n".repeat(300),
        format!("\"a\nb\",2024,80,60,100,90,1000\n{good}"),
        format!("{good}x,2024,\"80"),
    ] {
        let text = format!("{SIMPLE}{good}{lost}{many}{more}");
        let (results, summary) = csv(&text);
        let lines: Vec<&str> = results.lines().collect();
        assert_eq!(lines[1], scored);
        assert_eq!(lines[2], format!("x,,,,,\"{why}\""));
        assert!(lines[3..20_003].iter().all(|line| *line == scored));
        let unclosed = results.matches("is never closed").count() as u64;
        assert_eq!(summary.failed, unclosed);
        assert_eq!(unclosed, more.matches("x,").count() as u64 + 1);
        assert_eq!(summary.first_failure.as_deref(), Some(why));
        let two = run(text.as_bytes(), Form::Csv, 3, &[], &[]);
        assert!(two == (results, summary));
    }
}

#[test]
fn cells_as_spreadsheets_write_them() {
    let head = "ID,performance_year,practice.small_practice,quality.percent,cost.percent,\
        improvement_activities.percent,promoting_interoperability.percent,practice.part_b_paid";
    let plain = csv(&format!(
        "{head}\na,2024,true,82.5,60,100,90,412350.00\nb,2024,false,80,60,100,90,1000\n"
    ));
    assert_eq!(plain.1.failed, 0);
    for spelled in [
        format!(
            "{head}\na,2024,Yes,82.5%,60,100,90,\"$412,350.00\"\n,,,,,,,\nb,2024,0,80 %,60,100,90,\"1,000\"\n"
        ),
        format!(
            "sep=;\n{}\na;2024;1;82.5;60%;100;90;$412,350.00\n;;\" \";;;;;\nb;2024;No;80;60;100;90;$1000\n",
            head.replace(',', ";")
        ),
    ] {
        assert_eq!(csv(&spelled), plain, "{spelled}");
    }
    let (results, summary) = csv(&format!(
        "sep=,\n{head}\n,,,,,,,\na,2024,maybe,\"82,5\",60,100,90,1\n"
    ));
    assert_eq!((summary.rows, summary.failed), (1, 1));
    for says in [
        "row 4: ",
        "expected a number, not text: `82,5`",
        "small_practice",
        "`maybe`",
    ] {
        assert!(results.contains(says), "{results}");
    }
}

#[test]
fn a_long_percent_beside_activities_is_scored() {
    let cell = "{percent=0.3333333333333333333333333333,activities=[\"\"IA_EPA_2\"\"]}";
    let text = format!(
        "id,performance_year,quality.percent,improvement_activities\na,2024,80,\"{cell}\"\nb,2024,80,\n"
    );
    let (results, summary) = csv(&text);
    assert_eq!((summary.rows, summary.failed), (2, 0), "{results}");
    assert!(
        summary
            .warnings
            .iter()
            .any(|kind| kind.code == mips::Code::Differs)
    );
}

#[test]
fn an_error_never_repeats_a_long_cell() {
    let secret = "x".repeat(100);
    let text = format!(
        "id,performance_year,quality.percent,practice.participation,practice.clinicians\na,2024,{secret},{secret},{secret}\n"
    );
    let line = format!(
        "{{\"performance_year\": 2024, \"{secret}\": 1, \"quality.percent\": \"{secret}\"}}\n"
    );
    for (text, form) in [
        (text, Form::Csv),
        (line, Form::Ndjson),
        (secret.clone(), Form::Ndjson),
    ] {
        let (results, summary) = run(text.as_bytes(), form, 1, &[], &[]);
        assert_eq!(summary.failed, 1, "{results}");
        assert!(!results.contains(&"x".repeat(41)), "{results}");
        assert!(!summary.failures[0].contains(&"x".repeat(41)));
    }
}

#[test]
fn many_problems_of_a_row_are_counted() {
    let measures: Vec<String> = (0..60)
        .map(|n| format!("\"quality.measures.ecqm.X{n}.rate\": 5"))
        .collect();
    let line = format!("{{\"performance_year\": 2024, {}}}\n", measures.join(", "));
    let (results, summary) = run(line.as_bytes(), Form::Ndjson, 1, &[], &[]);
    assert_eq!(summary.failed, 1);
    assert!(results.contains("and 50 more problems"), "{results}");
}

#[test]
fn problems_that_were_only_counted_are_counted_too() {
    // The hundredth problem and those before it are kept, the others counted: 10 are told of 250, and 240 are left.
    let measures: Vec<String> = (0..250)
        .map(|n| format!("\"quality.measures.ecqm.X{n}.rate\": 5"))
        .collect();
    let line = format!("{{\"performance_year\": 2024, {}}}\n", measures.join(", "));
    let (results, summary) = run(line.as_bytes(), Form::Ndjson, 1, &[], &[]);
    assert_eq!(summary.failed, 1);
    assert!(results.contains("; and 240 more problems"), "{results}");
    assert!(!results.contains("not shown"), "{results}");
}

#[test]
fn unknown_columns_are_refused_kept_or_passed_over() {
    let book = RuleBook::built_in();
    let base = Document::empty("row");
    let text = "id,performance_year,final_score,Practice Name,TIN\n1,2024,82.3,\"Elm, Inc\",001\n";
    let plain = Job::new(&book, &base);
    let refused = batch::run(&plain, text.as_bytes(), Vec::new(), &|_| {})
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("--keep") && refused.contains("--ignore-unknown"),
        "{refused}"
    );
    let keep = ["TIN".to_owned(), "Practice Name".to_owned()];
    let out = |job: &Job<'_>| {
        let mut out = Vec::new();
        batch::run(job, text.as_bytes(), &mut out, &|_| {}).unwrap();
        String::from_utf8(out).unwrap()
    };
    let kept = out(&Job {
        keep: &keep,
        ..plain.clone()
    });
    assert_eq!(
        kept,
        "id,TIN,Practice Name,performance_year,final_score,payment_adjustment_percent,payment_adjustment_dollars,error\n\
         1,001,\"Elm, Inc\",2024,82.30,0.31,,\n"
    );
    let passed_over = out(&Job {
        ignore_unknown: true,
        ..plain.clone()
    });
    assert!(
        passed_over.ends_with("\n1,2024,82.30,0.31,,\n"),
        "{passed_over}"
    );
    let keep = ["Tin Number".to_owned()];
    let job = Job {
        keep: &keep,
        ignore_unknown: true,
        ..plain
    };
    let missing = batch::run(&job, text.as_bytes(), Vec::new(), &|_| {})
        .unwrap_err()
        .to_string();
    assert!(missing.contains("no column `Tin Number`"), "{missing}");
}

#[test]
fn both_ends_of_what_is_unknown() {
    let book = RuleBook::built_in();
    let base = Document::empty("row");
    let job = Job {
        range: true,
        ..Job::new(&book, &base)
    };
    let text = format!("{SIMPLE}a,2024,80,60,100,90,1000\nb,2024,80,,100,90,1000\n");
    let mut out = Vec::new();
    let summary = batch::run(&job, text.as_bytes(), &mut out, &|_| {}).unwrap();
    assert_eq!((summary.failed, summary.unknown), (0, 1));
    // Weights of 2024 are 30, 30, 15 and 25: 61.5 points without cost, 91.5 with all of it.
    assert_eq!(
        String::from_utf8(out)
            .unwrap()
            .lines()
            .skip(1)
            .collect::<Vec<_>>(),
        [
            "a,2024,79.50,0.19,1.90,79.50,79.50,0.19,0.19,1.90,1.90,",
            "b,2024,,,,61.50,91.50,-1.62,0.70,-16.20,7.00,"
        ]
    );
}

/// A name that a spreadsheet would run as a formula comes out as a text; figures stay figures.
#[test]
fn no_cell_is_run_by_a_spreadsheet() {
    let (out, _) = csv(
        "id,performance_year,final_score,practice.part_b_paid\n=1+1,2025,40,1000\n@SUM(A1),2025,90,\n-7,2025,75,\n",
    );
    let starts: Vec<&str> = out
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap())
        .collect();
    assert_eq!(starts, ["'=1+1", "'@SUM(A1)", "-7"]);
    assert!(out.contains("'=1+1,2025,40.00,-4.20,-42.00,"), "{out}");
}
