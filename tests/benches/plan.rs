//! What a plan costs for a practice with much to report: ten measures, every answer of promoting interoperability, every
//! activity of the year. Run with `cargo bench --bench plan`.

#[path = "../common/practices.rs"]
mod practices;

use divan::{Bencher, black_box};
use mips::{
    Document, RuleBook,
    plan::{Target, Wish, plan},
    rules::terms::Pathway,
    trial,
};
use practices::{Standing, practice};

/// The years with benchmarks.
const YEARS: std::ops::RangeInclusive<u16> = 2017..=2026;

fn main() {
    divan::main();
}

fn bench(bencher: Bencher, year: u16, small: bool, target: Target) {
    let book = RuleBook::built_in();
    let rules = book
        .year(year)
        .unwrap_or_else(|problems| panic!("{problems}"));
    let text = practice(
        &book,
        &rules,
        Pathway::Traditional,
        small,
        0,
        Standing::Full,
    )
    .expect("the year has its measures and benchmarks");
    let document = Document::read("practice.toml", text.as_bytes())
        .unwrap_or_else(|problems| panic!("{problems}"));
    let trial = trial::run(&book, &document, &[]).unwrap_or_else(|problems| panic!("{problems}"));
    let wish = Wish {
        target,
        ..Wish::default()
    };
    bencher.bench_local(|| plan(&book, black_box(&document), &[], &trial, wish));
}

/// Few steps reach it, where the practice does not stand above it.
#[divan::bench(args = YEARS)]
fn to_the_threshold(bencher: Bencher, year: u16) {
    bench(bencher, year, false, Target::Threshold);
}

/// Twenty points more than a practice of the middle has: sets of several steps.
#[divan::bench(args = YEARS)]
fn to_ninety(bencher: Bencher, year: u16) {
    bench(bencher, year, false, Target::Score(90.into()));
}

/// As many steps as there are: the search tries every set of up to four, or is cut.
#[divan::bench(args = YEARS)]
fn to_the_maximum(bencher: Bencher, year: u16) {
    bench(bencher, year, false, Target::Maximum);
}

/// The same for a small practice, which may report by claims too.
#[divan::bench(args = YEARS)]
fn to_the_maximum_of_a_small_practice(bencher: Bencher, year: u16) {
    bench(bencher, year, true, Target::Maximum);
}
