//! Regression fixtures: practice files that say what is expected of their score.

pub mod expect;
pub mod printing;

use rust_decimal::Decimal;

use crate::{
    decimal,
    document::{Document, Node, Value, setting::Setting},
    problem::{Code, Place, Problem, Problems},
    report::{figures, tree::Tree},
    rules::book::RuleBook,
    trial,
};

/// What became of one fixture.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Verdict {
    /// Where the expected figures come from.
    pub source: Option<String>,
    /// Figures that were compared.
    pub compared: usize,
    /// Figures that are not as expected.
    pub differences: Vec<Difference>,
}

/// One figure that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// Its dotted path in the output.
    pub path: String,
    /// What was expected.
    pub expected: String,
    /// What was found; absent when there is no such figure.
    pub found: Option<String>,
    /// Where the fixture expects it.
    pub place: Place,
}

/// Whether the document is a fixture: whether it has an `[expect]` table.
#[must_use]
pub fn is_fixture(document: &Document) -> bool {
    document.root().get("expect").is_some()
}

/// Scores a fixture and compares what it expects, decimal by decimal; within `tolerance` where the fixture gives one.
///
/// ```
/// use mips::{Document, RuleBook, verify};
///
/// let text = "performance_year = 2024\nfinal_score = 75\n[expect]\nfinal_score = 75.00\n";
/// let fixture = Document::read("fixture.toml", text.as_bytes())?;
/// let verdict = verify::verify(&RuleBook::built_in(), &fixture, &[])?;
/// assert!(verdict.differences.is_empty());
/// # Ok::<(), mips::Problems>(())
/// ```
///
/// # Errors
///
/// A fixture that cannot be scored, or whose expectations are invalid.
pub fn verify(
    book: &RuleBook,
    document: &Document,
    settings: &[Setting],
) -> Result<Verdict, Problems> {
    compared(book, document, settings).map(|(verdict, _)| verdict)
}

/// The fixture's text with the figures that are found in place of those that were expected; all else, comments too, stays
/// as it is. Nothing where no figure differs that could be written down: one that the output does not have stays.
///
/// # Errors
///
/// As [`verify`].
pub fn updated(book: &RuleBook, document: &Document) -> Result<Option<String>, Problems> {
    let (_, mends) = compared(book, document, &[])?;
    if mends.is_empty() {
        return Ok(None);
    }
    let text = document.rewritten(&mends);
    Document::read(document.name(), text.as_bytes())?;
    Ok(Some(text))
}

/// What is in the file, and what belongs there.
type Mend<'d> = (&'d Node, String);

fn compared<'d>(
    book: &RuleBook,
    document: &'d Document,
    settings: &[Setting],
) -> Result<(Verdict, Vec<Mend<'d>>), Problems> {
    let trial = trial::run(book, document, settings)?;
    let mut problems = Problems::default();
    let expect = match document.root().get("expect").map(|node| &node.value) {
        Some(Value::Table(expect)) => expect.entries.as_slice(),
        _ => &[],
    };
    let mut verdict = Verdict {
        source: None,
        compared: 0,
        differences: Vec::new(),
    };
    let mut tolerance = Decimal::ZERO;
    let mut expected = Vec::new();
    for (key, node) in expect {
        match (key.as_str(), &node.value) {
            ("source", Value::Text(text)) => verdict.source = Some(text.clone()),
            ("tolerance", Value::Number(text))
                if decimal::parse(text).is_some_and(is_tolerance) =>
            {
                tolerance = decimal::parse(text).unwrap_or_default();
            }
            ("source" | "tolerance", other) => {
                let wanted = if key == "source" {
                    "text"
                } else {
                    "a number from 0 to 1"
                };
                let message = format!("expected {wanted}, not {}", as_text(other));
                problems.push(Problem::new(
                    Code::WrongType,
                    format!("expect.{key}"),
                    message,
                ));
            }
            _ => flatten(key, node, &mut expected),
        }
    }
    if expected.is_empty() && problems.is_empty() {
        let problem =
            Problem::new(Code::MissingKey, "expect", "the [expect] table is empty").on_key();
        problems.push(problem.help("for example final_score = 83.20"));
    }
    if !problems.is_empty() {
        document.locate(&mut problems);
        return Err(problems);
    }
    let output = figures(&trial.rules, &trial.scorecard);
    let mut mends = Vec::new();
    for (path, node) in expected {
        let value = &node.value;
        verdict.compared += 1;
        let found = output.get(&path);
        if !found.is_some_and(|found| agrees(found, value, tolerance)) {
            let expected = as_text(value);
            let literal = found.and_then(expect::literal);
            mends.extend(literal.map(|literal| (node, literal)));
            verdict.differences.push(Difference {
                path,
                expected,
                found: found.map(Tree::compact),
                place: document.place_of_node(node),
            });
        }
    }
    Ok((verdict, mends))
}

/// A larger tolerance would let pass what a fixture is there to hold.
fn is_tolerance(number: Decimal) -> bool {
    (Decimal::ZERO..=Decimal::ONE).contains(&number)
}

/// Expectations may be written as dotted paths in quotes or as tables: both come to the same.
fn flatten<'v>(path: &str, node: &'v Node, expected: &mut Vec<(String, &'v Node)>) {
    match &node.value {
        Value::Table(table) => {
            for (key, node) in &table.entries {
                flatten(&format!("{path}.{key}"), node, expected);
            }
        }
        _ => expected.push((path.to_owned(), node)),
    }
}

fn agrees(found: &Tree, expected: &Value, tolerance: Decimal) -> bool {
    match (found, expected) {
        (Tree::Number(found), Value::Number(expected)) => decimal::parse(found)
            .zip(decimal::parse(expected))
            .and_then(|(found, expected)| found.checked_sub(expected))
            .is_some_and(|difference| difference.abs() <= tolerance),
        (Tree::Text(found), Value::Text(expected)) => found == expected,
        (Tree::Boolean(found), Value::Boolean(expected)) => found == expected,
        // TOML has no null: an empty text, or the word, stands for a figure that is not there.
        (Tree::Null, Value::Text(expected)) => expected.is_empty() || expected == "null",
        (Tree::List(found), Value::Array(expected)) => {
            found.len() == expected.len()
                && found
                    .iter()
                    .zip(expected)
                    .all(|(found, node)| agrees(found, &node.value, tolerance))
        }
        _ => false,
    }
}

fn as_text(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("\"{text}\""),
        Value::Number(text) | Value::Moment(text) => text.clone(),
        Value::Boolean(yes) => yes.to_string(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| as_text(&item.value)).collect();
            format!("[{}]", items.join(","))
        }
        Value::Table(_) => "a table".into(),
    }
}
