//! The figures by which one year is told from another.

use rust_decimal::Decimal;

use super::tree::Tree;
use crate::{
    category::{ByCategory, Category, CategorySet},
    decimal::plain,
    rules::{Rules, YearStatus, book::YearRules, terms::Pathway},
};

/// The columns of an overview: key, and heading in text.
pub const COLUMNS: [(&str, &str); 13] = [
    ("performance_year", "Year"),
    ("payment_year", "Paid"),
    ("status", "Status"),
    ("performance_threshold", "Thresh"),
    ("additional_performance_threshold", "Addl"),
    ("maximum_percent", "Max%"),
    ("quality_weight", "Qual"),
    ("cost_weight", "Cost"),
    ("improvement_activities_weight", "IA"),
    ("promoting_interoperability_weight", "PI"),
    ("scaling_factor", "Factor"),
    ("scaling_factor_basis", "Basis"),
    ("measures", "Measures"),
];

/// A year under [`COLUMNS`]. The weights are those of traditional MIPS with every category scored that can be.
#[must_use]
pub fn overview(rules: &YearRules) -> Tree {
    let adjustment = &rules.adjustment;
    let status = match rules.status {
        YearStatus::Final => "final",
        YearStatus::Provisional => "provisional",
    };
    let weights = traditional_weights(rules);
    let weight =
        |category: Category| weights.map_or(Tree::Null, |row| Tree::Number(plain(row[category])));
    let additional = adjustment
        .additional
        .as_ref()
        .map(|additional| Tree::Number(plain(additional.performance_threshold)));
    let values = [
        rules.performance_year.into(),
        rules.payment_year.into(),
        status.into(),
        Tree::Number(plain(adjustment.performance_threshold)),
        additional.into(),
        Tree::Number(plain(adjustment.maximum_percent)),
        weight(Category::Quality),
        weight(Category::Cost),
        weight(Category::ImprovementActivities),
        weight(Category::PromotingInteroperability),
        Tree::Number(plain(adjustment.scaling_factor.value)),
        adjustment.scaling_factor.basis.key().into(),
        rules.inventory().is_some().into(),
    ];
    Tree::Object(COLUMNS.iter().map(|(key, _)| *key).zip(values).collect())
}

fn traditional_weights(rules: &Rules) -> Option<&ByCategory<Decimal>> {
    let table = &rules.weights[&rules.pathways.get(&Pathway::Traditional)?.weights];
    let not_scored: CategorySet = rules
        .never_scored
        .keys()
        .chain(&table.without)
        .copied()
        .collect();
    table.rows.get(not_scored)
}
