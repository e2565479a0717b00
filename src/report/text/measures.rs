//! The measures and activities that a category was computed from.

use crate::{
    category::Category,
    decimal::{self, plain},
    report::layout::{WIDTH, cut, wrap},
    score::scorecard::{CategoryScore, MeasureScore},
};

pub(super) fn measures(category: Category, score: &CategoryScore) -> String {
    if score.measures.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "\n{:<36}{:>12}{:>8}{:>10}{:>5}\n",
        category.heading(),
        "rate",
        "decile",
        "points",
        "of"
    );
    for measure in &score.measures {
        text.push_str(&of_measure(measure));
    }
    text
}

fn of_measure(measure: &MeasureScore) -> String {
    let kind = measure
        .collection_type
        .map(|kind| format!(" {kind}"))
        .unwrap_or_default();
    let name = cut(&format!("  {}{kind}", measure.id), 35);
    let dash = || "-".to_owned();
    let mut text = format!(
        "{name:<36}{:>12}{:>8}{:>10}{:>5}  {}\n",
        measure
            .performance_rate
            .map_or_else(dash, |rate| plain(decimal::shown(rate))),
        measure
            .decile
            .map_or_else(dash, |decile| decile.to_string()),
        measure
            .points
            .map_or_else(dash, |points| plain(decimal::shown(points))),
        plain(measure.available),
        if measure.counted { "counts" } else { "" }
    );
    text = text.trim_end().to_owned() + "\n";
    text.push_str(&format!("    {}\n", cut(&measure.title, WIDTH - 4)));
    for reason in &measure.reasons {
        text.push_str(&wrap(reason.text(), "    - ", "      "));
    }
    text
}
