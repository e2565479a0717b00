//! What every figure of a rule table can be, whatever it says: so that no arithmetic with figures of the law and of a
//! practice leaves what a decimal can hold.

use rust_decimal::Decimal;

use crate::{
    decimal,
    document::{Document, Node, Table, Value},
    problem::{Code, Part, Problem, Problems},
};

/// The largest figure: a billion. The largest in use is the yearly limit of dollars for exceptional performance.
const LARGEST: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// The most decimal places. The longest in use are those of benchmarks.
const MOST_PLACES: u32 = 12;

/// Every figure that no rule table can have: below zero, above a billion, or finer than any in use.
pub(super) fn check(document: &Document) -> Problems {
    let mut problems = Problems::default();
    of_table(document.root(), "", &mut problems);
    document.locate(&mut problems);
    problems
}

/// Whether every figure of a table is one that a rule table can have.
pub(super) fn hold(table: &Table) -> bool {
    let mut problems = Problems::default();
    of_table(table, "", &mut problems);
    problems.is_empty()
}

fn of_table(table: &Table, path: &str, problems: &mut Problems) {
    for (key, node) in &table.entries {
        let path = if path.is_empty() {
            key.clone()
        } else {
            format!("{path}.{key}")
        };
        of_value(node, &path, Part::Value, problems);
    }
}

fn of_value(node: &Node, path: &str, part: Part, problems: &mut Problems) {
    match &node.value {
        Value::Number(text) => {
            if let Some(message) = wrong(text) {
                let problem = Problem::new(Code::OutOfRange, path, message);
                problems.push(Problem { part, ..problem });
            }
        }
        Value::Table(table) => of_table(table, path, problems),
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                of_value(item, path, Part::Item(number), problems);
            }
        }
        Value::Text(_) | Value::Boolean(_) | Value::Moment(_) => {}
    }
}

fn wrong(text: &str) -> Option<String> {
    let Some(figure) = decimal::parse(text) else {
        return Some(format!(
            "`{text}` is not a decimal number of at most 28 digits"
        ));
    };
    if figure.is_sign_negative() && !figure.is_zero() {
        Some(format!("{text} is below 0: no figure of the rules is"))
    } else if figure > LARGEST {
        Some(format!(
            "{text} is above {LARGEST}: no figure of the rules is"
        ))
    } else if figure.normalize().scale() > MOST_PLACES {
        Some(format!("{text} has more than {MOST_PLACES} decimal places"))
    } else {
        None
    }
}
