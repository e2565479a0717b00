//! The figures of the low-volume threshold, and the size of a virtual group.

use rust_decimal::Decimal;

use crate::{
    practice::{
        admit::Admission,
        taking_part::{EligibilityFacts, Volume},
    },
    problem::{Code, Problem},
    rules::{
        Rules,
        terms::{LowVolumeReason, MipsStatus},
    },
};

impl Admission<'_> {
    pub(super) fn check_volume(&mut self, volume: &Volume, path: &str) {
        if !volume.segments.is_empty() && volume.low_volume_reason.is_some() {
            let message = "give the figures or CMS's code of what is not exceeded, not both";
            let problem = Problem::new(
                Code::Contradiction,
                format!("{path}.low_volume_reason"),
                message,
            );
            self.problems.push(problem.on_key());
        }
        if volume.mips_status == Some(MipsStatus::OptInEligible) {
            self.check_opt_in(&format!("{path}.mips_status"));
        }
        if !has_services_limit(self.rules) {
            self.check_services(volume, path);
        }
    }

    /// Whether the year has opting in, where this key speaks of it.
    pub(super) fn check_opt_in(&mut self, path: &str) {
        if self.rules.eligibility.opt_in.is_none() {
            self.not_in_year(path, "there is no opt-in", |rules| {
                rules.eligibility.opt_in.is_some()
            });
        }
    }

    /// What is said of covered services in a year that sets them no limit.
    fn check_services(&mut self, volume: &Volume, path: &str) {
        let what = "there is no low-volume limit of covered services";
        let names_services = matches!(
            volume.low_volume_reason,
            Some(
                LowVolumeReason::Services
                    | LowVolumeReason::ChargesServices
                    | LowVolumeReason::BeneficiariesServices
                    | LowVolumeReason::All
            )
        );
        if names_services {
            let path = format!("{path}.low_volume_reason");
            self.not_in_year(&path, what, has_services_limit);
        }
        let segments = volume.segments.iter();
        for segment in segments.filter(|it| it.covered_services.is_some()) {
            let path = match segment.number {
                Some(number) => format!("{path}.segment.{number}.covered_services"),
                None => format!("{path}.covered_services"),
            };
            let message = format!("{what} in performance year {}", self.rules.performance_year);
            self.error(Code::NoEffect, &path, message);
        }
    }

    pub(super) fn check_virtual_group(&mut self, facts: &EligibilityFacts) {
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
}

fn has_services_limit(rules: &Rules) -> bool {
    rules
        .eligibility
        .low_volume
        .limits
        .covered_services
        .is_some()
}
