//! Every dollar of `mips worth --explain` is computed again from the operands that are printed beside it, for every year
//! and every standing that a file may have.

use mips::{
    Document, Setting,
    participation::{Worth, Worths, worth},
};
use rust_decimal::Decimal;

use crate::common::{
    BOOK,
    formula::evaluate,
    rational::{decimal, half_away},
};

const SCORES: [&str; 3] = [
    "final_score = 12.34",
    "final_score = 97.53",
    "quality.percent = 71.5\ncost.unknown = true\nimprovement_activities.percent = 100\npromoting_interoperability.percent = 63",
];

const STANDINGS: [&str; 6] = [
    "",
    "[eligibility]\nmips_status = \"eligible\"",
    "[eligibility]\nmips_status = \"exempt\"",
    "[apm]\nqp_status = \"qp\"\nshared_savings = -1234.56",
    "[apm]\nqp_status = \"partial_qp\"\npaid_base_year = 87654.32\nallowed_payment_year = 234567.89",
    "[apm]\nadvanced = true\npayment_score = 12\nshared_savings = 4321.09",
];

const COSTS: [&str; 5] = [
    "",
    "[cost_of_participation]\nclass = \"mean\"\nphysicians = 3",
    "[cost_of_participation]\nper_physician = 4321.98",
    "[cost_of_participation]\nhours = 201.7\nhourly_cost = 63.51",
    "[cost_of_participation]\ntotal = 7777.77",
];

fn files(year: u16) -> Vec<String> {
    let mut files = Vec::new();
    for (level, costs) in [("individual", &COSTS[..]), ("group", &COSTS[..2])] {
        for score in SCORES {
            for standing in STANDINGS {
                for cost in costs {
                    files.push(format!(
                        "performance_year = {year}\n{score}\n[practice]\nparticipation = \"{level}\"\npart_b_paid = 123456.78\n{standing}\n{cost}\n"
                    ));
                }
            }
        }
    }
    files
}

fn asked(text: &str) -> Worths {
    let document = Document::read("practice.toml", text.as_bytes()).unwrap();
    let none: [Setting; 0] = [];
    let file = ("practice.toml".to_owned(), document);
    worth(&BOOK, &file, &none, Some(Decimal::from(88)))
        .unwrap_or_else(|problems| panic!("{text}\n{problems}"))
}

/// `$1,234.50`, `3.1 percent` and `201.7 hours` as plain figures.
fn bare(text: &str) -> String {
    text.replace(['$', ',', '+'], "#")
        .replace(" # ", " + ")
        .replace('#', "")
        .replace(" percent", " / 100")
        .replace(" hours", "")
}

/// What stands behind the last `=` of a line, where it is that of its operands.
fn recomputed(line: &str) -> Option<String> {
    let (_, figures) = line.split_once(": ").unwrap();
    let Some((formula, printed)) = figures.rsplit_once(" = ") else {
        assert!(figures.ends_with(" as given"), "{line}");
        return None;
    };
    let printed = printed.replace(['$', ',', '+'], "").replace(" percent", "");
    let found = half_away(&evaluate(&bare(formula)), 2);
    assert_eq!(found, decimal(&printed), "{line}");
    Some(printed)
}

/// Every amount of a way stands at the end of one of its lines, or is nothing, or the reader's own.
fn assert_all_explained(text: &str, it: &Worth) {
    let results: Vec<String> = it
        .lines
        .iter()
        .filter_map(|line| recomputed(line))
        .collect();
    let ends = |bounds: Option<mips::score::scorecard::Bounds>| {
        bounds.into_iter().flat_map(|it| [it.low, it.high])
    };
    let amounts = ends(it.adjustment)
        .chain(it.incentive)
        .chain(it.conversion_factor)
        .chain(it.cost)
        .chain(ends(it.net));
    for amount in amounts.filter(|it| !it.is_zero()) {
        let shown = format!("{amount:.2}");
        let is_given = it.lines.iter().any(|line| {
            line.ends_with(" as given") && line.replace(',', "").contains(&format!("${shown} "))
        });
        assert!(
            results.contains(&shown)
                || is_given
                || it.shared_savings == Some(amount)
                || it.cost == Some(-amount),
            "{text}\n{}: {shown} stands in none of {:?}",
            it.name,
            it.lines
        );
    }
}

#[test]
fn every_dollar_follows_from_its_operands() {
    let mut lines = 0;
    for year in 2017..=2027 {
        for text in files(year) {
            let found = asked(&text);
            for it in &found.alternatives {
                assert_all_explained(&text, it);
                lines += it.lines.len();
            }
            for line in &found.break_even.lines {
                recomputed(line);
            }
        }
    }
    assert!(lines > 8_000, "{lines}");
}
