//! The other reading of an open question.

use crate::score::scorecard::Bounds;

/// An open question that moves the score: how it was read, and what the other answer would make of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reading {
    /// Its name in the rule table's `readings`.
    pub name: String,
    /// The settings that answer it otherwise, as `--set` takes them.
    pub settings: Vec<String>,
    /// What the final score would be.
    pub final_score_bounds: Bounds,
    /// What the payment adjustment would be, in percent.
    pub adjustment_bounds: Bounds,
}
