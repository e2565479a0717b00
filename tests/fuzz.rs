//! Whatever comes in, nothing panics, and what must be equal is equal: structured mutations of the examples and fixtures
//! go through every reader and through the score.
//!
//! `cargo test` runs a bounded number. The long run is
//!
//! ```text
//! MIPS_FUZZ=1000000 cargo test --release --test fuzz -- --nocapture
//! ```
//!
//! which takes so many inputs for each test, from a start of its own each time (`MIPS_FUZZ_SEED` repeats one). Inputs
//! that once broke something stand in `tests/data/broke`, and are read first.

mod common;

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::Path,
};

use common::BOOK;
use mips::{
    Document, RuleBook, Setting,
    batch::{self, Form, Job},
    exchange,
    report::{self, text},
    trial,
};

/// A small generator of numbers: the same seed makes the same inputs everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }

    fn one_of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// Runs `check` on many inputs; an input that panics is printed, with its seed, before the test fails.
#[expect(clippy::print_stdout, reason = "the input is needed to repeat it")]
fn fuzz(
    name: &str,
    usual: u64,
    mut make: impl FnMut(&mut Random) -> Vec<u8>,
    check: impl Fn(&[u8]),
) {
    let number = |key: &str| {
        std::env::var(key)
            .ok()
            .and_then(|it| it.parse::<u64>().ok())
    };
    let count = number("MIPS_FUZZ").unwrap_or(usual);
    let clock = || {
        let now = std::time::SystemTime::now();
        let since = now.duration_since(std::time::UNIX_EPOCH).unwrap();
        u64::try_from(since.as_nanos() % u128::from(u64::MAX)).unwrap()
    };
    let is_long = number("MIPS_FUZZ").is_some();
    let first = number("MIPS_FUZZ_SEED").unwrap_or_else(|| if is_long { clock() } else { 2026 });
    for seed in first..first.saturating_add(count) {
        let input = make(&mut Random(seed.wrapping_mul(0x2545_f491_4f6c_dd1d)));
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| check(&input))) {
            let shown = String::from_utf8_lossy(&input);
            println!("{name}: MIPS_FUZZ_SEED={seed} MIPS_FUZZ=1\n{shown}\n");
            resume_unwind(panic);
        }
    }
}

/// The texts of a folder's files with this extension, whatever they are.
fn texts(folder: &str, extension: &str) -> Vec<String> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// Figures at the edges of what figures can be, and things that are none.
const VALUES: [&str; 34] = [
    "0",
    "-0",
    "1",
    "-1",
    "0.5",
    "100",
    "100.0000000000000000000000001",
    "99.995",
    "1e400",
    "nan",
    "inf",
    "79228162514264337593543950335",
    "-79228162514264337593543950335",
    "0.0000000000000000000000000001",
    "0.3333333333333333333333333333",
    "9999999999.99",
    "1000000",
    "true",
    "false",
    "\"\"",
    "\"82.5%\"",
    "\"$412,350.00\"",
    "[]",
    "{}",
    "[1, 2]",
    "{ numerator = 1, denominator = 3 }",
    "{ numerator = 3, denominator = 0 }",
    "{ rate = 50.5, cases = 20 }",
    "{ points = 9.99999 }",
    "\"hardship\"",
    "\"M0005\"",
    "2026-01-01",
    "\"\u{202e}\u{1b}[31m\"",
    "\"é\"",
];

/// Lines that practice files are made of.
const LINES: [&str; 30] = [
    "performance_year = 2017",
    "performance_year = 2019",
    "performance_year = 2021",
    "performance_year = 2024",
    "performance_year = 2026",
    "performance_year = 2027",
    "[practice]",
    "participation = \"individual\"",
    "participation = \"apm_entity\"",
    "pathway = \"app\"",
    "pathway = \"mvp\"",
    "small_practice = true",
    "clinicians = 1",
    "apm_participant = true",
    "special_statuses = [\"facility_based\"]",
    "special_statuses = [\"hospital_based\"]",
    "[quality]",
    "[cost]",
    "[improvement_activities]",
    "[promoting_interoperability]",
    "not_submitted = true",
    "unknown = true",
    "reweighted = \"extreme_and_uncontrollable\"",
    "percent = 75",
    "[complex_patient_bonus]",
    "facility_based = { quality_percent = 70, cost_percent = 60 }",
    "[quality.measures.cqm]",
    "[quality.measures.ecqm]",
    "[payment]",
    "final_score = 75",
];

