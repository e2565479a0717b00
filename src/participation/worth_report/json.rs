//! The comparison as JSON and as rows.

use super::words::{all_assumptions, sentence};
use crate::{
    participation::{
        calendar::Dated,
        way::Worth,
        worth::{Span, Worths},
    },
    report::{SCHEMA_VERSION, tool, tree::Tree},
    score::scorecard::Bounds,
};

fn bounds(bounds: Option<Bounds>) -> Tree {
    Tree::Object(vec![
        ("low", bounds.map(|it| it.low).into()),
        ("high", bounds.map(|it| it.high).into()),
    ])
}

/// A span whose high end is null where no figure is enough.
fn span(span: Option<Span>) -> Tree {
    Tree::Object(vec![
        ("low", span.map(|it| it.low).into()),
        ("high", span.and_then(|it| it.high).into()),
    ])
}

/// The comparison as JSON prints it, with the next date that matters; each figure with its operands where that is asked
/// for.
#[must_use]
pub fn tree(worths: &Worths, next: Option<&Dated>, with_lines: bool) -> Tree {
    let alternatives = worths
        .alternatives
        .iter()
        .map(|it| alternative(it, with_lines));
    let assumptions = all_assumptions(worths).into_iter().map(Tree::from);
    Tree::Object(vec![
        ("schema_version", SCHEMA_VERSION.into()),
        ("tool", tool()),
        ("file", worths.file.as_str().into()),
        ("performance_year", worths.rules.performance_year.into()),
        ("payment_year", worths.rules.payment_year.into()),
        ("verdict", worths.eligibility.verdict.key().into()),
        ("alternatives", Tree::List(alternatives.collect())),
        ("best", worths.best.into()),
        ("best_is_open", worths.best_is_open.into()),
        ("sentence", sentence(worths).into()),
        ("break_even", break_even_tree(worths, with_lines)),
        ("assumptions", Tree::List(assumptions.collect())),
        ("next", next.map_or(Tree::Null, Dated::tree)),
    ])
}

fn break_even_tree(worths: &Worths, with_lines: bool) -> Tree {
    let it = &worths.break_even;
    let mut members = vec![
        ("part_b_paid", it.paid.into()),
        ("part_b_paid_bounds", span(it.paid_span)),
        ("final_score", it.score.into()),
        ("final_score_bounds", span(it.score_span)),
        ("mips_percent", it.qp_percent.into()),
        ("mips_final_score", it.qp_score.into()),
    ];
    if with_lines {
        let lines = it.lines.iter().map(|it| it.as_str().into());
        members.push(("lines", Tree::List(lines.collect())));
    }
    Tree::Object(members)
}

fn alternative(it: &Worth, with_lines: bool) -> Tree {
    let mut members = vec![
        ("name", it.name.into()),
        (
            "final_score",
            it.final_score.and_then(|it| it.point()).into(),
        ),
        ("adjustment", it.adjustment.and_then(|it| it.point()).into()),
        ("adjustment_bounds", bounds(it.adjustment)),
        ("adjustment_percent", bounds(it.percent)),
        ("of_score", bounds(it.of_score)),
        ("of_scaling_factor", bounds(it.of_factor)),
        ("incentive", it.incentive.into()),
        ("conversion_factor", it.conversion_factor.into()),
        ("shared_savings", it.shared_savings.into()),
        ("mips_avoided", bounds(it.mips_avoided)),
        ("cost", it.cost.into()),
        ("net", bounds(it.net)),
        ("available", it.available.into()),
    ];
    if with_lines {
        let lines = it.lines.iter().map(|it| it.as_str().into());
        members.push(("lines", Tree::List(lines.collect())));
    }
    Tree::Object(members)
}

/// The columns of the comparison as a table.
pub const COLUMNS: [&str; 10] = [
    "name",
    "final_score",
    "adjustment_low",
    "adjustment_high",
    "incentive",
    "conversion_factor",
    "shared_savings",
    "cost",
    "net_low",
    "net_high",
];

/// The ways under [`COLUMNS`].
#[must_use]
pub fn rows(worths: &Worths) -> Vec<Vec<String>> {
    let cell = |tree: &Tree, path: &str| tree.get(path).map_or_else(String::new, Tree::cell);
    worths
        .alternatives
        .iter()
        .map(|it| {
            let tree = alternative(it, false);
            [
                "name",
                "final_score",
                "adjustment_bounds.low",
                "adjustment_bounds.high",
                "incentive",
                "conversion_factor",
                "shared_savings",
                "cost",
                "net.low",
                "net.high",
            ]
            .map(|path| cell(&tree, path))
            .into()
        })
        .collect()
}
