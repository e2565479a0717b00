//! The final score, or both ends of what it can be while something is unknown.

use rust_decimal::Decimal;

use super::{
    bonuses::BonusRange,
    final_score::{self, FinalScore},
    possibilities,
    possibility::Possibility,
};
use crate::{
    category::{ByCategory, CategorySet},
    practice::{Practice, states::CategoryState},
    rules::Rules,
    score::{
        scorecard::Bounds,
        worksheet::{Subject, Worksheet},
    },
};

/// Every way in which the score can come out, with its ends. Where nothing is unknown both ends are the same.
pub(super) struct FinalScoreRange {
    /// What is unknown, taken at each of its ends.
    pub possibilities: Vec<Possibility>,
    /// The final score of each.
    pub final_scores: Vec<FinalScore>,
    /// The lowest.
    pub low: FinalScore,
    /// The highest.
    pub high: FinalScore,
    /// Whether there is but one final score.
    pub is_known: bool,
}

impl FinalScoreRange {
    /// The range of a practice whose categories stand so.
    pub(super) fn of(
        rules: &Rules,
        practice: &Practice,
        states: &ByCategory<CategoryState>,
        submits: &ByCategory<bool>,
        bonus: BonusRange,
    ) -> Self {
        let possibilities =
            possibilities::possibilities(rules, practice, states, submits, [bonus.low, bonus.high]);
        let final_scores: Vec<FinalScore> = possibilities
            .iter()
            .map(|possibility| final_score::evaluate(rules, practice, possibility))
            .collect();
        let (mut low, mut high) = (final_scores[0], final_scores[0]);
        for final_score in &final_scores[1..] {
            if final_score.exact < low.exact {
                low = *final_score;
            }
            if high.exact < final_score.exact {
                high = *final_score;
            }
        }
        Self {
            // What is unknown and moves nothing leaves the score known.
            is_known: low.exact == high.exact,
            possibilities,
            final_scores,
            low,
            high,
        }
    }

    /// A final score that is known as a whole.
    #[expect(clippy::large_types_passed_by_value, reason = "it is kept")]
    pub(super) fn point(final_score: FinalScore) -> Self {
        Self {
            possibilities: Vec::new(),
            final_scores: vec![final_score],
            low: final_score,
            high: final_score,
            is_known: true,
        }
    }

    /// Whether the facility's score stands for quality and cost, whatever is unknown.
    pub(super) fn is_by_facility(&self) -> bool {
        self.final_scores
            .iter()
            .all(|final_score| final_score.facility_based)
    }

    /// The final score as it is published, where it is known.
    pub(super) fn known(&self) -> Option<Decimal> {
        self.is_known.then_some(self.low.rounded)
    }

    /// Both ends as they are published.
    pub(super) fn bounds(&self) -> Bounds {
        Bounds {
            low: self.low.rounded,
            high: self.high.rounded,
        }
    }

    /// The complex patient bonus, where it is the same whatever is unknown.
    pub(super) fn complex_patient_bonus(&self) -> Option<Decimal> {
        let bonus = self.low.complex_patient;
        let mut bonuses = self.final_scores.iter().map(|it| it.complex_patient);
        bonuses.all(|it| it == bonus).then(|| bonus.decimal())
    }

    /// Writes the lines of the final score, or of both ends.
    pub(super) fn write_lines(
        &self,
        rules: &Rules,
        practice: &Practice,
        computed: CategorySet,
        sheet: &mut Worksheet,
    ) {
        if self.is_known {
            final_score::write_lines(rules, practice, computed, &self.low, sheet);
            return;
        }
        for (subject, end) in [("low", &self.low), ("high", &self.high)] {
            sheet.about(Some(Subject::Borrowed(subject)));
            final_score::write_lines(rules, practice, computed, end, sheet);
        }
    }
}