/// A text with a few changes: lines moved, doubled, taken away or from another text, values replaced, bytes changed.
fn mutated(random: &mut Random, texts: &[String]) -> Vec<u8> {
    let mut lines: Vec<String> = random.one_of(texts).lines().map(str::to_owned).collect();
    for _ in 0..=random.below(6) {
        let at = random.below(lines.len() + 1);
        match random.below(9) {
            0 if at < lines.len() => drop(lines.remove(at)),
            1 => lines.insert(at, (*random.one_of(&LINES)).to_owned()),
            2 => {
                let other: Vec<&str> = random.one_of(texts).lines().collect();
                if !other.is_empty() {
                    lines.insert(at, (*random.one_of(&other)).to_owned());
                }
            }
            3 if at < lines.len() => lines.insert(at, lines[at].clone()),
            4 if at < lines.len() => {
                let to = random.below(lines.len());
                lines.swap(at, to);
            }
            _ if at < lines.len() => {
                let value = *random.one_of(&VALUES);
                if let Some((key, _)) = lines[at].split_once('=') {
                    lines[at] = format!("{key}= {value}");
                } else if let Some((key, _)) = lines[at].split_once(": ") {
                    lines[at] = format!("{key}: {value},");
                }
            }
            _ => {}
        }
    }
    let mut bytes = lines.join("\n").into_bytes();
    if random.below(8) == 0 && !bytes.is_empty() {
        match random.below(3) {
            0 => bytes.truncate(random.below(bytes.len())),
            1 => {
                let at = random.below(bytes.len());
                bytes[at] = u8::try_from(random.below(256)).unwrap();
            }
            _ => {
                let at = random.below(bytes.len());
                bytes.insert(at, u8::try_from(random.below(256)).unwrap());
            }
        }
    }
    bytes
}

/// A result holds together: its ends are in order, within bounds, and printed in every form.
fn assert_sound(trial: &trial::Trial) {
    let card = &trial.scorecard;
    let bounds = &card.final_score_bounds;
    assert!(bounds.low <= bounds.high);
    assert!(!bounds.low.is_sign_negative() || bounds.low.is_zero());
    assert!(bounds.high <= mips::decimal::HUNDRED);
    if let Some(score) = card.final_score {
        assert_eq!((score, score), (bounds.low, bounds.high));
    }
    let text = text::report(trial, "", true, 80);
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
    let json = report::result(trial, true).pretty();
    serde_json::from_str::<serde_json::Value>(&json).unwrap();
}

fn practices() -> Vec<String> {
    let mut all = texts("examples", "toml");
    all.extend(texts("tests/cases", "toml"));
    all
}

fn check_practice(bytes: &[u8]) {
    match Document::read("p.toml", bytes) {
        Err(problems) => assert!(problems.any_error() && !problems.to_string().is_empty()),
        Ok(document) => match trial::run(&BOOK, &document, &[]) {
            Err(problems) => assert!(problems.any_error() && !problems.to_string().is_empty()),
            Ok(trial) => assert_sound(&trial),
        },
    }
}

#[test]
fn practice_files() {
    for text in texts("tests/data/broke", "txt") {
        check_practice(text.as_bytes());
    }
    let texts = practices();
    fuzz(
        "practice_files",
        1500,
        |random| mutated(random, &texts),
        check_practice,
    );
}

#[test]
fn every_prefix_of_an_example() {
    let all = texts("examples", "toml");
    let json = "{\"performance_year\": 2026, \"practice\": {\"name\": \"Caf\u{e9} \\u00e9\"}, \"quality\": {\"percent\": 8.5}}";
    for text in all.iter().map(String::as_str).chain([json]) {
        for end in (0..text.len()).step_by(7) {
            check_practice(&text.as_bytes()[..end]);
        }
    }
    // The text ends within a letter of two bytes.
    for end in 0..json.len() {
        check_practice(&json.as_bytes()[..end]);
    }
    check_practice("{\"\u{e9}".as_bytes());
}

