//! Large inputs: at most a hundred problems of an input are shown, the rest is counted, and none is lost. How long it
//! takes is measured by the bench `growth`; that these end at all is seen here: each took a minute while it grew with
//! the square of the input.

mod common;

use std::fmt::Write as _;

use common::BOOK;
use mips::{
    Document, Problems,
    batch::{self, Failure, Form, Job},
    exchange,
    problem::MOST_PROBLEMS,
    trial,
};

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
fn a_list_of_a_million_is_refused_by_its_size() {
    let head = format!("{YEAR}[improvement_activities]\nactivities = [");
    let text = text(&head, 1_000_000, |text, _| text.push_str("\"IA_EPA_2\",")) + "]\n";
    let found = problems(&text);
    assert_eq!(
        found.0[0].message,
        "the file is larger than 2 MB; a practice file has a few kilobytes"
    );
}

/// What a batch writes for a text, or why it cannot begin.
fn batch_of(form: Form, text: &str) -> Result<String, Failure> {
    let base = Document::empty("row");
    let job = Job {
        form,
        threads: 1,
        ..Job::new(&BOOK, &base)
    };
    let mut out = Vec::new();
    batch::run(&job, text.as_bytes(), &mut out, &|_| {})?;
    Ok(String::from_utf8(out).unwrap())
}

#[test]
fn a_row_of_json_with_thousands_of_unknown_measures() {
    let row = |count: usize| {
        let head = "{\"performance_year\":2026,\"quality\":{\"measures\":{\"ecqm\":{\"X\":{}";
        text(head, count, |text, n| {
            let _ = write!(text, ",\"X{n}\":{{\"numerator\":1,\"denominator\":2}}");
        }) + "}}}}\n"
    };
    for (count, why) in [
        (5_000, "the line has 10002 keys, more than any practice has"),
        (12_000, "the row is longer than 256 KB"),
    ] {
        let out = batch_of(Form::Ndjson, &row(count)).unwrap();
        assert!(
            out.contains(&format!("\"error\":\"row 1: {why}\"")),
            "{out}"
        );
    }
}

/// The heading is refused before a row is read.
#[test]
fn five_thousand_unknown_columns() {
    let head = text("performance_year", 5_000, |text, n| {
        let _ = write!(text, ",column_{n}");
    });
    let rows = text(&head, 20, |text, _| {
        text.push_str("\n2026");
        text.push_str(&",1".repeat(5_000));
    });
    let Err(Failure::Heading(found)) = batch_of(Form::Csv, &rows) else {
        panic!("it was read");
    };
    assert_eq!(found.0.len(), MOST_PROBLEMS + 1);
    assert_eq!(
        found.0[MOST_PROBLEMS].message,
        "4900 more problems are not shown"
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

/// What is wrong with another program's file, in a line each; at most a hundred, and how many more.
fn of_import(name: &str, text: &str) -> Vec<String> {
    let files = [(name.to_owned(), text.as_bytes().to_vec())];
    let options = exchange::Options {
        year: Some(2025),
        ..exchange::Options::default()
    };
    match exchange::read(&BOOK, &files, &options) {
        Err(problems) => problems.0.into_iter().map(|it| it.message).collect(),
        Ok(_) => panic!("it was read"),
    }
}

/// A submission with what `measurement` writes for a number, `count` times.
fn submission(category: &str, count: usize, measurement: &str) -> String {
    let head = format!(
        "{{\"entityType\":\"group\",\"performanceYear\":2025,\"measurementSets\":[{{\"category\":\"{category}\",\
         \"submissionMethod\":\"registry\",\"measurements\":[{{\"measureId\":\"X\",\"value\":true}}"
    );
    text(&head, count, |text, n| {
        text.push(',');
        text.push_str(&measurement.replace('#', &n.to_string()));
    }) + "]}]}"
}

const TOO_MANY: &str =
    "the file has more than 10000 measurements; one practice submits a few hundred at most";

#[test]
fn a_submission_of_three_hundred_thousand_measurements() {
    let yes = "{\"measureId\":\"X_#\",\"value\":true}";
    for category in ["ia", "pi"] {
        assert_eq!(
            of_import("s.json", &submission(category, 300_000, yes)),
            [TOO_MANY]
        );
    }
    let counts = "{\"measureId\":\"#\",\"value\":{\"performanceMet\":5,\"eligiblePopulation\":6}}";
    let found = of_import("s.json", &submission("quality", 300_000, counts));
    assert_eq!(found, [TOO_MANY]);
}

#[test]
fn a_submission_of_a_hundred_thousand_wrong_measurements() {
    let text = submission("quality", 100_000, "{\"measureId\":\"#\",\"value\":5}");
    let found = of_import("s.json", &text);
    let wrong = "expected true, false or an object with counts, not a number";
    assert_eq!(found[..MOST_PROBLEMS], vec![wrong; MOST_PROBLEMS]);
    // Of the 10,000 that are read the first is an answer, and one problem is that there are more.
    assert_eq!(found[MOST_PROBLEMS..], ["9900 more problems are not shown"]);
}

#[test]
fn the_submissions_of_a_hundred_thousand_practices() {
    let text = text("", 100_000, |text, n| {
        let _ = writeln!(
            text,
            "{{\"entityId\":\"{n}\",\"entityType\":\"group\",\"measurementSets\":[]}}"
        );
    });
    assert_eq!(
        of_import("s.json", &text),
        ["the file holds the submissions of 100 practices or years or more; one belongs here"]
    );
}

#[test]
fn a_table_of_a_hundred_thousand_measures() {
    let head = "measure,collection_type,numerator,denominator\n";
    // Quotes within a cell hide it: what cannot be found is not looked for to the end of the text.
    for row in ["#,cqm,50,60\n", "\"a\"\"#\",cqm,50,60\n"] {
        let text = text(head, 100_000, |text, n| {
            text.push_str(&row.replace('#', &n.to_string()));
        });
        assert_eq!(of_import("m.csv", &text), [TOO_MANY]);
    }
}
