//! Whether the year knows the words that the file uses of the practice.

use super::Admission;
use crate::{
    practice::admitted::Practice,
    problem::Code,
    rules::terms::{Participation, SpecialStatus},
};

impl Admission<'_> {
    pub(super) fn check_year(&mut self, own: Option<u16>) {
        let year = self.rules.performance_year;
        let path = "performance_year";
        match own {
            Some(own) if own == year => {}
            Some(own) => {
                let message = format!(
                    "the file is for performance year {own}, and the rules are those of {year}"
                );
                self.error(Code::Contradiction, path, message);
            }
            None => {
                self.error(Code::MissingKey, path, "the performance year is missing");
            }
        }
    }

    pub(super) fn check_size(
        &mut self,
        practice: &Practice,
        clinicians: Option<u32>,
        designated: Option<bool>,
    ) {
        let most = self.rules.small_practice.maximum_clinicians;
        if let (Some(count), Some(small)) = (clinicians, designated)
            && (count <= most) != small
        {
            let size = if small {
                "a small practice"
            } else {
                "no small practice"
            };
            let message = format!(
                "{count} clinicians, but practice.small_practice says {size}: small_practice is used"
            );
            self.error(Code::Unlikely, "practice.small_practice", message);
        }
        if clinicians == Some(0) {
            self.error(
                Code::OutOfRange,
                "practice.clinicians",
                "a practice has at least one clinician",
            );
        }
        if practice.participation == Participation::Group && clinicians == Some(1) {
            let message =
                "a group has at least two clinicians; one alone takes part as an individual";
            self.error(Code::Unlikely, "practice.clinicians", message);
        }
    }

    pub(super) fn check_words(&mut self, practice: &Practice) {
        let kind = practice.participation;
        if !self.rules.participation.kinds.contains(&kind) {
            let what = format!("no participation `{}`", kind.key());
            self.not_in_year("practice.participation", &what, |rules| {
                rules.participation.kinds.contains(&kind)
            });
        }
        for status in &practice.special_statuses {
            if !self.rules.special_statuses.kinds.contains(status) {
                let what = format!("no special status `{}`", status.key());
                self.not_in_year("practice.special_statuses", &what, |rules| {
                    rules.special_statuses.kinds.contains(status)
                });
            }
        }
        if let Some(clinician) = practice.clinician_type {
            if !self.rules.clinician_types.kinds.contains(&clinician) {
                let what = format!(
                    "`{}` is not a type of MIPS eligible clinician",
                    clinician.key()
                );
                self.not_in_year("practice.clinician_type", &what, |rules| {
                    rules.clinician_types.kinds.contains(&clinician)
                });
            }
            if kind != Participation::Individual {
                let problem = self.error(
                    Code::NoEffect,
                    "practice.clinician_type",
                    "a clinician type matters for individuals only",
                );
                problem.help = Some(
                    "for a group whose every clinician is exempt, write promoting_interoperability.reweighted = \"special_status\""
                        .into(),
                );
            }
        }
        self.check_group_statuses(practice);
    }

    /// Some statuses have no definition for groups: a group holds them only when everyone in it does.
    fn check_group_statuses(&mut self, practice: &Practice) {
        if practice.participation == Participation::Individual {
            return;
        }
        let undefined: Vec<SpecialStatus> = self
            .rules
            .automatic_reweighting
            .values()
            .flat_map(|automatic| automatic.statuses_without_group_definition.iter().copied())
            .filter(|status| practice.special_statuses.contains(status))
            .collect();
        for status in undefined {
            let message = format!(
                "a group is `{}` this year only when every MIPS eligible clinician in it is; we assume so",
                status.key()
            );
            self.error(Code::Unlikely, "practice.special_statuses", message);
        }
    }
}
