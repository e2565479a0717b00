//! Costs and plans on a terminal.

mod proposal;

use rust_decimal::Decimal;

use super::costs::Cost;
use crate::{
    problem::listed,
    report::layout::{whole_dollars, wrap},
    score::scorecard::{Scorecard, Status},
};

pub use proposal::plan;

/// Costs in lines of at most 80 columns, each with its mend.
#[must_use]
pub fn costs(costs: &[Cost]) -> String {
    let mut text = String::new();
    for cost in costs {
        let head = match cost.points {
            Some(points) => format!("-{points} points{}: ", money(cost.dollars)),
            None => "to be mended: ".into(),
        };
        text.push_str(&wrap(&(head + &cost.message), "  ", "    "));
        if !cost.mend.is_empty() {
            text.push_str(&wrap(&cost.mend, "      ", "      "));
        }
    }
    text
}

/// What is lost in dollars, where that is known.
fn money(gain: Option<Decimal>) -> String {
    gain.filter(|gain| !gain.is_zero())
        .map(|gain| format!(", {}", whole_dollars(-gain)))
        .unwrap_or_default()
}

/// The losses of a score as a section of its report; nothing where nothing was lost.
#[must_use]
pub fn section(costs: &[Cost]) -> String {
    if costs.is_empty() {
        return String::new();
    }
    format!("\nWhat cost points\n{}", self::costs(costs))
}

/// What a score leaves open, as a line of its own: its categories that are unknown, and the complex patient bonus.
#[must_use]
pub fn open(card: &Scorecard) -> String {
    let categories = card.categories.iter();
    let bonus = (card.complex_patient_bonus.is_none()).then(|| "the complex patient bonus".into());
    let unknown: Vec<String> = categories
        .filter(|(_, score)| score.status == Status::Unknown)
        .map(|(category, _)| category.title().to_owned())
        .chain(bonus)
        .collect();
    if unknown.is_empty() {
        return String::new();
    }
    wrap(
        &format!("not known yet: {}", listed(&unknown)),
        "  ",
        "    ",
    )
}

/// How many things cost points, in a clause.
#[must_use]
pub fn summary(costs: &[Cost]) -> String {
    let losses = costs.iter().filter(|cost| cost.points.is_some()).count();
    let open = costs.len() - losses;
    let cost = match losses {
        0 => "nothing costs points".into(),
        1 => "1 thing costs points".into(),
        _ => format!("{losses} things cost points"),
    };
    match open {
        0 => cost,
        1 => format!("{cost}, 1 more is to be mended"),
        _ => format!("{cost}, {open} more are to be mended"),
    }
}
