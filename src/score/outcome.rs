//! What a score comes to, where nobody asks how: the final score, and what is odd about what makes it.

use rust_decimal::Decimal;

use super::{category_score, prepared::Prepared, settled::Settled, worksheet::Worksheet};
use crate::{decimal::Exact, practice::Practice, problem::Problem, rules::book::YearRules};

/// Both ends of a final score, each before and after rounding.
pub(crate) struct Outcome {
    /// The lower end.
    pub low: (Exact, Decimal),
    /// The upper end; the same where the score is known.
    pub high: (Exact, Decimal),
    /// What the score's making shows to be odd, beside what admitting the practice has shown.
    pub warnings: Vec<Problem>,
}

impl Outcome {
    /// The outcome of a practice whose final score is computed, without what is `prepared`.
    pub(crate) fn of(rules: &YearRules, practice: &Practice, prepared: Prepared<'_>) -> Self {
        let settled = Settled::of(rules, practice, prepared, &mut Worksheet::blank());
        let range = &settled.range;
        Self {
            low: (range.low.exact, range.low.rounded),
            high: (range.high.exact, range.high.rounded),
            warnings: category_score::differences(practice, &settled.computed).collect(),
        }
    }
}
