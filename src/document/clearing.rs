//! What a setting takes away of the layers below it.

use crate::category::Category;

/// The key of a final score that is known.
pub(super) const FINAL_SCORE: &str = "final_score";
/// The key of the complex patient bonus.
pub(super) const BONUS: &str = "complex_patient_bonus";
/// The keys that say what a category is.
pub(super) const STATES: [&str; 6] = [
    "percent",
    "not_submitted",
    "reweighted",
    "unknown",
    "measures",
    "activities",
];

/// What a setting takes away from the layers below.
pub(super) enum Cleared<'k> {
    Nothing,
    /// All that would make the final score.
    WhatMakesTheScore,
    /// What does not go with this key of the bonus.
    Bonus(&'k str),
    /// What else was said of a category, whose key this is, than this state.
    StateOf(&'k str, &'k str),
}

/// What a setting of these keys takes away.
pub(super) fn cleared_by<'k>(keys: &[&'k str]) -> Cleared<'k> {
    match *keys {
        [FINAL_SCORE] => Cleared::WhatMakesTheScore,
        [BONUS, input, ..] => Cleared::Bonus(input),
        [table, state, ..] if STATES.contains(&state) && Category::from_key(table).is_some() => {
            Cleared::StateOf(table, state)
        }
        _ => Cleared::Nothing,
    }
}

/// Whether a key of the bonus says all of it.
pub(super) fn is_sum(key: &str) -> bool {
    matches!(key, "points" | "unknown")
}

/// Whether a setting of this path leaves every other key as it is, where the bonus is not given as a sum.
pub(crate) fn is_alone(keys: &[&str]) -> bool {
    match cleared_by(keys) {
        Cleared::Nothing => true,
        Cleared::Bonus(input) => !is_sum(input),
        Cleared::WhatMakesTheScore | Cleared::StateOf(..) => false,
    }
}
