//! A final score in words.

use crate::score::scorecard::Bounds;

/// A final score, or its range.
pub fn score_in_words(bounds: Bounds) -> String {
    match bounds.point() {
        Some(score) => score.to_string(),
        None => format!("{} to {}", bounds.low, bounds.high),
    }
}