/// Dotted paths that a practice and a year's rules have.
fn paths() -> Vec<String> {
    let mut paths: Vec<String> = batch::numeric_paths().map(str::to_owned).to_vec();
    for text in [
        "adjustment.performance_threshold",
        "adjustment.maximum_percent",
        "final_score.maximum",
    ] {
        paths.push(format!("rules.{text}"));
    }
    let rules = BOOK
        .text(2025, mips::rules::book::TableName::Rules)
        .unwrap();
    let (mut table, mut keys) = (String::new(), Vec::new());
    for line in rules.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            name.clone_into(&mut table);
        } else if let Some((key, _)) = line.split_once(" = ") {
            let key = key.trim();
            keys.push(if table.is_empty() {
                format!("rules.{key}")
            } else {
                format!("rules.{table}.{key}")
            });
        }
    }
    paths.extend(keys);
    paths
}

/// Settings of the practice and of the rules, extreme ones too: a score or a problem, nothing else.
#[test]
fn settings_of_practices_and_rules() {
    let (paths, texts) = (paths(), texts("examples", "toml"));
    assert!(paths.len() > 200);
    let documents: Vec<Document> = texts
        .iter()
        .map(|text| Document::read("p.toml", text.as_bytes()).unwrap())
        .collect();
    let make = |random: &mut Random| {
        let document = random.below(documents.len()).to_string();
        let mut lines = vec![document];
        for _ in 0..=random.below(2) {
            let value = random.one_of(&VALUES).trim_matches('"').to_owned();
            lines.push(format!("{}={value}", random.one_of(&paths)));
        }
        lines.join("\n").into_bytes()
    };
    fuzz("settings", 1500, make, |bytes| {
        let text = std::str::from_utf8(bytes).unwrap();
        let (document, settings) = text.split_once('\n').unwrap();
        let document = &documents[document.parse::<usize>().unwrap()];
        let settings: Vec<Setting> = settings
            .split('\n')
            .filter_map(|line| Setting::parse(line, "--set").ok())
            .collect();
        match trial::run(&BOOK, document, &settings) {
            Err(problems) => assert!(problems.any_error()),
            Ok(trial) => {
                let _ = text::report(&trial, "", true, 80);
            }
        }
    });
}

/// A user's rule tables, with a value replaced.
#[test]
fn rule_tables() {
    let tables: Vec<(u16, String)> = common::YEARS
        .map(|year| {
            let text = BOOK
                .text(year, mips::rules::book::TableName::Rules)
                .unwrap();
            (year, text.clone())
        })
        .collect();
    let example = "quality.percent = 80\ncost.percent = 60\nimprovement_activities.activities = [\"IA_EPA_2\"]\n\
                   promoting_interoperability.percent = 70\n";
    let make = |random: &mut Random| {
        let (year, text) = random.one_of(&tables);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for _ in 0..=random.below(2) {
            let at = random.below(lines.len());
            let value = *random.one_of(&VALUES);
            if let Some((key, _)) = lines[at].clone().split_once(" = ") {
                lines[at] = format!("{key} = {value}");
            }
        }
        format!("{year}\n{}", lines.join("\n")).into_bytes()
    };
    fuzz("rule_tables", 150, make, |bytes| {
        let text = std::str::from_utf8(bytes).unwrap();
        let (year, table) = text.split_once('\n').unwrap();
        let mut book = RuleBook::built_in();
        let name = mips::rules::book::TableName::Rules;
        let year: u16 = year.parse().unwrap();
        book.replace(year, name, "rules.toml", table.as_bytes().to_vec());
        let practice = format!("performance_year = {year}\n{example}");
        let document = Document::read("p.toml", practice.as_bytes()).unwrap();
        match trial::run(&book, &document, &[]) {
            Err(problems) => assert!(problems.any_error()),
            Ok(trial) => {
                let _ = text::report(&trial, "", true, 80);
            }
        }
    });
}

/// Submissions of other programs: a practice file or a problem with its place.
#[test]
fn other_peoples_files() {
    let texts = texts("tests/exchange", "json");
    assert!(!texts.is_empty());
    fuzz(
        "other_peoples_files",
        600,
        |random| mutated(random, &texts),
        |bytes| {
            let files = [("other.json".to_owned(), bytes.to_vec())];
            if !exchange::is_foreign(bytes) {
                return;
            }
            match exchange::read(&BOOK, &files, &exchange::Options::default()) {
                Err(problems) => assert!(problems.any_error()),
                Ok(imported) => match trial::run(&BOOK, &imported.document, &[]) {
                    Err(problems) => assert!(problems.any_error()),
                    Ok(trial) => assert_sound(&trial),
                },
            }
        },
    );
}

