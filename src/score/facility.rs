//! When a hospital's quality and cost scores may stand in for the practice's own: 42 CFR 414.1380(e).

use super::possibility::Possibility;
use crate::{
    category::Category,
    practice::{
        FacilityScores, Practice,
        states::{CategoryState, ReweightingBasis},
    },
    rules::{
        FacilityComparison, Rules,
        terms::{Participation, Reason},
    },
};

/// Facility-based scores, where the practice has them and takes part in them.
pub(super) fn usable(
    rules: &Rules,
    practice: &Practice,
    possibility: &Possibility,
) -> Option<(FacilityScores, FacilityComparison)> {
    let facility = rules.facility_based.as_ref()?;
    let scores = practice.facility_based?;
    let takes_part = practice.participation == Participation::Individual
        || facility
            .group_submits_one_of
            .iter()
            .any(|category| possibility.submitted.contains(*category));
    (takes_part && possibility.replaceable.contains(Category::Quality))
        .then_some((scores, facility.replaced_by_higher))
}

/// Whether a hospital's score may stand in for the category: not where CMS took its weight away, unless that was for want
/// of measures of its own.
pub(super) fn is_replaceable(state: CategoryState) -> bool {
    match state {
        CategoryState::Reweighted { reason, basis } => {
            reason == Reason::NoApplicableMeasures
                && matches!(
                    basis,
                    ReweightingBasis::Granted | ReweightingBasis::NothingScored
                )
        }
        CategoryState::Scored { .. } | CategoryState::NotSubmitted | CategoryState::Unknown => true,
    }
}
