//! Practice files, settings and rule tables: a score that holds together, or problems that say what is wrong.

use mips::{
    Document, RuleBook, Setting, plan,
    report::{self, text},
    rules::book::TableName,
    sweep::{Sweep, Variation},
    trial, verify,
};

use super::{
    common::{BOOK, YEARS},
    making::{VALUES, mutated, texts},
    running::{Random, fuzz},
};

/// A result holds together: its ends are in order, within bounds, and printed in every form.
pub fn assert_sound(trial: &trial::Trial) {
    let card = &trial.scorecard;
    let bounds = &card.final_score_bounds;
    assert!(bounds.low <= bounds.high);
    assert!(!bounds.low.is_sign_negative() || bounds.low.is_zero());
    assert!(bounds.high <= mips::decimal::HUNDRED);
    if let Some(score) = card.final_score {
        assert_eq!((score, score), (bounds.low, bounds.high));
    }
    // Every fourth is printed: the words take longer than the score.
    if !card.sheet.lines().len().is_multiple_of(4) {
        return;
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
    let document = match Document::read("p.toml", bytes) {
        Ok(document) => document,
        Err(problems) => {
            assert!(problems.any_error() && !problems.to_string().is_empty());
            return;
        }
    };
    match trial::run(&BOOK, &document, &[]) {
        Err(problems) => assert!(problems.any_error() && !problems.to_string().is_empty()),
        Ok(trial) => assert_sound(&trial),
    }
    if verify::is_fixture(&document)
        && let Ok(verdict) = verify::verify(&BOOK, &document, &[])
    {
        assert!(verdict.differences.len() <= verdict.compared);
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
        |bytes| {
            check_practice(bytes);
            0
        },
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
    let mut paths: Vec<String> = mips::batch::numeric_paths().map(str::to_owned).to_vec();
    for text in [
        "adjustment.performance_threshold",
        "adjustment.maximum_percent",
        "final_score.maximum",
    ] {
        paths.push(format!("rules.{text}"));
    }
    let rules = BOOK.text(2025, TableName::Rules).unwrap();
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
        0
    });
}

/// A user's rule tables, with a value replaced.
#[test]
fn rule_tables() {
    let tables: Vec<(u16, String)> = YEARS
        .map(|year| {
            let text = BOOK.text(year, TableName::Rules).unwrap();
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
        let name = TableName::Rules;
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
        0
    });
}

/// What a score comes to, or where it fails: the same however the inputs are written.
fn outcome(trial: Result<trial::Trial, mips::Problems>) -> String {
    match trial {
        Ok(trial) => format!(
            "{:?} {:?} {:?}",
            trial.scorecard.final_score_bounds,
            trial.scorecard.payment_adjustment,
            trial.scorecard.sheet
        ),
        Err(problems) => {
            let mut all: Vec<String> = problems
                .0
                .iter()
                .map(|it| format!("{:?} {} {}", it.code, it.path, it.message))
                .collect();
            all.sort();
            all.join("\n")
        }
    }
}

/// Keys of a practice file with values that they take, and some that they do not.
const KEYS: [(&str, [&str; 4]); 14] = [
    ("practice.small_practice", ["true", "false", "true", "1"]),
    ("practice.clinicians", ["1", "15", "16", "0"]),
    ("practice.part_b_paid", ["412350.55", "0", "1e3", "-1"]),
    (
        "practice.participation",
        ["\"group\"", "\"individual\"", "\"apm_entity\"", "\"x\""],
    ),
    ("quality.percent", ["82.45", "100", "0", "100.5"]),
    ("cost.percent", ["33.333", "100", "0", "\"60\""]),
    ("cost.unknown", ["true", "false", "true", "true"]),
    (
        "cost.reweighted",
        [
            "\"no_applicable_measures\"",
            "\"hardship\"",
            "\"x\"",
            "true",
        ],
    ),
    (
        "improvement_activities.percent",
        ["50", "100", "0.5", "1000"],
    ),
    (
        "promoting_interoperability.percent",
        ["91.27", "100", "0", "nan"],
    ),
    (
        "promoting_interoperability.reweighted",
        ["\"special_status\"", "\"hardship\"", "\"x\"", "1"],
    ),
    ("complex_patient_bonus.points", ["1.75", "0", "10", "11"]),
    (
        "complex_patient_bonus.medical_risk",
        ["1.5", "0", "3", "-1"],
    ),
    ("payment.scaling_factor", ["0.5", "1", "3", "4"]),
];

