//! How fast rows with measures and the points of a sweep are scored.
//!
//!     cargo bench --bench general

#[path = "../common/dice.rs"]
mod dice;
#[path = "../common/measured.rs"]
mod measured;

use divan::{Bencher, counter::ItemsCount};
use mips::{
    Document, RuleBook,
    batch::{self, Job},
    sweep::{Form, Sweep, Variation},
};

const ROWS: u32 = 20_000;

fn main() {
    divan::main();
}

#[divan::bench(args = [1, 2], sample_count = 5)]
fn measure_rows(bencher: Bencher<'_, '_>, threads: usize) {
    let (book, base, text) = (
        RuleBook::built_in(),
        Document::empty("row"),
        measured::rows(ROWS.into()),
    );
    let job = Job {
        threads,
        ..Job::new(&book, &base)
    };
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| {
        let mut out = Vec::with_capacity(2 << 20);
        batch::run(&job, text.as_bytes(), &mut out, &|_| {}).map(|summary| (summary, out))
    });
}

fn sweep(bencher: Bencher<'_, '_>, vary: &[&str], threads: usize) {
    let book = RuleBook::built_in();
    let text = "performance_year = 2024\npractice.part_b_paid = 100000\nquality.percent = 80\ncost.percent = 60\n\
        improvement_activities.percent = 100\npromoting_interoperability.percent = 90\n";
    let document = Document::read("practice.toml", text.as_bytes()).expect("the text is TOML");
    let variations: Vec<Variation> = vary
        .iter()
        .map(|text| Variation::parse(text).expect("it varies"))
        .collect();
    let sweep = Sweep {
        book: &book,
        document: &document,
        settings: &[],
        variations: &variations,
        columns: &[],
    };
    let points = sweep.count().expect("the points can be counted");
    bencher.counter(ItemsCount::new(points)).bench_local(|| {
        let mut out = Vec::with_capacity(1 << 20);
        sweep
            .run(Form::Csv, threads, &mut out)
            .map(|swept| (swept, out))
    });
}

/// A million points of two keys.
#[divan::bench(args = [1, 2], sample_count = 5)]
fn sweep_two_keys(bencher: Bencher<'_, '_>, threads: usize) {
    let vary = ["quality.percent=0.1..100:0.1", "cost.percent=0.1..100:0.1"];
    sweep(bencher, &vary, threads);
}

/// A key of the rules, another value at every point.
#[divan::bench(args = [1, 2], sample_count = 5)]
fn sweep_a_rules_key(bencher: Bencher<'_, '_>, threads: usize) {
    let vary = ["rules.adjustment.performance_threshold=60.001..70:0.001"];
    sweep(bencher, &vary, threads);
}
