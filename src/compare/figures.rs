//! The figures that are compared.

use rust_decimal::Decimal;

use crate::{category::Category, decimal, report::tree::Tree, rules::terms::Reason};

/// How a figure is written and compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Word,
    Points,
    Percent,
    Dollars,
}

/// One figure in every scenario.
#[non_exhaustive]
pub struct Figure {
    /// Its dotted path in the result.
    pub path: String,
    /// Its title.
    pub title: String,
    pub(super) unit: Unit,
    /// Its value in each scenario; nothing where it is not known.
    pub values: Vec<Tree>,
}

impl Figure {
    /// By how much each scenario's value is above the first one's, where both are numbers.
    #[must_use]
    pub fn differences(&self) -> Vec<Option<Decimal>> {
        let number = |value: &Tree| match value {
            Tree::Number(text) => decimal::parse(text),
            _ => None,
        };
        let first = self.values.first().and_then(number);
        let values = self.values.iter();
        values.map(|value| Some(number(value)? - first?)).collect()
    }

    /// Whether it is told also where it does not differ.
    pub(super) fn is_always_shown(&self) -> bool {
        [
            "final_score",
            "payment_adjustment.percent",
            "payment_adjustment.dollars",
        ]
        .contains(&self.path.as_str())
    }

    /// Whether it is told in place of a final score or adjustment that is not known.
    pub(super) fn is_end_of_range(&self) -> bool {
        self.path.starts_with("final_score_bounds.")
            || self.path.starts_with("payment_adjustment.bounds.")
    }

    pub(super) fn differs(&self) -> bool {
        let same = |a: &Tree, b: &Tree| match (a, b) {
            (Tree::Number(a), Tree::Number(b)) => decimal::parse(a) == decimal::parse(b),
            (a, b) => a == b,
        };
        self.values.windows(2).any(|pair| !same(&pair[0], &pair[1]))
    }
}

/// A word of the results as it is said: weight moves by a practice's size or type too, whatever the key is called.
pub(super) fn spoken(word: &str) -> String {
    if word == Reason::SpecialStatus.key() {
        return "status, type or size".into();
    }
    word.replace('_', " ")
}

/// What can differ in a category: key and unit.
const OF_A_CATEGORY: [(&str, Unit); 5] = [
    ("status", Unit::Word),
    ("reason", Unit::Word),
    ("percent", Unit::Points),
    ("weight", Unit::Points),
    ("points", Unit::Points),
];

/// What can differ behind the categories: path, title and unit.
#[rustfmt::skip]
const OF_THE_SCORE: [(&str, &str, Unit); 14] = [
    ("bonuses.complex_patient", "complex patient bonus", Unit::Points),
    ("bonuses.small_practice", "small practice bonus", Unit::Points),
    ("final_score", "final score", Unit::Points),
    ("final_score_bounds.low", "final score, low end", Unit::Points),
    ("final_score_bounds.high", "final score, high end", Unit::Points),
    ("performance_threshold", "performance threshold", Unit::Points),
    ("payment_adjustment.class", "payment adjustment class", Unit::Word),
    ("payment_adjustment.scaling_factor", "scaling factor", Unit::Points),
    ("payment_adjustment.percent", "payment adjustment percent", Unit::Percent),
    ("payment_adjustment.bounds.low", "payment adjustment percent, low end", Unit::Percent),
    ("payment_adjustment.bounds.high", "payment adjustment percent, high end", Unit::Percent),
    ("payment_adjustment.dollars", "payment adjustment dollars", Unit::Dollars),
    ("payment_adjustment.dollars_bounds.low", "payment adjustment dollars, low end", Unit::Dollars),
    ("payment_adjustment.dollars_bounds.high", "payment adjustment dollars, high end", Unit::Dollars),
];

/// What can differ, in the order of the calculation.
pub(super) fn wanted() -> Vec<(String, String, Unit)> {
    let year = [(
        "performance_year".to_owned(),
        "performance year".to_owned(),
        Unit::Word,
    )];
    let of_categories = Category::ALL.into_iter().flat_map(|category| {
        OF_A_CATEGORY.map(|(key, unit)| {
            (
                format!("categories.{}.{key}", category.key()),
                format!("{} {key}", category.title()),
                unit,
            )
        })
    });
    let of_the_score =
        OF_THE_SCORE.map(|(path, title, unit)| (path.to_owned(), title.to_owned(), unit));
    year.into_iter()
        .chain(of_categories)
        .chain(of_the_score)
        .collect()
}