/// A key is the same in the file, in quotes or not, and as a setting.
#[test]
fn settings_are_as_keys_of_the_file() {
    let make = |random: &mut Random| {
        let year = YEARS.start() + u16::try_from(random.below(11)).unwrap();
        let mut lines = vec![format!("performance_year={year}")];
        let mut said = vec![];
        for (path, values) in KEYS {
            // A setting takes the place of what else a category's table says; in a file both are a contradiction.
            let (table, _) = path.split_once('.').unwrap();
            let of_state = table != "practice" && table != "payment";
            if of_state && said.contains(&table) {
                continue;
            }
            if random.below(2) == 0 {
                said.push(table);
                // Mostly a value that fits.
                let value = values[random.below(12).min(3).min(random.below(4))];
                lines.push(format!("{path}={value}"));
            }
        }
        let split = 1 + random.below(lines.len());
        format!("{split}\n{}", lines.join("\n")).into_bytes()
    };
    fuzz("settings_as_keys", 300, make, |bytes| {
        let text = std::str::from_utf8(bytes).unwrap();
        let (split, keys) = text.split_once('\n').unwrap();
        let whole = Document::read("p.toml", keys.as_bytes()).unwrap();
        let lines: Vec<&str> = keys.lines().collect();
        let (first, rest) = lines.split_at(split.parse().unwrap());
        let part = Document::read("p.toml", first.join("\n").as_bytes()).unwrap();
        let settings: Vec<Setting> = rest
            .iter()
            .map(|line| {
                let (path, value) = line.split_once('=').unwrap();
                Setting::new(path, value.trim_matches('"'), "--set")
            })
            .collect();
        let of_file = trial::run(&BOOK, &whole, &[]);
        let of_settings = trial::run(&BOOK, &part, &settings);
        assert_eq!(of_file.is_ok(), of_settings.is_ok());
        if of_file.is_ok() {
            assert_eq!(outcome(of_file), outcome(of_settings));
        }
        0
    });
}

/// A figure of the rules is the same in a user's table and as a setting.
#[test]
fn settings_are_as_figures_of_a_table() {
    let example = "quality.percent = 80\ncost.percent = 60\nimprovement_activities.activities = [\"IA_EPA_2\"]\n\
                   promoting_interoperability.percent = 70\n[practice]\nsmall_practice = true\npart_b_paid = 1000000\n";
    let make = |random: &mut Random| {
        let year = YEARS.start() + u16::try_from(random.below(11)).unwrap();
        let text = BOOK.text(year, TableName::Rules).unwrap();
        let (mut table, mut figures) = (String::new(), Vec::new());
        for (number, line) in text.lines().enumerate() {
            if line.starts_with("[[") {
                "-".clone_into(&mut table);
            } else if let Some(name) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
                name.clone_into(&mut table);
            } else if let Some((key, value)) = line.split_once(" = ")
                && value.trim().parse::<i64>().is_ok()
                && table != "-"
            {
                let dot = if table.is_empty() { "" } else { "." };
                figures.push((number, format!("rules.{table}{dot}{}", key.trim())));
            }
        }
        let (number, path) = random.one_of(&figures);
        let value = random.one_of(&["0", "1", "2", "7.5", "50", "100", "-1", "1000000"]);
        format!("{year} {number} {path} {value}").into_bytes()
    };
    fuzz("settings_as_figures", 60, make, |bytes| {
        let text = std::str::from_utf8(bytes).unwrap();
        let [year, number, path, value] = text.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let year: u16 = year.parse().unwrap();
        let number: usize = number.parse().unwrap();
        let table = BOOK.text(year, TableName::Rules).unwrap();
        let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
        let (key, _) = lines[number].split_once(" = ").unwrap();
        lines[number] = format!("{key} = {value}");
        let mut book = RuleBook::built_in();
        let text = lines.join("\n");
        book.replace(year, TableName::Rules, "rules.toml", text.into_bytes());
        let practice = format!("performance_year = {year}\n{example}");
        let document = Document::read("p.toml", practice.as_bytes()).unwrap();
        let of_table = trial::run(&book, &document, &[]);
        let of_setting = trial::run(&BOOK, &document, &[Setting::new(path, value, "--set")]);
        assert_eq!(of_table.is_ok(), of_setting.is_ok());
        if of_table.is_ok() {
            assert_eq!(outcome(of_table), outcome(of_setting));
        }
        0
    });
}

/// The low end of what a document with settings scores.
fn low(document: &Document, settings: &[Setting]) -> rust_decimal::Decimal {
    let trial = trial::run(&BOOK, document, settings).unwrap();
    trial.scorecard.final_score_bounds.low
}

/// What a plan says of its steps is what the file scores with them.
#[test]
fn plans() {
    let texts = practices();
    let check = |bytes: &[u8]| {
        let Ok(document) = Document::read("p.toml", bytes) else {
            return 0;
        };
        let Ok(trial) = trial::run(&BOOK, &document, &[]) else {
            return 0;
        };
        let now = trial.scorecard.final_score_bounds.low;
        for cost in plan::costs(&BOOK, &document, &[], &trial) {
            if let (Some(score), Some(points)) = (cost.final_score, cost.points) {
                assert_eq!(score, low(&document, &cost.settings), "{}", cost.path);
                assert_eq!(points, score - now);
            }
        }
        let plan = plan::plan(&BOOK, &document, &[], &trial, plan::Wish::default());
        assert_eq!(plan.final_score, now);
        assert_eq!(plan.reached, now >= plan.target);
        let highest = &plan.highest;
        assert!(highest.final_score >= now);
        assert_eq!(highest.final_score, low(&document, &highest.settings));
        for set in &plan.sets {
            assert_eq!(set.final_score, low(&document, &set.settings));
            assert!(set.final_score >= plan.target && set.steps.len() == set.rungs.len());
        }
        let text = plan::printing::plan("p.toml", &plan);
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
        0
    };
    fuzz("plans", 25, |random| mutated(random, &texts), check);
}

