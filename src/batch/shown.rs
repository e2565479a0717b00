//! The figures for `--columns`, as far as a plan has them.

use super::{
    job::Job,
    number::{PLACES, write_plain},
    table::EXACT_PLACES,
};
use crate::{
    category::Category, document::setting::segments, report, score::score, trial::Admitted,
};

/// One figure of a row that has a plan.
pub(super) enum Shown {
    /// The same for all rows of the shape: as a cell, and as JSON.
    Same(String, String),
    /// The percent of the category in this slot.
    Percent(usize),
    /// What the category in this slot adds to the final score.
    Points(usize),
}

impl Shown {
    /// The figures for all further columns; `None` if one of them varies from row to row in another way.
    pub(super) fn all(job: &Job<'_>, row: &Admitted) -> Option<Vec<Self>> {
        if job.columns.is_empty() {
            return Some(Vec::new());
        }
        let card = score(&row.practice);
        let tree = report::figures(&row.rules, &card);
        let of_column = |path: &String| {
            let keys = segments(path)?;
            let figure = || tree.get(path);
            let same = || {
                let cell = figure().map_or_else(String::new, report::tree::Tree::cell);
                let json = figure().map_or_else(|| "null".into(), report::tree::Tree::compact);
                Some(Self::Same(cell, json))
            };
            let slot = |key: &str| Category::ALL.iter().position(|it| it.key() == key);
            match keys[..] {
                ["categories", category, figure @ ("percent" | "points")] => {
                    let slot = slot(category)?;
                    let is_number = card.categories[Category::ALL[slot]].percent.is_some();
                    match figure {
                        _ if !is_number => same(),
                        "percent" => Some(Self::Percent(slot)),
                        _ => Some(Self::Points(slot)),
                    }
                }
                ["categories", _, "status" | "reason" | "source" | "weight"]
                | ["practice" | "rules" | "tool", ..]
                | ["bonuses", "small_practice"]
                | ["payment_adjustment", "publicized", ..]
                | [
                    "schema_version"
                    | "performance_year"
                    | "payment_year"
                    | "performance_threshold"
                    | "additional_performance_threshold",
                ] => same(),
                _ => None,
            }
        };
        job.columns.iter().map(of_column).collect()
    }

    /// Appends the figure of a row, as a cell or as JSON.
    ///
    /// `category` gives the percent and the weight of the category in a slot.
    pub(super) fn write(
        &self,
        category: impl Fn(usize) -> Option<(i64, i64)>,
        is_json: bool,
        out: &mut Vec<u8>,
    ) {
        match self {
            Self::Same(_, json) if is_json => out.extend_from_slice(json.as_bytes()),
            Self::Same(cell, _) => super::cells::write(cell.as_bytes(), out),
            Self::Percent(slot) => {
                if let Some((percent, _)) = category(*slot) {
                    write_plain(percent.into(), PLACES, out);
                }
            }
            Self::Points(slot) => {
                if let Some((percent, weight)) = category(*slot) {
                    // A percent times a weight in hundredths, divided by a hundred.
                    write_plain(i128::from(percent) * i128::from(weight), EXACT_PLACES, out);
                }
            }
        }
    }
}
