//! A user's own measures and benchmarks.

use mips::{Document, RuleBook, rules::book::TableName, trial};

use super::support::*;

const PRACTICE: &str = "performance_year = 2026\n[practice]\nclinicians = 20\n[quality.measures.cqm]\n039 = { rate = 50, cases = 100 }";

fn points_of(book: &RuleBook) -> Result<Option<rust_decimal::Decimal>, String> {
    let document = Document::read("practice.toml", PRACTICE.as_bytes()).unwrap();
    trial::run(book, &document, &[])
        .map(|trial| points(&trial.scorecard, "cqm.039"))
        .map_err(|problems| problems.to_string())
}

fn with_benchmarks(text: &str) -> RuleBook {
    let mut book = RuleBook::built_in();
    book.replace(2026, TableName::Benchmarks, "mine.toml", text);
    book
}

#[test]
fn a_replaced_benchmark_is_used_and_named() {
    let head =
        "performance_year = 2026\nbenchmark_year = 2024\nfirst = 1\ncite = \"an example\"\n[cqm]\n";
    let book = with_benchmarks(&format!(
        "{head}039 = {{ d = [10, 20, 30, 40, 45, 55, 65, 75, 85, 95] }}"
    ));
    assert_eq!(points_of(&book), Ok(Some(d("5.5"))));
    assert_eq!(book.year(2026).unwrap().overrides, ["mine.toml"]);
}

#[test]
fn a_bad_benchmark_table_is_an_error_when_the_year_is_loaded() {
    let head =
        "performance_year = 2026\nbenchmark_year = 2024\nfirst = 1\ncite = \"an example\"\n[cqm]\n";
    for row in [
        "039 = { bounds = [1] }",
        "039 = { d = [\"a\"] }",
        "XYZ = { d = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }",
    ] {
        let book = with_benchmarks(&format!("{head}{row}"));
        assert!(book.year(2026).is_err(), "{row}");
    }
    let other_year = head.replace("performance_year = 2026", "performance_year = 2025");
    assert!(with_benchmarks(&other_year).year(2026).is_err());
}