/// The rows' results; or why there are none.
fn batched(rows: &[u8], form: Form, threads: usize) -> Result<String, String> {
    let base = Document::read("base.toml", b"performance_year = 2025\n").unwrap();
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

/// Cells as offices, spreadsheets and programs write them, and some that are none.
const CELLS: [&str; 36] = [
    "",
    "80",
    "82.5",
    "100",
    "0",
    "-1",
    "101",
    "82.123456",
    "0.82",
    "\"82.5%\"",
    "82.5%",
    "\"$36,179.50\"",
    "$500",
    "1e2",
    "1e400",
    "nan",
    "N/A",
    "-",
    " 80 ",
    "\"80\"",
    "\"8\"\"0\"",
    "\"a,b\"",
    "2026",
    "2017",
    "2025",
    "TRUE",
    "false",
    "yes",
    "true",
    "15000",
    "hardship",
    "10000000001",
    "184467440827.0955",
    "0.3333333333333333333333333333",
    "{numerator=1,denominator=3}",
    "\u{202e}\u{1b}[31m\u{e9}",
];

/// Headings of rows.
const HEADINGS: [&str; 16] = [
    "id",
    "performance_year",
    "quality.percent",
    "cost.percent",
    "improvement_activities.percent",
    "promoting_interoperability.percent",
    "practice.part_b_paid",
    "practice.clinicians",
    "practice.name",
    "practice.small_practice",
    "final_score",
    "payment.scaling_factor",
    "complex_patient_bonus.points",
    "promoting_interoperability.reweighted",
    "cost.unknown",
    "rules.adjustment.performance_threshold",
];

/// Any number of threads gives the same bytes, and a row gives the same result alone as among others.
#[test]
fn rows_of_batches() {
    let make = |random: &mut Random| {
        let mut headings: Vec<&str> = HEADINGS.to_vec();
        while headings.len() > 3 + random.below(6) {
            headings.remove(random.below(headings.len()));
        }
        let mut text = headings.join(",") + "\n";
        let cells: Vec<&str> = (0..6).map(|_| *random.one_of(&CELLS)).collect();
        for _ in 0..=random.below(40) {
            // Few different cells: rows of one shape meet again.
            let row: Vec<&str> = headings.iter().map(|_| *random.one_of(&cells)).collect();
            text.push_str(&(row.join(",") + "\n"));
        }
        text.into_bytes()
    };
    fuzz("rows_of_batches", 60, make, |rows| {
        let together = batched(rows, Form::Csv, 1);
        assert_eq!(together, batched(rows, Form::Csv, 3));
        let Ok(together) = together else { return };
        assert!(!together.contains("internal error"), "{together}");
        let text = std::str::from_utf8(rows).unwrap();
        let (heading, rows) = text.split_once('\n').unwrap();
        if text.contains('"') || heading.split(',').next() != Some("id") {
            return;
        }
        let results: Vec<&str> = together.lines().skip(1).collect();
        for (row, result) in rows.lines().zip(results) {
            let alone = batched(format!("{heading}\n{row}\n").as_bytes(), Form::Csv, 1).unwrap();
            let alone = alone.lines().nth(1).unwrap();
            // An error names the row by its number.
            if !result.contains("row ") {
                assert_eq!(alone, result, "{row}");
            }
        }
    });
}

/// A fixture holds because its figures are those, not because a figure or a tolerance is beyond all bounds.
#[test]
fn expectations_at_the_edge_of_decimals() {
    let example =
        "performance_year = 2025\nfinal_score = 80\n[expect]\nsource = \"the key above\"\n";
    let verified = |more: &str| {
        let text = format!("{example}{more}\n");
        let document = Document::read("fixture.toml", text.as_bytes()).unwrap();
        mips::verify::verify(&BOOK, &document, &[]).map(|verdict| verdict.differences.len())
    };
    assert_eq!(verified("final_score = 80"), Ok(0));
    let lowest = "final_score = -79228162514264337593543950335";
    assert_eq!(verified(lowest), Ok(1));
    assert_eq!(verified(&format!("{lowest}\ntolerance = 1")), Ok(1));
    let problems = verified("final_score = 1\ntolerance = 79228162514264337593543950335");
    assert_eq!(
        problems.unwrap_err().0[0].message,
        "expected a number from 0 to 1, not 79228162514264337593543950335"
    );
}
