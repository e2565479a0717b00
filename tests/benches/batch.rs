//! How fast rows are scored: the short way, the general way, and a single score.
//!
//!     cargo bench --bench batch

use std::fmt::Write as _;

use divan::{Bencher, black_box, counter::ItemsCount};
use mips::{
    Document, RuleBook,
    batch::{self, Job},
    trial,
};

const ROWS: u32 = 50_000;

fn main() {
    divan::main();
}

/// Rows of one year in a few shapes. `special` makes each of them a shape of its own.
fn rows(special: bool) -> String {
    let mut text = String::from(
        "id,performance_year,practice.name,practice.small_practice,quality.percent,cost.percent,cost.reweighted,\
         improvement_activities.percent,promoting_interoperability.percent,practice.part_b_paid\n",
    );
    for n in 0..ROWS {
        let name = if special {
            format!("practice {n}")
        } else {
            String::new()
        };
        let small = n % 3 == 0;
        let (quality, cents) = (n * 7 % 100, n * 13 % 100);
        let moved = if n % 4 == 0 {
            ",no_applicable_measures"
        } else {
            "61.23,"
        };
        let _ = writeln!(
            text,
            "{},2024,{name},{small},{quality}.{cents:02},{moved},100.00,8{}.{cents:02},{}.{cents:02}",
            1_000_000_000 + n,
            n % 10,
            n * 37 % 900_000
        );
    }
    text
}

fn run(bencher: Bencher<'_, '_>, text: &str, threads: usize) {
    let book = RuleBook::built_in();
    let base = Document::empty("row");
    let job = Job {
        threads,
        ..Job::new(&book, &base)
    };
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| {
        let mut out = Vec::with_capacity(4 << 20);
        batch::run(&job, text.as_bytes(), &mut out, &|_| {}).map(|summary| (summary, out))
    });
}

#[divan::bench(args = [1, 2])]
fn rows_with_plans(bencher: Bencher<'_, '_>, threads: usize) {
    run(bencher, &rows(false), threads);
}

#[divan::bench(args = [1, 2], sample_count = 5)]
fn rows_the_general_way(bencher: Bencher<'_, '_>, threads: usize) {
    run(bencher, &rows(true), threads);
}

#[divan::bench]
fn one_trial(bencher: Bencher<'_, '_>) {
    let book = RuleBook::built_in();
    let text = "performance_year = 2024\nquality.percent = 80\ncost.percent = 60\nimprovement_activities.percent = 100\n\
                promoting_interoperability.percent = 90\n";
    let document = Document::read("practice.toml", text.as_bytes()).expect("the text is TOML");
    bencher.bench_local(|| trial::run(&book, black_box(&document), &[]).is_ok());
}
