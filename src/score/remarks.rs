//! What a reader of the score must know: what was moved, assumed, or may change.

use super::{
    cases::Case,
    final_score::{self, Outcome},
    payment::YearFactors,
    weights::{self, Source, Standing},
};
use crate::{
    category::{ByCategory, Category},
    practice::{ComplexPatientInput, Practice},
    rules::{FactorBasis, Rules},
    score::scorecard::Note,
};

/// The notes of a score, apart from those of its categories.
pub(super) fn remarks(
    rules: &Rules,
    practice: &Practice,
    standings: &ByCategory<Standing>,
    cases: &[Case],
    outcomes: &[Outcome],
    [low, high]: [&Outcome; 2],
    factors: &YearFactors,
) -> Vec<Note> {
    let by_facility = outcomes.iter().all(|outcome| outcome.facility_based);
    let stands_in =
        |category| by_facility && matches!(category, Category::Quality | Category::Cost);
    let of_pathway = rules.pathways[&practice.pathway].notes.len();
    let mut notes: Vec<Note> = (0..rules.notes.len())
        .map(Note::OfTheYear)
        .chain((0..of_pathway).map(Note::OfThePathway))
        .collect();
    for (category, standing) in standings.iter() {
        match *standing {
            Standing::Reweighted { .. }
                if stands_in(category) && low.percents[category].is_some() => {}
            Standing::Reweighted { reason, ground } => {
                notes.push(Note::Reweighted(category, reason, ground));
            }
            Standing::Unknown if stands_in(category) => {}
            Standing::Unknown => notes.push(Note::Unknown(category)),
            Standing::Scored {
                source: Source::Assigned,
                ..
            } => notes.push(Note::Assigned(category)),
            Standing::Scored { .. }
                if weights::is_exempt(rules, practice, category)
                    && outcomes
                        .iter()
                        .any(|outcome| !outcome.weights[category].is_zero()) =>
            {
                notes.push(Note::Restored(category));
            }
            Standing::Scored { .. } | Standing::NotSubmitted => {}
        }
    }
    if outcomes.iter().all(|outcome| outcome.replaced) {
        notes.push(Note::ReplacedByThreshold);
    }
    if practice.facility_based.is_some() && rules.facility_based.is_some() {
        let is_usable = |case: &Case| final_score::usable_facility(rules, practice, case).is_some();
        let quality_counts = |case: &Case| case.replaceable.contains(Category::Quality);
        notes.push(if !cases.iter().any(quality_counts) {
            Note::FacilityWithoutQuality
        } else if !cases.iter().any(is_usable) {
            Note::FacilityNeedsSubmission
        } else if by_facility {
            Note::FacilityUsed
        } else if outcomes.iter().all(|outcome| !outcome.facility_based) {
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
        notes.push(Note::SizeAssumed);
    }
    if !outcomes.iter().all(|outcome| outcome.replaced) {
        notes.extend(bonus_note(rules, practice, outcomes));
    }
    notes.push(match factors.basis {
        FactorBasis::Assumed => Note::FactorAssumed,
        FactorBasis::Implied => Note::FactorImplied,
        FactorBasis::User => Note::FactorGiven,
    });
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

fn bonus_note(rules: &Rules, practice: &Practice, outcomes: &[Outcome]) -> Option<Note> {
    let bonus = rules.complex_patient_bonus.as_ref()?;
    match practice.complex_patient_bonus {
        ComplexPatientInput::NotGiven => Some(Note::BonusNotGiven(bonus.maximum)),
        ComplexPatientInput::Unknown if outcomes.iter().any(|outcome| outcome.bonus_is_due) => {
            Some(Note::BonusUnknown)
        }
        ComplexPatientInput::Points(points) if points.is_zero() => None,
        ComplexPatientInput::Points(_)
        | ComplexPatientInput::Raw(_)
        | ComplexPatientInput::Unknown => outcomes
            .iter()
            .all(|outcome| !outcome.bonus_is_due)
            .then_some(Note::BonusWithoutData),
        ComplexPatientInput::None => None,
    }
}
