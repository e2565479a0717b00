//! One possibility of the rows of a shape: what is left to compute from their numbers.

use rust_decimal::Decimal;

use super::{
    columns::{BONUS, Numbers},
    number::PLACES,
    table::EXACT_PLACES,
};
use crate::{
    category::{ByCategory, Category},
    decimal::scaled,
    score::formula::{FinalScoreFormula, FormulaInputs},
};

/// How many units of an exact score are in a unit of a number.
pub(super) const EXACT_PER_NUMBER: i64 = 10_i64.pow(EXACT_PLACES - PLACES);

/// One possibility: its formula, and the numbers used where the row gives none.
pub(super) struct Way {
    pub formula: FinalScoreFormula<i64>,
    percents: [i64; BONUS],
    bonus: i64,
}

impl Way {
    pub(super) fn of(inputs: &FormulaInputs) -> Option<Self> {
        let exact = |value: Decimal| scaled(value, EXACT_PLACES);
        let weight = |category: Category| scaled(inputs.formula.weights[category], 2);
        let mut percents = [0; BONUS];
        for (slot, category) in Category::ALL.into_iter().enumerate() {
            percents[slot] = scaled(inputs.percents[category], PLACES)?;
        }
        let formula = FinalScoreFormula {
            weights: ByCategory {
                quality: weight(Category::Quality)?,
                cost: weight(Category::Cost)?,
                improvement_activities: weight(Category::ImprovementActivities)?,
                promoting_interoperability: weight(Category::PromotingInteroperability)?,
            },
            small_practice: exact(inputs.formula.small_practice)?,
            complex_patient_is_due: inputs.formula.complex_patient_is_due,
            replacement: match inputs.formula.replacement {
                Some(threshold) => Some(exact(threshold)?),
                None => None,
            },
            maximum: exact(inputs.formula.maximum)?,
        };
        Some(Self {
            formula,
            percents,
            bonus: scaled(inputs.complex_patient, PLACES)?,
        })
    }

    #[inline]
    pub(super) fn percents(&self, numbers: &Numbers, mask: u16) -> [i64; BONUS] {
        let of_slot = |slot: usize| {
            if mask & 1 << slot != 0 {
                numbers[slot]
            } else {
                self.percents[slot]
            }
        };
        std::array::from_fn(of_slot)
    }

    #[inline]
    pub(super) fn exact(&self, numbers: &Numbers, mask: u16) -> i64 {
        let [
            quality,
            cost,
            improvement_activities,
            promoting_interoperability,
        ] = self.percents(numbers, mask);
        let percents = ByCategory {
            quality,
            cost,
            improvement_activities,
            promoting_interoperability,
        };
        let bonus = if mask & 1 << BONUS != 0 {
            numbers[BONUS]
        } else {
            self.bonus
        };
        let bonus = self.formula.due(bonus * EXACT_PER_NUMBER);
        let total = self.formula.total(percents, bonus, |sum| sum);
        self.formula.exact(total)
    }
}
