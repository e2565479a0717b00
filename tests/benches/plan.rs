//! What a plan costs for a practice with much to report: ten measures, twelve answers of promoting interoperability, every
//! activity of the year. Run with `cargo bench --bench plan`.

use std::fmt::Write;

use divan::{Bencher, black_box};
use mips::{
    Document, RuleBook,
    plan::{Target, Wish, plan},
    trial,
};
use rust_decimal::Decimal;

fn main() {
    divan::main();
}

/// The measure-level example with four more measures, and every activity of the year.
fn practice(book: &RuleBook) -> Document {
    let text = include_str!("../../examples/family-medicine-2026.toml");
    let rules = book
        .year(2026)
        .unwrap_or_else(|problems| panic!("{problems}"));
    let inventory = rules.inventory().expect("the year has its measures");
    let year = &rules.improvement_activities;
    let ids: Vec<String> = inventory
        .improvement_activities
        .keys()
        .filter(|id| !year.mvp_only.contains(id))
        .map(|id| format!("\"{id}\""))
        .collect();
    let mut text = text.replace(
        "[\"IA_EPA_2\", \"IA_PM_16\"]",
        &format!("[{}]", ids.join(", ")),
    );
    for id in ["039", "116", "130", "431"] {
        let _ = writeln!(
            text,
            "[quality.measures.cqm.{id}]\nnumerator = 40\ndenominator = 100"
        );
    }
    Document::read("practice.toml", text.as_bytes()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn bench(bencher: Bencher, target: Target) {
    let book = RuleBook::built_in();
    let document = practice(&book);
    let trial = trial::run(&book, &document, &[]).unwrap_or_else(|problems| panic!("{problems}"));
    let wish = Wish {
        target,
        ..Wish::default()
    };
    bencher.bench_local(|| plan(&book, black_box(&document), &[], &trial, wish));
}

/// Few steps reach it.
#[divan::bench]
fn to_ninety(bencher: Bencher) {
    bench(bencher, Target::Score(Decimal::from(90)));
}

/// As many steps as there are: the search tries every set of up to four.
#[divan::bench]
fn to_the_maximum(bencher: Bencher) {
    bench(bencher, Target::Maximum);
}
