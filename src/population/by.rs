//! What the factors are worth to the rows with one value of a column.

use std::fmt::Write;

use rust_decimal::Decimal;

use super::ClassTotal;
use crate::{
    decimal::HUNDRED,
    report::{
        layout::{cut, signed_dollars, signed_percent, with_places},
        tree::Tree,
    },
};

/// Characters of a value that the table shows.
const WIDTH: usize = 22;

/// A population by the values of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// The column's heading.
    pub column: String,
    /// Its values, in the order of their texts.
    pub values: Vec<Group>,
}

/// The rows with one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The value as it is written; empty for the rows without one.
    pub value: String,
    /// How many rows have it.
    pub count: u64,
    /// How many of them have no paid amount, which counts as nothing.
    pub without_paid: u64,
    /// The classes, from the lowest.
    pub classes: Vec<ClassTotal>,
}

impl Group {
    /// Dollars paid to them before the adjustment.
    #[must_use]
    pub fn paid(&self) -> Decimal {
        in_cents(self.classes.iter().map(|total| total.paid))
    }

    /// What those below the performance threshold lose, in dollars: 0 or less.
    #[must_use]
    pub fn losses(&self) -> Decimal {
        in_cents(self.adjustments().filter(Decimal::is_sign_negative))
    }

    /// What those above it gain, in dollars.
    #[must_use]
    pub fn gains(&self) -> Decimal {
        in_cents(self.adjustments().filter(Decimal::is_sign_positive))
    }

    /// The mean adjustment in percent of what was paid, to hundredths; none where nothing was paid.
    #[must_use]
    pub fn mean_percent(&self) -> Option<Decimal> {
        let paid = self.paid();
        let net: Decimal = self.adjustments().sum();
        (!paid.is_zero())
            .then(|| with_places(net * HUNDRED / paid, 2))
            .and_then(|percent| percent.parse().ok())
    }

    fn adjustments(&self) -> impl Iterator<Item = Decimal> + '_ {
        self.classes.iter().map(|total| total.adjustment)
    }
}

/// A sum of dollars with its cents, also where it is of nothing.
fn in_cents(amounts: impl Iterator<Item = Decimal>) -> Decimal {
    amounts.fold(Decimal::new(0, 2), |sum, amount| sum + amount)
}

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
