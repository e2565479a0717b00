//! Where the one unknown category meets the performance threshold.

use super::{final_score, possibility::Possibility};
use crate::{
    category::{ByCategory, Category},
    decimal::{HUNDRED, round_up},
    practice::{
        ComplexPatientInput, Practice,
        states::{self, CategoryState},
    },
    rules::Rules,
    score::{
        scorecard::BreakEven,
        worksheet::{LineName, Worksheet},
    },
};

/// The percent of the one unknown category at which the threshold is met, when all else is known.
pub(super) fn find(
    rules: &Rules,
    practice: &Practice,
    states: &ByCategory<CategoryState>,
    possibilities: &[Possibility],
    sheet: &mut Worksheet,
) -> Option<BreakEven> {
    let mut unknown = Category::ALL
        .into_iter()
        .filter(|category| states[*category] == CategoryState::Unknown);
    let category = unknown.next()?;
    let bonus_is_known = practice.complex_patient_bonus != ComplexPatientInput::Unknown;
    if unknown.next().is_some() || !bonus_is_known || practice.facility_based.is_some() {
        return None;
    }
    let at_full = possibilities
        .iter()
        .find(|possibility| possibility.percents[category] == Some(HUNDRED.into()))?;
    let final_score = final_score::evaluate(rules, practice, at_full);
    let weight = final_score.weights[category];
    if weight.is_zero() || final_score.replaced {
        return None;
    }
    let without = sheet.line(
        LineName::PointsWithout,
        (final_score.total - weight).decimal(),
    );
    let (name, _) = states::weight_table(rules, practice);
    sheet.put(
        LineName::UnknownWeight,
        None,
        Some(format!("weights.{name}").into()),
        weight,
        weight,
    );
    // The bracket is decided by the rounded score: a little less than the threshold is enough.
    let half_place = sheet.line(LineName::HalfPlace, rules.final_score.rounding.half_place());
    let neutral = sheet.line(
        LineName::LowestNeutral,
        rules.adjustment.performance_threshold - half_place,
    );
    let exact = (neutral - without) * HUNDRED / weight;
    let percent = round_up(exact, 2);
    sheet.rounded(LineName::BreakEven, percent, exact);
    Some(BreakEven { category, percent })
}
