//! Every printed formula is read again and computed from the operands that stand in it: an explanation that drifts from
//! the calculation fails here.

mod common;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use common::{
    BOOK, YEARS,
    formula::evaluate,
    rational::{Rational, decimal, half_away},
    score,
};
use mips::{
    Document,
    report::{
        self,
        explain::{Explained, explain, wordings},
    },
    score::worksheet::LineName,
    trial::{self, Trial},
};

/// Every example and fixture.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders = vec![root.join("examples"), root.join("tests/cases")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "toml") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Every example and fixture that scores, by its name.
fn trials() -> Vec<(String, Trial)> {
    files()
        .into_iter()
        .filter_map(|path| {
            let name = path.display().to_string();
            let document = Document::read(&name, &fs::read(&path).unwrap()).unwrap();
            Some((name, trial::run(&BOOK, &document, &[]).ok()?))
        })
        .collect()
}

/// A figure with no end is printed to 28 digits; of such a one, and of what is made of such ones, 20 decimals are compared.
fn same(found: &Rational, formula: &str, printed: &str) -> bool {
    let wanted = decimal(printed);
    let has_no_end = |text: &str| {
        text.split('.')
            .skip(1)
            .any(|rest| rest.bytes().take_while(u8::is_ascii_digit).count() >= 20)
    };
    if has_no_end(formula) || has_no_end(printed) {
        half_away(found, 20) == half_away(&wanted, 20)
    } else {
        *found == wanted
    }
}

fn assert_recomputes(name: &str, line: &Explained) {
    if let Some(formula) = &line.formula {
        let found = evaluate(formula);
        assert!(
            same(&found, formula, &line.value),
            "{name}\n{} {:?} is {}, but its formula {formula} makes {found}",
            line.name,
            line.subject,
            line.value
        );
    }
    let citation = line.citation.cite.trim();
    assert!(
        !citation.is_empty(),
        "{name}: {} has no citation",
        line.name
    );
}

#[test]
fn every_printed_formula_makes_its_figure() {
    let trials = trials();
    assert!(trials.len() > 100, "{} files score", trials.len());
    for (name, trial) in &trials {
        for line in explain(&trial.rules, &trial.scorecard.sheet) {
            assert_recomputes(name, &line);
        }
    }
}

/// The same for practices that no example shows: every year, every class, bonuses from raw inputs, ranges.
#[test]
fn formulas_hold_all_over() {
    let bonuses = [
        "",
        "complex_patient_bonus.unknown = true\n",
        "complex_patient_bonus.points = 3.14\n",
        "complex_patient_bonus = { average_hcc = 1.61, dual_ratio = 0.37 }\n",
        "complex_patient_bonus = { average_hcc = 1.9, dual_ratio = 0.4, hcc_mean = 1.3, hcc_sd = 0.7, hcc_median = 1.1, dual_mean = 0.21, dual_sd = 0.13, dual_median = 0.19 }\n",
        "complex_patient_bonus = { average_hcc = 0.9, dual_ratio = 0.1, hcc_mean = 1.3, hcc_sd = 0.7, hcc_median = 1.1, dual_mean = 0.21, dual_sd = 0.13, dual_median = 0.19 }\n",
    ];
    let mut scored = 0;
    for year in YEARS {
        for percent in [
            "0",
            "0.82",
            "7.313",
            "33.333",
            "59.9951",
            "74.996",
            "81.7",
            "88.888",
            "99.999999",
            "100",
        ] {
            for bonus in bonuses {
                for (clinicians, cost) in [
                    (3, "cost.unknown = true"),
                    (40, "cost.percent = 61.37"),
                    (15, ""),
                ] {
                    let text = format!(
                        "performance_year = {year}\nquality.percent = {percent}\nimprovement_activities.percent = {percent}\n\
                         promoting_interoperability.percent = {percent}\npractice.clinicians = {clinicians}\n\
                         practice.part_b_paid = 412350.55\n{cost}\n{bonus}"
                    );
                    let Ok(trial) = score(&text) else { continue };
                    scored += 1;
                    for line in explain(&trial.rules, &trial.scorecard.sheet) {
                        assert_recomputes(&text, &line);
                    }
                }
            }
        }
    }
    assert!(scored > 1_000, "{scored} scored");
}

#[test]
fn every_line_is_worded_and_every_wording_has_its_line() {
    let lines: BTreeSet<&str> = LineName::ALL.iter().map(|name| name.key()).collect();
    let worded: BTreeSet<&str> = wordings().keys().map(String::as_str).collect();
    let unworded: Vec<_> = lines.difference(&worded).collect();
    let without_line: Vec<_> = worded.difference(&lines).collect();
    assert!(
        unworded.is_empty() && without_line.is_empty(),
        "not worded: {unworded:?}; no lines: {without_line:?}"
    );
    for (name, wording) in wordings() {
        assert!(
            !wording.title.is_empty() && !wording.table.is_empty(),
            "{name}"
        );
    }
}

/// What stands in the table of a report and in its adjustment is one of the lines' figures, or a figure of the rules.
#[test]
fn figures_of_a_report_are_figures_of_its_lines() {
    for (name, trial) in trials() {
        let lines = explain(&trial.rules, &trial.scorecard.sheet);
        let known: BTreeSet<Rational> = lines
            .iter()
            .flat_map(|line| [decimal(&line.value), decimal(&line.exact)])
            .chain(trial.scorecard.categories.iter().flat_map(|(_, category)| {
                [category.percent, category.weight, category.points]
                    .into_iter()
                    .flatten()
                    .map(|figure| decimal(&figure.to_string()))
            }))
            .collect();
        let text = report::text::report(&trial, "", false, 80);
        // The table ends where the payment adjustment begins.
        let table = text.split("\nPayment adjustment").next().unwrap();
        let rows = table
            .lines()
            .skip(1)
            .filter(|row| row.contains(" x ") && row.contains('%') && row.contains('='));
        for figure in rows.flat_map(figures) {
            let is_known = known.contains(&figure)
                || known
                    .iter()
                    .any(|it| (2..=6).any(|places| half_away(it, places) == figure));
            assert!(
                is_known,
                "{name}: {figure} is no figure of the lines\n{text}"
            );
        }
    }
}

fn figures(row: &str) -> Vec<Rational> {
    row.split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .map(|word| decimal(word.trim_end_matches('.')))
        .collect()
}
