//! Eligibility, the Advanced APM track and the cost of taking part against the year's rules.

mod apm;
mod statuses;
mod volume;

use super::Admission;
use crate::{
    practice::{
        Practice,
        taking_part::{ApmFacts, EligibilityFacts, StatedType, Volume},
    },
    problem::Code,
    rules::terms::{Election, Participation, QpStatus},
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
                    let message = "a group's figures are given twice, in `eligibility` and in `eligibility.group`, and differ";
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

    fn check_type(&mut self, practice: &Practice, facts: &EligibilityFacts) {
        if let (Some(one), Some(other)) = (practice.clinician_type, facts.clinician_type)
            && StatedType::Listed(one) != other
        {
            let message = "this is not the clinician type that `practice` gives";
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
        self.check_opt_in(path);
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
}
