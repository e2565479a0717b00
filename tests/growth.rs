//! Large inputs: at most a hundred problems of an input are shown, the rest is counted, and none is lost. How long it
//! takes is measured by the bench `growth`; that these end at all is seen here: each took a minute while it grew with
//! the square of the input.

mod common;

use std::fmt::Write as _;

use common::BOOK;
use mips::{Document, Problems, problem::MOST_PROBLEMS, trial};

/// The problems of a text whose reading must fail.
fn problems(text: &str) -> Problems {
    match Document::read("large.toml", text.as_bytes()) {
        Err(problems) => problems,
        Ok(document) => match trial::run(&BOOK, &document, &[]) {
            Err(problems) => problems,
            Ok(_) => panic!("it was scored"),
        },
    }
}

/// A text of `head`, and `count` times what `row` writes for a number.
fn text(head: &str, count: usize, row: impl Fn(&mut String, usize)) -> String {
    let mut text = head.to_owned();
    for number in 0..count {
        row(&mut text, number);
    }
    text
}

/// A hundred problems, and one that counts the others.
fn assert_counted(text: &str, all: usize) {
    let found = problems(text);
    assert_eq!(found.0.len(), MOST_PROBLEMS + 1);
    let last = &found.0[MOST_PROBLEMS];
    assert_eq!(
        last.message,
        format!("{} more problems are not shown", all - MOST_PROBLEMS)
    );
    assert!(last.is_error());
}

const YEAR: &str = "performance_year = 2026\n";

#[test]
fn a_hundred_thousand_errors_of_syntax() {
    let text = text(YEAR, 100_000, |text, n| {
        let _ = writeln!(text, "a{n} = =");
    });
    assert_counted(&text, 100_000);
}

#[test]
fn a_hundred_thousand_duplicate_keys() {
    let text = text(YEAR, 100_000, |text, _| text.push_str("a = 1\n"));
    assert_counted(&text, 99_999);
}

#[test]
fn a_hundred_thousand_unknown_keys() {
    let text = text(YEAR, 100_000, |text, n| {
        let _ = writeln!(text, "k{n} = 1");
    });
    assert_counted(&text, 100_000);
}

#[test]
fn a_hundred_thousand_keys_of_json() {
    let text = text("{\"performance_year\":2026", 100_000, |text, n| {
        let _ = write!(text, ",\"k{n}\":1");
    }) + "}";
    assert_counted(&text, 100_000);
}

#[test]
fn forty_thousand_unknown_measures() {
    let head = format!("{YEAR}[quality.measures.ecqm]\n");
    let text = text(&head, 40_000, |text, n| {
        let _ = writeln!(text, "X{n}={{numerator=1,denominator=2}}");
    });
    assert_counted(&text, 40_000);
}

#[test]
fn a_list_longer_than_any_practice_has() {
    let head = format!("{YEAR}[improvement_activities]\nactivities = [");
    let text = text(&head, 100_000, |text, _| text.push_str("\"IA_EPA_2\",")) + "]\n";
    let found = problems(&text);
    assert_eq!(
        found.0[0].message,
        "the list has 100000 items; a practice has 1000 at most"
    );
}

#[test]
fn an_error_beyond_the_hundredth_is_still_an_error() {
    let mut problems = Problems::default();
    let warning = || mips::Problem::new(mips::Code::Unlikely, "quality", "odd");
    for _ in 0..MOST_PROBLEMS {
        problems.push(warning());
    }
    assert!(!problems.any_error());
    problems.push(mips::Problem::new(mips::Code::OutOfRange, "cost", "wrong"));
    assert!(problems.any_error());
    assert_eq!(
        problems.to_string().lines().last(),
        Some("error[E0199]: 1 more problem is not shown")
    );
    problems.push(warning());
    assert_eq!(problems.0.len(), MOST_PROBLEMS + 1);
    assert_eq!(
        problems.to_string().lines().last(),
        Some("error[E0199]: 2 more problems are not shown")
    );
}
