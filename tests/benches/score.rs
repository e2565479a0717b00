//! What one score costs, and the loading of a year's rules. Run with `cargo bench`.

use divan::{Bencher, black_box};
use mips::{Document, RuleBook, practice, score, trial};

fn main() {
    divan::main();
}

/// A practice whose category percents are known.
const FINAL_LEVEL: &str = include_str!("../../examples/small-practice-2026.toml");
/// A practice that is scored from its measures.
const MEASURE_LEVEL: &str = include_str!("../../examples/family-medicine-2026.toml");
/// A practice with an unknown category: both ends of its range.
const RANGE: &str = include_str!("../../examples/cost-unknown-2026.toml");

fn document(text: &str) -> Document {
    Document::read("practice.toml", text.as_bytes()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn bench_score(bencher: Bencher, text: &str) {
    let book = RuleBook::built_in();
    let admitted =
        trial::admit(&book, &document(text), &[]).unwrap_or_else(|problems| panic!("{problems}"));
    bencher.bench_local(|| score(black_box(&admitted.practice)));
}

#[divan::bench]
fn score_from_category_percents(bencher: Bencher) {
    bench_score(bencher, FINAL_LEVEL);
}

#[divan::bench]
fn score_from_measures(bencher: Bencher) {
    bench_score(bencher, MEASURE_LEVEL);
}

#[divan::bench]
fn score_of_a_range(bencher: Bencher) {
    bench_score(bencher, RANGE);
}

#[divan::bench]
fn read_a_practice_file(bencher: Bencher) {
    bencher.bench_local(|| practice::read(&document(black_box(FINAL_LEVEL))));
}

#[divan::bench]
fn read_admit_and_score(bencher: Bencher) {
    let book = RuleBook::built_in();
    let _ = book.year(2026);
    bencher.bench_local(|| trial::run(&book, &document(black_box(FINAL_LEVEL)), &[]));
}

#[divan::bench]
fn load_the_rules_of_a_year(bencher: Bencher) {
    bencher
        .with_inputs(RuleBook::built_in)
        .bench_local_values(|book| book.year(black_box(2026)));
}

/// The whole program, from its start to its end: to be compared with that of a program that only parses its arguments.
#[divan::bench]
fn start_and_score(bencher: Bencher) {
    bencher.bench_local(|| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_mips"))
            .args(["score", "examples/small-practice-2026.toml"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output();
        assert!(output.is_ok_and(|output| output.status.success()));
    });
}

/// The same, to the point where the arguments are parsed.
#[divan::bench]
fn start_alone(bencher: Bencher) {
    bencher.bench_local(|| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_mips"))
            .arg("--version")
            .output();
        assert!(output.is_ok_and(|output| output.status.success()));
    });
}
