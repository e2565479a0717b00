//! What the factors are worth to the rows with one value of a column.

use std::fmt::Write;

use super::result::{By, ClassTotal, Group};
use crate::report::{
    layout::{cut, signed_dollars, signed_percent},
    tree::Tree,
};

/// Characters of a value that the table shows.
const WIDTH: usize = 22;

/// For reading.
pub(super) fn text(by: &By) -> String {
    let head = cut(&by.column, WIDTH);
    let mut text = format!(
        "\n{head:<WIDTH$}{:>10}{:>18}{:>18}{:>10}\n",
        "How many", "Losses", "Gains", "Mean"
    );
    for group in &by.values {
        let value = match group.value.as_str() {
            "" => "(no value)".to_owned(),
            value => cut(value, WIDTH),
        };
        let mean = group.mean_percent();
        let _ = writeln!(
            text,
            "{value:<WIDTH$}{:>10}{:>18}{:>18}{:>10}",
            group.count,
            signed_dollars(group.losses()),
            signed_dollars(group.gains()),
            mean.map_or_else(|| "-".to_owned(), signed_percent)
        );
    }
    text
}

/// For programs; `classes` writes the classes of a group.
pub(super) fn json(by: &By, classes: impl Fn(&[ClassTotal]) -> Tree) -> Tree {
    let group = |group: &Group| {
        Tree::Object(vec![
            ("value", group.value.as_str().into()),
            ("count", Tree::Number(group.count.to_string())),
            ("without_paid", Tree::Number(group.without_paid.to_string())),
            ("paid", group.paid().into()),
            ("losses", group.losses().into()),
            ("gains", group.gains().into()),
            ("mean_percent", group.mean_percent().into()),
            ("classes", classes(&group.classes)),
        ])
    };
    Tree::Object(vec![
        ("column", by.column.as_str().into()),
        ("values", Tree::List(by.values.iter().map(group).collect())),
    ])
}
