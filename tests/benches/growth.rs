//! How the time for large and wrong inputs grows: each kind at one, two and four times a size. Twice the size must take about
//! twice the time.
//!
//!     cargo bench --bench growth

use std::fmt::Write as _;

use divan::{Bencher, counter::ItemsCount};
use mips::{
    Document, RuleBook,
    batch::{self, Form, Job},
    trial,
};

fn main() {
    divan::main();
}

/// A text of `head`, and `count` times what `item` writes for a number.
fn text(head: &str, count: usize, item: impl Fn(&mut String, usize)) -> String {
    let mut text = head.to_owned();
    for number in 0..count {
        item(&mut text, number);
    }
    text
}

/// Reads a practice file and scores it, whatever is wrong with it.
fn scored(bencher: Bencher<'_, '_>, count: usize, text: &str) {
    let book = RuleBook::built_in();
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        let document = Document::read("practice.toml", text.as_bytes())?;
        trial::run(&book, &document, &[]).map(drop)
    });
}

/// Scores rows, whatever is wrong with them.
fn rows(bencher: Bencher<'_, '_>, count: usize, form: Form, text: &str) {
    let (book, base) = (RuleBook::built_in(), Document::empty("row"));
    let job = Job {
        form,
        ..Job::new(&book, &base)
    };
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        let mut out = Vec::new();
        batch::run(&job, text.as_bytes(), &mut out, &|_| {}).map(|_| out)
    });
}

const YEAR: &str = "performance_year = 2026\n";

#[divan::bench(args = [25_000, 50_000, 100_000], sample_count = 5)]
fn errors_of_syntax(bencher: Bencher<'_, '_>, count: usize) {
    let text = text(YEAR, count, |text, n| {
        let _ = writeln!(text, "a{n} = =");
    });
    scored(bencher, count, &text);
}

#[divan::bench(args = [25_000, 50_000, 100_000], sample_count = 5)]
fn duplicate_keys(bencher: Bencher<'_, '_>, count: usize) {
    scored(
        bencher,
        count,
        &text(YEAR, count, |text, _| text.push_str("a = 1\n")),
    );
}

#[divan::bench(args = [25_000, 50_000, 100_000], sample_count = 5)]
fn keys_of_json(bencher: Bencher<'_, '_>, count: usize) {
    let text = text("{\"performance_year\":2026", count, |text, n| {
        let _ = write!(text, ",\"k{n}\":1");
    }) + "}";
    scored(bencher, count, &text);
}

#[divan::bench(args = [10_000, 20_000, 40_000], sample_count = 5)]
fn unknown_measures(bencher: Bencher<'_, '_>, count: usize) {
    let head = format!("{YEAR}[quality.measures.ecqm]\n");
    let text = text(&head, count, |text, n| {
        let _ = writeln!(text, "X{n}={{numerator=1,denominator=2}}");
    });
    scored(bencher, count, &text);
}

#[divan::bench(args = [250_000, 500_000, 1_000_000], sample_count = 5)]
fn activities(bencher: Bencher<'_, '_>, count: usize) {
    let head = format!("{YEAR}[improvement_activities]\nactivities = [");
    let text = text(&head, count, |text, _| text.push_str("\"IA_EPA_2\",")) + "]\n";
    scored(bencher, count, &text);
}

#[divan::bench(args = [3_000, 6_000, 12_000], sample_count = 5)]
fn unknown_measures_of_a_json_row(bencher: Bencher<'_, '_>, count: usize) {
    let head = "{\"performance_year\":2026,\"quality\":{\"measures\":{\"ecqm\":{\"X\":{}";
    let text = text(head, count, |text, n| {
        let _ = write!(text, ",\"X{n}\":{{\"numerator\":1,\"denominator\":2}}");
    }) + "}}}}\n";
    rows(bencher, count, Form::Ndjson, &text);
}

/// Twenty rows of so many columns.
#[divan::bench(args = [1_250, 2_500, 5_000], sample_count = 5)]
fn unknown_columns(bencher: Bencher<'_, '_>, count: usize) {
    let head = text("performance_year", count, |text, n| {
        let _ = write!(text, ",column_{n}");
    });
    let row = text("2026", count, |text, n| {
        let _ = write!(text, ",{n}");
    });
    let text = text(&head, 20, |text, _| {
        text.push('\n');
        text.push_str(&row);
    });
    rows(bencher, 20 * count, Form::Csv, &text);
}
