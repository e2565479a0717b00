//! Writes what is wrong with a row, or a warning about it, in one line.

use std::collections::HashMap;

use crate::{
    document::setting::Setting,
    problem::{Code, Problem, Problems, counted},
    report::layout::cut,
    score::scorecard::{Scorecard, Status},
};

/// Most characters of a cell or a name in a message.
pub(super) const MOST_SHOWN: usize = 40;
/// Most errors of a row in a message; the others are counted.
const MOST_TOLD: usize = 10;

/// The errors in one line.
pub(super) fn describe(problems: &Problems) -> String {
    let errors = problems.0.iter().filter(|problem| problem.is_error());
    // The last error may stand for several that were only counted.
    let count: usize = errors.clone().map(|it| it.beyond.max(1)).sum();
    let own = errors.filter(|it| it.beyond == 0);
    let mut texts: Vec<String> = own.take(MOST_TOLD).map(in_words).collect();
    let more = count - texts.len();
    if more > 0 {
        texts.push(format!("and {}", counted(more, "more problem")));
    }
    texts.join("; ")
}

/// The same, each error with the cell that it is about.
pub(super) fn describe_with(mut problems: Problems, cells: &[Setting]) -> String {
    let of_path: HashMap<&str, &str> = cells
        .iter()
        .map(|cell| (cell.path.as_str(), cell.value.as_str()))
        .collect();
    for problem in problems.0.iter_mut().take(2 * MOST_TOLD) {
        let Some(cell) = of_path.get(problem.path.as_str()) else {
            continue;
        };
        // Cells of an unknown column are never shown: they may hold a taxpayer's number.
        if problem.code == Code::UnknownKey {
            continue;
        }
        let is_told =
            problem.message.starts_with(cell) || problem.message.contains(&format!("`{cell}`"));
        if !is_told {
            let shown = cut(cell, MOST_SHOWN);
            problem.message = format!("{}: `{shown}`", problem.message);
        }
    }
    describe(&problems)
}

/// A problem in one line. Text from the file stands between backticks, and is shortened if it is long.
pub(super) fn in_words(problem: &Problem) -> String {
    let mut text = short(&problem.message);
    if !problem.path.is_empty() {
        let path: Vec<String> = problem
            .path
            .split('.')
            .map(|key| cut(key, MOST_SHOWN))
            .collect();
        text = format!("{}: {text}", path.join("."));
    }
    if let Some(help) = &problem.help {
        text = format!("{text} ({})", short(help));
    }
    text.replace(['\n', '\r'], " ")
}

fn short(message: &str) -> String {
    let parts = message.split('`').enumerate();
    let cut = parts.map(|(n, part)| {
        if n % 2 == 1 {
            cut(part, MOST_SHOWN)
        } else {
            part.to_owned()
        }
    });
    cut.collect::<Vec<_>>().join("`")
}

/// Why a row has a range instead of one score.
pub(super) fn not_known(card: &Scorecard) -> Option<String> {
    if card.final_score.is_some() {
        return None;
    }
    let mut unknown: Vec<&str> = card
        .categories
        .iter()
        .filter(|(_, score)| score.status == Status::Unknown)
        .map(|(category, _)| category.key())
        .collect();
    if unknown.is_empty() {
        unknown.push("complex_patient_bonus");
    }
    let bounds = &card.final_score_bounds;
    Some(format!(
        "{}: not known, so the final score is between {} and {}",
        unknown.join(", "),
        bounds.low,
        bounds.high
    ))
}
