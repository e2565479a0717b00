//! Eligibility, the Advanced APM track and the cost of taking part against the year's rules.

use rust_decimal::Decimal;

use super::Admission;
use crate::{
    practice::{
        Practice,
        taking_part::{
            ApmFacts, EligibilityFacts, ParticipationCost, StatedType, ThresholdScores, Volume,
        },
    },
    problem::{Code, Problem},
    rules::terms::{
        Election, LowVolumeReason, MipsStatus, PartialQpElection, Participation, QpStatus,
        SpecialStatus,
    },
};

impl Admission<'_> {
    pub(super) fn check_taking_part(&mut self, practice: &Practice) {
        let Some(taking_part) = practice.taking_part.as_deref() else {
            return;
        };
        if let Some(facts) = &taking_part.eligibility {
            self.check_type(practice, facts);
            self.check_days(practice, facts);
            self.check_maqi(facts);
            self.check_shares(practice, facts);
            self.check_election(practice, facts, taking_part.apm.as_ref());
            self.check_volume(&facts.volume, "eligibility");
            if let Some(group) = &facts.group {
                self.check_volume(group, "eligibility.group");
                let has_own = facts.volume != Volume::default();
                if practice.participation == Participation::Group
                    && has_own
                    && facts.volume != *group
                {
                    let message = "a group's figures stand twice, in `eligibility` and in `eligibility.group`, and differ";
                    self.error(Code::Contradiction, "eligibility.group", message);
                }
            }
            self.check_virtual_group(facts);
        }
        if let Some(apm) = &taking_part.apm {
            self.check_apm(apm);
        }
        if let Some(cost) = &taking_part.cost {
            self.check_cost_of_participation(cost);
        }
    }

    /// The special statuses that follow from figures, beside those that are stated.
    pub(super) fn derive_statuses(&mut self, practice: &mut Practice) {
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

    fn check_type(&mut self, practice: &Practice, facts: &EligibilityFacts) {
        if let (Some(one), Some(other)) = (practice.clinician_type, facts.clinician_type)
            && StatedType::Listed(one) != other
        {
            let message = "it is not the type that stands in `practice`";
            self.error(Code::Contradiction, "eligibility.clinician_type", message);
        }
    }

    fn check_days(&mut self, practice: &Practice, facts: &EligibilityFacts) {
        let year = self.rules.performance_year;
        if let Some(day) = facts.medicare_enrolled.filter(|day| day.year() > year) {
            let message = format!("{day} is after performance year {year}");
            self.error(Code::OutOfRange, "eligibility.medicare_enrolled", message);
        }
        let path = "eligibility.joined";
        let Some(day) = facts.joined else {
            return;
        };
        if day.year() != year {
            let message = format!("{day} does not lie in performance year {year}");
            self.error(Code::OutOfRange, path, message);
        }
        if practice.participation != Participation::Individual {
            let message = "the day on which a clinician joined belongs in an individual's file";
            self.error(Code::Contradiction, path, message);
        }
    }

    /// The Medicare Advantage demonstration ran in some years only.
    fn check_maqi(&mut self, facts: &EligibilityFacts) {
        if facts.maqi == Some(true) && self.rules.eligibility.maqi.is_none() {
            let what = "there is no Medicare Advantage demonstration (MAQI)";
            self.not_in_year("eligibility.maqi", what, |rules| {
                rules.eligibility.maqi.is_some()
            });
        }
    }

    /// Encounters are a clinician's, shares of clinicians a group's: the other kind has no effect.
    fn check_shares(&mut self, practice: &Practice, facts: &EligibilityFacts) {
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
                let message = format!("it is a figure of {whose}: it decides nothing here");
                self.error(
                    Code::NoEffect,
                    &format!("eligibility.statuses.{key}"),
                    message,
                );
            }
        }
    }

    fn check_election(
        &mut self,
        practice: &Practice,
        facts: &EligibilityFacts,
        apm: Option<&ApmFacts>,
    ) {
        let path = "eligibility.election";
        if facts.election != Some(Election::OptIn) {
            return;
        }
        if self.rules.eligibility.opt_in.is_none() {
            self.not_in_year(path, "there is no opting in", |rules| {
                rules.eligibility.opt_in.is_some()
            });
        }
        if practice.participation == Participation::Subgroup {
            let message = "a subgroup cannot opt in, nor can a group that opts in form one";
            let help = "see 42 CFR 414.1318(a)(2)";
            self.error(Code::Contradiction, path, message).help = Some(help.into());
        }
        if apm.is_some_and(|apm| apm.qp_status == Some(QpStatus::Qp)) {
            let message = "a QP is out of MIPS and cannot opt in";
            self.error(Code::Contradiction, path, message);
        }
    }

    fn check_volume(&mut self, volume: &Volume, path: &str) {
        let has_services = self
            .rules
            .eligibility
            .low_volume
            .limits
            .covered_services
            .is_some();
        let has_figures = !volume.segments.is_empty();
        if has_figures && volume.low_volume_reason.is_some() {
            let message = "figures stand beside CMS's code of what is not exceeded";
            let problem = Problem::new(
                Code::Contradiction,
                format!("{path}.low_volume_reason"),
                message,
            );
            self.problems.push(problem.on_key());
        }
        let names_services = matches!(
            volume.low_volume_reason,
            Some(
                LowVolumeReason::Services
                    | LowVolumeReason::ChargesServices
                    | LowVolumeReason::BeneficiariesServices
                    | LowVolumeReason::All
            )
        );
        let what = "there is no low-volume limit of covered services";
        if names_services && !has_services {
            self.not_in_year(&format!("{path}.low_volume_reason"), what, |rules| {
                rules
                    .eligibility
                    .low_volume
                    .limits
                    .covered_services
                    .is_some()
            });
        }
        if volume.mips_status == Some(MipsStatus::OptInEligible)
            && self.rules.eligibility.opt_in.is_none()
        {
            self.not_in_year(
                &format!("{path}.mips_status"),
                "there is no opting in",
                |rules| rules.eligibility.opt_in.is_some(),
            );
        }
        if has_services {
            return;
        }
        for segment in volume
            .segments
            .iter()
            .filter(|it| it.covered_services.is_some())
        {
            let path = match segment.number {
                Some(number) => format!("{path}.segment.{number}.covered_services"),
                None => format!("{path}.covered_services"),
            };
            let message = format!("{what} in performance year {}", self.rules.performance_year);
            self.error(Code::NoEffect, &path, message);
        }
    }

    fn check_virtual_group(&mut self, facts: &EligibilityFacts) {
        let Some(group) = &facts.virtual_group else {
            return;
        };
        let path = "eligibility.virtual_group";
        let Some(rules) = &self.rules.virtual_groups else {
            self.not_in_year(path, "there are no virtual groups", |rules| {
                rules.virtual_groups.is_some()
            });
            return;
        };
        let (practices, size) = (rules.practices, rules.clinicians_of_a_practice);
        let Some(count) = group.practices.map(Decimal::from) else {
            return;
        };
        if !practices.is_met(count) {
            let message = format!("a virtual group takes {practices} practices");
            self.error(Code::OutOfRange, &format!("{path}.practices"), message);
        } else if let Some(members) = group.members.map(Decimal::from)
            && members > count * size.figure()
        {
            let message = format!(
                "{members} clinicians in {count} practices: each practice has {size} eligible clinicians"
            );
            self.error(Code::OutOfRange, &format!("{path}.members"), message);
        }
    }

    fn check_apm(&mut self, apm: &ApmFacts) {
        let is_qp = matches!(apm.qp_status, Some(QpStatus::Qp | QpStatus::PartialQp));
        if apm.advanced == Some(false) && is_qp {
            let message = "only participants of Advanced APMs are QPs or Partial QPs";
            self.error(Code::Contradiction, "apm.qp_status", message);
        }
        let elects = apm.partial_qp_election == Some(PartialQpElection::Mips);
        if elects && apm.advanced == Some(false) {
            let message = "only a Partial QP elects MIPS, and only an Advanced APM has any";
            self.error(Code::Contradiction, "apm.partial_qp_election", message);
        } else if elects && apm.qp_status.is_some_and(|it| it != QpStatus::PartialQp) {
            let message = "only a Partial QP elects MIPS";
            self.error(Code::Contradiction, "apm.partial_qp_election", message);
        }
        let none = ThresholdScores::default();
        let has_scores = [apm.scores, apm.entity, apm.all_payer]
            .iter()
            .any(|it| *it != none);
        if apm.advanced == Some(false) && has_scores {
            let message = "the threshold scores decide nothing: the APM is no Advanced APM";
            self.error(Code::NoEffect, "apm.advanced", message);
        }
        let scores = [
            ("all_payer_payment_score", apm.all_payer.payment),
            ("all_payer_patient_score", apm.all_payer.patient),
        ];
        for (key, _) in scores.into_iter().filter(|(_, score)| score.is_some()) {
            if self.rules.advanced_apm.all_payer.is_none() {
                self.not_in_year(
                    &format!("apm.{key}"),
                    "there is no All-Payer option",
                    |rules| rules.advanced_apm.all_payer.is_some(),
                );
            }
        }
        match (apm.conversion_factor_qp, apm.conversion_factor) {
            (Some(_), None) => self.lacks_factor("conversion_factor"),
            (None, Some(_)) => self.lacks_factor("conversion_factor_qp"),
            (Some(qp), Some(other)) if qp < other => {
                let message = format!("{qp}: the factor of a QP is not below the other, {other}");
                self.error(Code::Contradiction, "apm.conversion_factor_qp", message);
            }
            _ => {}
        }
    }

    fn lacks_factor(&mut self, key: &str) {
        let message = "the two conversion factors go together";
        let problem = Problem::new(Code::MissingKey, format!("apm.{key}"), message);
        self.problems.push(problem.on_key());
    }

    fn check_cost_of_participation(&mut self, cost: &ParticipationCost) {
        let Some(class) = &cost.class else {
            return;
        };
        let known = &self.rules.participation_costs.per_physician;
        if known.contains_key(class) {
            return;
        }
        let names: Vec<&str> = known.keys().map(String::as_str).collect();
        let message = format!("`{class}` is not one of {}", names.join(", "));
        let problem = Problem::new(Code::UnknownWord, "cost_of_participation.class", message);
        self.problems.push(problem.nearest(class, names));
    }
}
