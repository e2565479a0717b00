//! Problems as the tree that JSON prints.

use super::tree::Tree;
use crate::problem::Problem;

/// A problem with its place.
#[must_use]
pub fn tree(problem: &Problem) -> Tree {
    let place = problem.place.as_ref().filter(|place| place.line > 0);
    let number = |value: usize| Tree::Number(value.to_string());
    let severity = if problem.is_error() {
        "error"
    } else {
        "warning"
    };
    Tree::Object(vec![
        ("severity", severity.into()),
        ("code", problem.code.as_str().into()),
        ("path", problem.path.as_str().into()),
        ("line", place.map(|place| number(place.line)).into()),
        ("column", place.map(|place| number(place.column)).into()),
        ("message", problem.message.as_str().into()),
        ("help", problem.help.clone().into()),
    ])
}