/// Each point of a sweep is the score with its values.
#[test]
fn sweeps() {
    let texts = texts("examples", "toml");
    let documents: Vec<Document> = texts
        .iter()
        .map(|text| Document::read("p.toml", text.as_bytes()).unwrap())
        .collect();
    let paths = paths();
    let make = |random: &mut Random| {
        let mut lines = vec![random.below(documents.len()).to_string()];
        for _ in 0..=random.below(2) {
            let path = random.one_of(&paths);
            let values = match random.below(4) {
                0 => format!("{},{}", random.one_of(&VALUES), random.one_of(&VALUES)),
                1 => format!(
                    "{}..{}:{}",
                    random.one_of(&VALUES),
                    random.one_of(&VALUES),
                    random.one_of(&VALUES)
                ),
                2 => format!("{}..{}:-2.5", random.below(100), random.below(100)),
                _ => format!(
                    "{}..{}:{}",
                    random.below(50),
                    random.below(100),
                    1 + random.below(30)
                ),
            };
            lines.push(format!("{path}={values}"));
        }
        lines.join("\n").into_bytes()
    };
    fuzz("sweeps", 40, make, |bytes| {
        let text = std::str::from_utf8(bytes).unwrap();
        let (document, lines) = text.split_once('\n').unwrap();
        let document = &documents[document.parse::<usize>().unwrap()];
        let variations: Vec<Variation> = lines
            .split('\n')
            .filter_map(|line| Variation::parse(line).ok())
            .collect();
        let sweep = Sweep {
            book: &BOOK,
            document,
            settings: &[],
            variations: &variations,
            columns: &[],
        };
        let Ok(points) = sweep.points() else { return 0 };
        let mut count = 0;
        for point in points.take(6) {
            count += 1;
            let settings: Vec<Setting> = variations
                .iter()
                .zip(&point.values)
                .map(|(variation, value)| Setting::new(&variation.path, value, "--vary"))
                .collect();
            let alone = trial::run(&BOOK, document, &settings);
            match (&point.result, &alone) {
                (Ok(card), Ok(trial)) => assert_eq!(card.sheet, trial.scorecard.sheet),
                (Err(problems), Err(others)) => assert_eq!(problems, others),
                _ => panic!("the point differs from its score"),
            }
        }
        count
    });
}

/// Eligibility, the ways of reporting and what they are worth.
#[test]
fn taking_part() {
    use mips::participation;
    let mut texts = practices();
    let question = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/eligibility-2026.toml"
    ))
    .unwrap();
    texts.extend(std::iter::repeat_n(question, texts.len() / 2));
    fuzz(
        "taking_part",
        40,
        |random| mutated(random, &texts),
        |bytes| {
            let Ok(document) = Document::read("p.toml", bytes) else {
                return 0;
            };
            let file = ("p.toml".to_owned(), document);
            let Ok(admitted) = participation::admit(&BOOK, &file.1, &[]) else {
                return 0;
            };
            let found = participation::eligibility(&admitted.rules, &admitted.practice);
            assert!(found.decided_by.is_some() || !found.missing.is_empty());
            if let Ok(options) = participation::options(&BOOK, std::slice::from_ref(&file), &[]) {
                assert_eq!(options.eligibility.len(), 1);
                for clinician in &options.clinicians {
                    let score = clinician.final_score_bounds;
                    assert!(score.is_none_or(|it| it.low <= it.high));
                }
            }
            if let Ok(worths) = participation::worth(&BOOK, &file, &[], None) {
                assert!(!participation::worth_report::rows(&worths).is_empty());
            }
            0
        },
    );
}

/// A fixture holds because its figures are those, not because a figure or a tolerance is beyond all bounds.
#[test]
fn expectations_at_the_edge_of_decimals() {
    let example =
        "performance_year = 2025\nfinal_score = 80\n[expect]\nsource = \"the key above\"\n";
    let verified = |more: &str| {
        let text = format!("{example}{more}\n");
        let document = Document::read("fixture.toml", text.as_bytes()).unwrap();
        verify::verify(&BOOK, &document, &[]).map(|verdict| verdict.differences.len())
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

/// Years of updates that no decimal holds what they come to.
#[test]
fn updates_of_a_million_years() {
    let document =
        Document::read("p.toml", b"performance_year = 2027\nquality.percent = 80\n").unwrap();
    let path = "rules.advanced_apm.conversion_factor.method.compounded.years";
    let trial = trial::run(&BOOK, &document, &[Setting::new(path, "1000000", "--set")]);
    let Err(problems) = trial else {
        panic!("it was scored")
    };
    let message = &problems.0[0].message;
    assert_eq!(
        message,
        "updates are of 100 percent at most, for 50 years at most"
    );
}
