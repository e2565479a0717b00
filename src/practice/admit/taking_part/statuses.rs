//! Special statuses that follow from figures.

use crate::{
    practice::{Practice, admit::Admission, taking_part::EligibilityFacts},
    problem::Code,
    rules::terms::{Participation, SpecialStatus},
};

impl Admission<'_> {
    /// The special statuses that follow from figures, beside those that are stated.
    pub(in crate::practice::admit) fn derive_statuses(&mut self, practice: &mut Practice) {
        let facts = practice
            .taking_part
            .as_deref()
            .and_then(|it| it.eligibility.as_ref());
        let Some(figures) = facts.map(|it| it.statuses) else {
            return;
        };
        let is_one = practice.participation == Participation::Individual;
        for (status, key, value) in [
            (
                SpecialStatus::NonPatientFacing,
                "patient_facing_encounters",
                figures.patient_facing_encounters.filter(|_| is_one),
            ),
            (
                SpecialStatus::NonPatientFacing,
                "non_patient_facing_share",
                figures.non_patient_facing_share.filter(|_| !is_one),
            ),
            (
                SpecialStatus::HospitalBased,
                "hospital_share",
                figures.hospital_share,
            ),
            (SpecialStatus::AscBased, "asc_share", figures.asc_share),
            (
                SpecialStatus::FacilityBased,
                "facility_share",
                figures.facility_share,
            ),
            (
                SpecialStatus::Rural,
                "rural_share",
                figures.rural_share.filter(|_| !is_one),
            ),
            (
                SpecialStatus::Hpsa,
                "hpsa_share",
                figures.hpsa_share.filter(|_| !is_one),
            ),
        ] {
            let threshold = self.rules.special_status_thresholds.get(&status);
            let limit = threshold.and_then(|it| if is_one { it.clinician } else { it.group });
            let (Some(value), Some(limit)) = (value, limit) else {
                continue;
            };
            let is_known = self.rules.special_statuses.kinds.contains(&status);
            if limit.is_met(value) && is_known && !practice.special_statuses.contains(&status) {
                practice.special_statuses.push(status);
                let message = format!("{value} is {limit}: taken as `{}`", status.key());
                self.error(
                    Code::Unlikely,
                    &format!("eligibility.statuses.{key}"),
                    message,
                );
            }
        }
    }

    /// Encounters are a clinician's, shares of clinicians a group's: the other kind has no effect.
    pub(super) fn check_shares(&mut self, practice: &Practice, facts: &EligibilityFacts) {
        let is_one = practice.participation == Participation::Individual;
        let figures = &facts.statuses;
        for (key, is_given, is_of_one) in [
            (
                "patient_facing_encounters",
                figures.patient_facing_encounters.is_some(),
                true,
            ),
            (
                "non_patient_facing_share",
                figures.non_patient_facing_share.is_some(),
                false,
            ),
            ("rural_share", figures.rural_share.is_some(), false),
            ("hpsa_share", figures.hpsa_share.is_some(), false),
        ] {
            if is_given && is_of_one != is_one {
                let whose = if is_of_one { "a clinician" } else { "a group" };
                let message = format!("this is a figure of {whose}, so it has no effect here");
                self.error(
                    Code::NoEffect,
                    &format!("eligibility.statuses.{key}"),
                    message,
                );
            }
        }
    }
}
