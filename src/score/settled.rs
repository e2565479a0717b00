//! From a practice to its final score, before anything is said of how it was made.

use super::{
    bonuses, categories, computation::Computation, prepared::Prepared, range::FinalScoreRange,
    worksheet::Worksheet,
};
use crate::{
    category::ByCategory,
    practice::{
        Practice,
        states::{self, CategoryState, Computed},
    },
    rules::book::YearRules,
};

/// The final score, and what it was made of.
pub(super) struct Settled {
    /// What was computed of each category.
    pub computations: ByCategory<Computation>,
    /// Its percent, where it has one.
    pub computed: ByCategory<Computed>,
    /// Where each category stands.
    pub states: ByCategory<CategoryState>,
    /// The final score, or both its ends.
    pub range: FinalScoreRange,
}

impl Settled {
    pub(super) fn of(
        rules: &YearRules,
        practice: &Practice,
        prepared: Prepared<'_>,
        sheet: &mut Worksheet,
    ) -> Self {
        let computations = categories::compute(rules, practice, prepared, sheet);
        let computed = ByCategory::from_fn(|category| computations[category].computed);
        let states = states::settle(rules, practice, &computed);
        let bonus = bonuses::complex_patient(rules, practice, sheet);
        let submits = ByCategory::from_fn(|category| computations[category].submits);
        let range = FinalScoreRange::of(rules, practice, &states, &submits, bonus);
        Self {
            computations,
            computed,
            states,
            range,
        }
    }
}
