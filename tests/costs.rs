//! What costs a practice points. The oracle of a loss is the file without the fault: a complete file from which something
//! is taken away must be told to be short of exactly what the complete one scores more.

mod common;

use std::fs;

use common::BOOK;
use mips::{
    Document, Setting,
    plan::{self, Cost},
    trial,
};
use rust_decimal::Decimal;

const COMPLETE: &str = "examples/family-medicine-2026.toml";

fn document(text: &str) -> Document {
    Document::read("practice.toml", text.as_bytes()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn costs_of(text: &str) -> Vec<Cost> {
    let document = document(text);
    let trial =
        trial::run(&BOOK, &document, &[]).unwrap_or_else(|problems| panic!("{text}\n{problems}"));
    let costs = plan::costs(&BOOK, &document, &[], &trial);
    for cost in &costs {
        prove(&document, cost);
    }
    costs
}

/// A cost's settings, laid over the file as they are printed, score what the cost says.
fn prove(document: &Document, cost: &Cost) {
    let Some(points) = cost.points else {
        assert!(
            cost.settings.is_empty() && cost.final_score.is_none(),
            "{cost:?}"
        );
        return;
    };
    let typed: Vec<Setting> = cost
        .settings
        .iter()
        .map(|setting| {
            let text = format!("{}={}", setting.path, setting.value);
            Setting::parse(&text, "--set").unwrap()
        })
        .collect();
    assert_eq!(cost.path, typed[0].path);
    let score = |settings: &[Setting]| {
        let trial = trial::run(&BOOK, document, settings).unwrap();
        let payment = trial.scorecard.payment_adjustment;
        (trial.scorecard.final_score_bounds.low, payment.dollars)
    };
    let ((before, paid), (after, more)) = (score(&[]), score(&typed));
    assert_eq!(cost.final_score, Some(after));
    assert_eq!(after - before, points);
    assert!(points > Decimal::ZERO);
    if let (Some(paid), Some(more)) = (paid, more) {
        assert_eq!(cost.dollars, Some(more - paid));
    }
}

fn complete() -> String {
    fs::read_to_string(COMPLETE).unwrap()
}

/// The complete file without the lines that contain one of these.
fn without(parts: &[&str]) -> String {
    let text = complete();
    let kept = text
        .lines()
        .filter(|line| !parts.iter().any(|part| line.contains(part)));
    kept.map(|line| format!("{line}\n")).collect()
}

fn final_score(text: &str) -> Decimal {
    common::scored(text).scorecard.final_score.unwrap()
}

#[test]
fn a_complete_file_costs_nothing() {
    assert_eq!(costs_of(&complete()), []);
}

/// 42 CFR 414.1375(b)(2): what is required and missing makes the category 0; with the answer it is what it was.
#[test]
fn an_attestation_that_is_missing_costs_the_category() {
    for missing in [
        "PI_PPHI_1",
        "PI_PPHI_2",
        "PI_INFBLO_1",
        "PI_ONCDIR_1",
        "PI_PHCDRR_3 ",
    ] {
        let costs = costs_of(&without(&[missing]));
        let [cost] = &costs[..] else {
            panic!("{missing}: {costs:?}");
        };
        let id = missing.trim();
        assert_eq!(
            cost.path,
            format!("promoting_interoperability.measures.{id}")
        );
        assert!(cost.message.contains(id), "{}", cost.message);
        assert_eq!(
            cost.final_score,
            Some(final_score(&complete())),
            "{missing}"
        );
    }
}

#[test]
fn several_that_are_missing_are_one_cost_since_one_alone_mends_nothing() {
    let costs = costs_of(&without(&["PI_PPHI_1", "PI_PHCDRR_3 "]));
    let [cost] = &costs[..] else {
        panic!("{costs:?}");
    };
    assert_eq!(cost.settings.len(), 2);
    assert_eq!(cost.final_score, Some(final_score(&complete())));
}

/// The least that electronic prescribing earns is 1 point for one patient in the numerator.
#[test]
fn a_proportion_that_is_missing_is_counted_with_the_least_it_can_earn() {
    let costs = costs_of(&without(&["PI_EP_1 "]));
    let least = complete().replace(
        "numerator = 249, denominator = 285",
        "numerator = 1, denominator = 100",
    );
    assert_eq!(costs[0].final_score, Some(final_score(&least)));
    assert!(costs[0].mend.contains("PI_LVPP_1"), "{}", costs[0].mend);
}

#[test]
fn a_period_that_is_too_short_costs_the_category() {
    let costs = costs_of(&complete().replace("days = 180", "days = 90"));
    assert_eq!(costs[0].path, "promoting_interoperability.days");
    assert_eq!(costs[0].settings[0].value, "180");
    assert_eq!(costs[0].final_score, Some(final_score(&complete())));
}
