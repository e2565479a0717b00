//! Scorecards as rows: CSV and Markdown.

use super::{json::figures, tree::Tree};
use crate::{escape, rules::book::YearRules, score::scorecard::Scorecard};

/// The columns of a table of scores: a heading, and the dotted path of its figure.
pub const COLUMNS: [(&str, &str); 21] = [
    ("performance_year", "performance_year"),
    ("payment_year", "payment_year"),
    ("name", "practice.name"),
    ("pathway", "practice.pathway"),
    ("quality_points", "categories.quality.points"),
    ("cost_points", "categories.cost.points"),
    (
        "improvement_activities_points",
        "categories.improvement_activities.points",
    ),
    (
        "promoting_interoperability_points",
        "categories.promoting_interoperability.points",
    ),
    ("complex_patient_bonus", "bonuses.complex_patient"),
    ("small_practice_bonus", "bonuses.small_practice"),
    ("final_score", "final_score"),
    ("final_score_low", "final_score_bounds.low"),
    ("final_score_high", "final_score_bounds.high"),
    ("performance_threshold", "performance_threshold"),
    ("payment_adjustment_percent", "payment_adjustment.percent"),
    ("payment_adjustment_low", "payment_adjustment.bounds.low"),
    ("payment_adjustment_high", "payment_adjustment.bounds.high"),
    ("class", "payment_adjustment.class"),
    (
        "scaling_factor_basis",
        "payment_adjustment.scaling_factor_basis",
    ),
    ("payment_adjustment_dollars", "payment_adjustment.dollars"),
    (
        "quality_small_practice_points",
        "quality_small_practice_points",
    ),
];

/// The cells of a scorecard under [`COLUMNS`].
#[must_use]
pub fn cells(rules: &YearRules, card: &Scorecard) -> Vec<String> {
    let tree = figures(rules, card);
    COLUMNS
        .iter()
        .map(|(_, path)| tree.get(path).map_or_else(String::new, Tree::cell))
        .collect()
}

/// Rows as CSV, quoted where it takes it (RFC 4180 with plain line ends).
///
/// # Panics
///
/// Never: writing to memory does not fail, and cells are text.
#[must_use]
pub fn csv<R: AsRef<[String]>>(head: &[&str], rows: &[R]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(head).expect("memory can be written to");
    for row in rows {
        writer
            .write_record(
                row.as_ref()
                    .iter()
                    .map(|cell| escape::csv(&escape::terminal(cell)).into_owned()),
            )
            .expect("every row has the columns of the head");
    }
    String::from_utf8(writer.into_inner().expect("memory can be written to"))
        .expect("cells are text")
}

/// Rows as a Markdown table; figures are to the right.
#[must_use]
pub fn markdown<R: AsRef<[String]>>(head: &[&str], rows: &[R]) -> String {
    let line = |cells: &mut dyn Iterator<Item = String>| {
        format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
    };
    let is_figure = |column: usize| {
        rows.iter().all(|row| {
            let cell = &row.as_ref()[column];
            cell.is_empty()
                || cell
                    .trim_start_matches(['+', '-', '$'])
                    .starts_with(|c: char| c.is_ascii_digit())
        })
    };
    let mut text = line(&mut head.iter().map(|cell| escape::markdown(cell).into_owned()));
    text.push_str(&line(&mut (0..head.len()).map(|n| {
        if is_figure(n) {
            "---:".into()
        } else {
            "---".into()
        }
    })));
    for row in rows {
        text.push_str(&line(
            &mut row
                .as_ref()
                .iter()
                .map(|cell| escape::markdown(cell).into_owned()),
        ));
    }
    text
}
