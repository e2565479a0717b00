//! The verdicts that what is known leaves open: the year's tests in their order.

use super::subject::Subject;
use crate::{
    date::Date,
    participation::{
        low_volume::LevelTest,
        verdict::{Test, Verdict, by_volume},
    },
    practice::taking_part::{StatedType, Volume},
    rules::terms::{Election, MipsStatus, Participation, QpStatus},
};

/// The verdicts that are possible, each with the test that would decide.
pub(super) type Possible = Vec<(Verdict, Test)>;

impl Subject<'_> {
    /// The verdicts that what is known leaves open; one where it is settled.
    pub(super) fn possible(&self, own: &LevelTest, group: Option<&LevelTest>) -> Possible {
        if let Some(settled) = self.before_qp() {
            return vec![settled];
        }
        let statuses = match self.qp.status {
            Some(status) => vec![status],
            None if self.qp_is_open => vec![QpStatus::Qp, QpStatus::PartialQp, QpStatus::None],
            None => vec![QpStatus::None],
        };
        let mut possible = Possible::new();
        let mut add = |found: (Verdict, Test)| {
            if possible.iter().all(|(verdict, _)| *verdict != found.0) {
                possible.push(found);
            }
        };
        for status in statuses {
            match status {
                QpStatus::Qp => add((Verdict::Qp, Test::Qp)),
                QpStatus::PartialQp if !self.elects_mips => {
                    add((Verdict::PartialQp, Test::PartialQp));
                }
                QpStatus::PartialQp if self.is_without_volume() => {
                    add((Verdict::PartialQp, Test::PartialQp));
                }
                QpStatus::PartialQp | QpStatus::None => {
                    self.after_qp(own, group).into_iter().for_each(&mut add);
                }
            }
        }
        possible
    }

    /// Whether nothing is said of the volume.
    fn is_without_volume(&self) -> bool {
        self.facts.volume == Volume::default() && self.facts.group.is_none()
    }

    pub(super) fn before_qp(&self) -> Option<(Verdict, Test)> {
        if !self.is_individual() {
            return None;
        }
        let is_listed = match self.clinician_type() {
            Some(StatedType::Listed(kind)) => self.rules.clinician_types.kinds.contains(&kind),
            Some(StatedType::Other) => false,
            None => true,
        };
        if !is_listed {
            return Some((Verdict::Exempt, Test::ClinicianType));
        }
        let enrolled = self.facts.medicare_enrolled.map(Date::year);
        (enrolled == Some(self.rules.performance_year))
            .then_some((Verdict::Exempt, Test::NewEnrollment))
    }

    pub(super) fn clinician_type(&self) -> Option<StatedType> {
        let of_practice = self.practice.clinician_type.map(StatedType::Listed);
        self.facts.clinician_type.or(of_practice)
    }

    fn after_qp(&self, own: &LevelTest, group: Option<&LevelTest>) -> Possible {
        if self.is_exempt_by_maqi() {
            return vec![(Verdict::Exempt, Test::Maqi)];
        }
        if self.level() == Participation::VirtualGroup {
            return vec![(Verdict::MipsEligible, Test::VirtualGroup)];
        }
        let own_possible = own.possible(self.has_opt_in(self.tested_level()));
        let groups: Vec<Option<MipsStatus>> = match group {
            Some(group) => {
                let possible = group.possible(self.has_opt_in(Participation::Group));
                possible.into_iter().map(Some).collect()
            }
            None => vec![None],
        };
        let mut possible = Possible::new();
        for own in own_possible {
            for group in &groups {
                let (mut verdict, test) =
                    by_volume(own, *group, self.facts.virtual_group.is_some());
                if self.level() == Participation::Subgroup && verdict == Verdict::OptInEligible {
                    // A group that opts in has no subgroups, 42 CFR 414.1318(a)(2).
                    verdict = Verdict::Exempt;
                }
                if possible.iter().all(|(it, _)| *it != verdict) {
                    possible.push((verdict, test));
                }
            }
        }
        possible
    }

    /// Whether the demonstration of Medicare Advantage exempts the clinician, whatever the practice does.
    pub(super) fn is_exempt_by_maqi(&self) -> bool {
        let is_maqi = self.facts.maqi == Some(true) && self.rules.eligibility.maqi.is_some();
        is_maqi && self.is_individual()
    }

    /// Whether the file's clinician must take part: the same for every verdict that is possible, or not known.
    pub(super) fn bound(&self, possible: &Possible) -> Option<bool> {
        let mut found: Option<Option<bool>> = None;
        for (verdict, test) in possible {
            let bound = match verdict {
                Verdict::MipsEligible if self.is_individual() || *test == Test::VirtualGroup => {
                    Some(true)
                }
                // Nobody is bound to report as a group; whether its clinicians are in MIPS is theirs.
                Verdict::MipsEligible | Verdict::Unknown => None,
                Verdict::GroupOnly | Verdict::OptInEligible => {
                    Some(self.election() == Election::OptIn)
                }
                Verdict::PartialQp => Some(self.elects_mips),
                Verdict::Exempt | Verdict::Qp => Some(false),
            };
            match found {
                None => found = Some(bound),
                Some(so_far) if so_far == bound => {}
                Some(_) => return None,
            }
        }
        found.flatten()
    }
}
