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
    let FinalScoreRange {
        possibilities,
        final_scores,
        low,
        high,
        ..
    } = range;
    let by_facility = final_scores
        .iter()
        .all(|final_score| final_score.facility_based);
    let stands_in =
        |category| by_facility && matches!(category, Category::Quality | Category::Cost);
    let of_pathway = rules.pathways[&practice.pathway].notes.len();
    let mut notes: Vec<Note> = (0..rules.notes.len())
        .map(Note::OfTheYear)
        .chain((0..of_pathway).map(Note::OfThePathway))
        .collect();
    for (category, state) in states.iter() {
        match *state {
            CategoryState::Reweighted { .. }
                if stands_in(category) && low.percents[category].is_some() => {}
            CategoryState::Reweighted { reason, basis } => {
                notes.push(Note::Reweighted(category, reason, basis));
            }
            CategoryState::Unknown if stands_in(category) => {}
            CategoryState::Unknown => notes.push(Note::Unknown(category)),
            CategoryState::Scored {
                source: PercentSource::Assigned,
                ..
            } => notes.push(Note::Assigned(category)),
            CategoryState::Scored { .. }
                if states::is_exempt(rules, practice, category)
                    && final_scores
                        .iter()
                        .any(|final_score| !final_score.weights[category].is_zero()) =>
            {
                notes.push(Note::Restored(category));
            }
            CategoryState::Scored { .. } | CategoryState::NotSubmitted => {}
        }
    }
    if final_scores.iter().all(|final_score| final_score.replaced) {
        notes.push(Note::ReplacedByThreshold);
    }
    if practice.facility_based.is_some() && rules.facility_based.is_some() {
        let is_usable =
            |possibility: &Possibility| facility::usable(rules, practice, possibility).is_some();
        let quality_counts =
            |possibility: &Possibility| possibility.replaceable.contains(Category::Quality);
        notes.push(if !possibilities.iter().any(quality_counts) {
            Note::FacilityWithoutQuality
        } else if !possibilities.iter().any(is_usable) {
            Note::FacilityNeedsSubmission
        } else if by_facility {
            Note::FacilityUsed
        } else if final_scores
            .iter()
            .all(|final_score| !final_score.facility_based)
        {
            Note::FacilityNotHigher
        } else {
            match (low.facility_based, high.facility_based) {
                (true, true) => Note::FacilityUsed,
                (true, false) => Note::FacilityUsedAt("low"),
                (false, true) => Note::FacilityUsedAt("high"),
                (false, false) => Note::FacilityNotHigher,
            }
        });
    }
    if !practice.size_is_stated && size_matters(rules, practice) {
        notes.push(Note::SizeAssumed(None));
    }
    if !final_scores.iter().all(|final_score| final_score.replaced) {
        notes.extend(bonus_note(rules, practice, final_scores));
    }
    notes.push(Note::of_factor(factors.basis));
    if practice.payment.additional_scaling_factor.is_some() {
        notes.push(Note::AdditionalFactorGiven);
    }
    notes
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
