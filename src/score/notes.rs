//! What a reader of the score must know: what was moved, assumed, or may change.

use super::final_score::FinalScore;
use super::{facility, payment::YearFactors, possibility::Possibility, range::FinalScoreRange};
use crate::{
    category::{ByCategory, Category},
    practice::{
        ComplexPatientInput, Practice,
        states::{self, CategoryState, PercentSource},
    },
    rules::Rules,
    score::scorecard::Note,
};

/// The notes of a score, apart from those of its categories.
pub(super) fn notes(
    rules: &Rules,
    practice: &Practice,
    states: &ByCategory<CategoryState>,
    range: &FinalScoreRange,
    factors: &YearFactors,
) -> Vec<Note> {
    let final_scores = &range.final_scores;
    let of_pathway = rules.pathways[&practice.pathway].notes.len();
    let mut notes: Vec<Note> = (0..rules.notes.len())
        .map(Note::OfTheYear)
        .chain((0..of_pathway).map(Note::OfThePathway))
        .collect();
    notes.extend(
        states
            .iter()
            .filter_map(|(category, state)| category_note(rules, practice, range, category, state)),
    );
    let is_replaced = final_scores.iter().all(|final_score| final_score.replaced);
    if is_replaced {
        notes.push(Note::ReplacedByThreshold);
    }
    if practice.facility_based.is_some() && rules.facility_based.is_some() {
        notes.push(facility_note(rules, practice, range));
    }
    if !practice.size_is_stated && size_matters(rules, practice) {
        notes.push(Note::SizeAssumed(None));
    }
    if !is_replaced {
        notes.extend(bonus_note(rules, practice, final_scores));
    }
    notes.push(Note::of_factor(factors.basis));
    if practice.payment.additional_scaling_factor.is_some() {
        notes.push(Note::AdditionalFactorGiven);
    }
    notes
}

/// What a category's standing asks a reader to know; nothing where the facility's score stands in for it.
fn category_note(
    rules: &Rules,
    practice: &Practice,
    range: &FinalScoreRange,
    category: Category,
    state: &CategoryState,
) -> Option<Note> {
    let stands_in =
        matches!(category, Category::Quality | Category::Cost) && range.is_by_facility();
    match *state {
        CategoryState::Reweighted { .. } if stands_in && range.low.percents[category].is_some() => {
            None
        }
        CategoryState::Reweighted { reason, basis } => {
            Some(Note::Reweighted(category, reason, basis))
        }
        CategoryState::Unknown => (!stands_in).then_some(Note::Unknown(category)),
        CategoryState::Scored {
            source: PercentSource::Assigned,
            ..
        } => Some(Note::Assigned(category)),
        CategoryState::Scored { .. } => {
            let has_weight = |final_score: &FinalScore| !final_score.weights[category].is_zero();
            (states::is_exempt(rules, practice, category)
                && range.final_scores.iter().any(has_weight))
            .then_some(Note::Restored(category))
        }
        CategoryState::NotSubmitted => None,
    }
}

/// Whether the facility's score was used, and if not, why not.
fn facility_note(rules: &Rules, practice: &Practice, range: &FinalScoreRange) -> Note {
    let is_usable =
        |possibility: &Possibility| facility::usable(rules, practice, possibility).is_some();
    let quality_counts =
        |possibility: &Possibility| possibility.replaceable.contains(Category::Quality);
    let is_used = |final_score: &FinalScore| final_score.facility_based;
    if !range.possibilities.iter().any(quality_counts) {
        Note::FacilityWithoutQuality
    } else if !range.possibilities.iter().any(is_usable) {
        Note::FacilityNeedsSubmission
    } else if range.is_by_facility() {
        Note::FacilityUsed
    } else if !range.final_scores.iter().any(is_used) {
        Note::FacilityNotHigher
    } else {
        match (range.low.facility_based, range.high.facility_based) {
            (true, true) => Note::FacilityUsed,
            (true, false) => Note::FacilityUsedAt("low"),
            (false, true) => Note::FacilityUsedAt("high"),
            (false, false) => Note::FacilityNotHigher,
        }
    }
}

/// Whether the practice's size moves anything this year.
fn size_matters(rules: &Rules, practice: &Practice) -> bool {
    let pathway = &rules.pathways[&practice.pathway];
    pathway.weights != pathway.small_practice_weights
        || rules.small_practice_bonus.is_some()
        || rules
            .automatic_reweighting
            .values()
            .any(|automatic| automatic.small_practice)
}

fn bonus_note(rules: &Rules, practice: &Practice, final_scores: &[FinalScore]) -> Option<Note> {
    let bonus = rules.complex_patient_bonus.as_ref()?;
    match practice.complex_patient_bonus {
        ComplexPatientInput::NotGiven => Some(Note::BonusNotGiven(bonus.maximum)),
        ComplexPatientInput::Unknown
            if final_scores
                .iter()
                .any(|final_score| final_score.bonus_is_due) =>
        {
            Some(Note::BonusUnknown)
        }
        ComplexPatientInput::Points(points) if points.is_zero() => None,
        ComplexPatientInput::Points(_)
        | ComplexPatientInput::Raw(_)
        | ComplexPatientInput::Unknown => final_scores
            .iter()
            .all(|final_score| !final_score.bonus_is_due)
            .then_some(Note::BonusWithoutData),
        ComplexPatientInput::None => None,
    }
}
