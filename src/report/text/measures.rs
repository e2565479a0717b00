//! The measures and activities that a category was computed from.

use super::page::Page;
use crate::{
    category::Category,
    decimal::{self, plain},
    report::{layout::cut, makeup::makeup, reasons},
    score::scorecard::MeasureScore,
};

/// Every measure with its figures and reasons, and the line that makes the category's percent of them.
pub(super) fn measures(page: &Page<'_>, category: Category) -> String {
    let measures = &page.trial.scorecard.categories[category].measures;
    if measures.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "\n{:<30}{:>9}{:>7}{:>10}{:>4}\n",
        category.heading(),
        "rate",
        "decile",
        "points",
        "of"
    );
    for measure in measures {
        text.push_str(&of_measure(page, category, measure));
    }
    if let Some(line) = makeup(&page.trial.scorecard, category) {
        text.push_str(&page.wrap(&line, "  ", "    "));
    }
    if measures.iter().any(is_beside) {
        text.push_str("  Points in brackets do not count.\n");
    }
    text
}

/// Whether a measure earned points that do not count.
fn is_beside(measure: &MeasureScore) -> bool {
    measure.points.is_some() && !measure.counted
}

fn of_measure(page: &Page<'_>, category: Category, measure: &MeasureScore) -> String {
    // Every cost measure comes from claims, so that goes without saying.
    let kind = measure
        .collection_type
        .filter(|_| category != Category::Cost)
        .map(|kind| format!(" {kind}"))
        .unwrap_or_default();
    let name = cut(&format!("  {}{kind}", measure.id), 29);
    let dash = || "-".to_owned();
    let points = measure.points.map_or_else(dash, |points| {
        let points = plain(decimal::shown(points));
        if measure.counted {
            points
        } else {
            format!("({points})")
        }
    });
    let mut text = format!(
        "{name:<30}{:>9}{:>7}{points:>10}{:>4}\n",
        measure
            .performance_rate
            .map_or_else(dash, |rate| plain(decimal::shown(rate))),
        measure
            .decile
            .map_or_else(dash, |decile| decile.to_string()),
        // Statements, excluded measures and bonuses have no points to be earned.
        if measure.available.is_zero() {
            dash()
        } else {
            plain(decimal::shown(measure.available))
        },
    );
    text.push_str(&format!("    {}\n", cut(&measure.title, page.width - 4)));
    for reason in &measure.reasons {
        let sentence =
            reasons::sentence(&page.trial.rules, &page.trial.scorecard, measure, *reason);
        text.push_str(&page.wrap(&sentence, "    - ", "      "));
    }
    text
}
