//! What a practice file says, to be held against the year's tests.

use crate::{
    participation::{
        low_volume::{self, LevelTest},
        qp::QpStanding,
    },
    practice::{
        Practice,
        taking_part::{EligibilityFacts, Volume},
    },
    rules::{
        Rules,
        terms::{Election, Participation},
    },
};

/// One practice with the rules of its year.
pub(super) struct Subject<'a> {
    pub rules: &'a Rules,
    pub practice: &'a Practice,
    pub facts: &'a EligibilityFacts,
    pub elects_mips: bool,
    pub qp: QpStanding,
    /// Whether the file says that there is an Advanced APM, so that an absent score is not known.
    pub qp_is_open: bool,
}

impl Subject<'_> {
    pub(super) fn level(&self) -> Participation {
        self.practice.participation
    }

    pub(super) fn is_individual(&self) -> bool {
        self.level() == Participation::Individual
    }

    pub(super) fn has_opt_in(&self, level: Participation) -> bool {
        let opt_in = self.rules.eligibility.opt_in.as_ref();
        opt_in.is_some_and(|it| it.levels.contains(&level))
    }

    /// The level whose volume is tested for this file.
    pub(super) fn tested_level(&self) -> Participation {
        let levels = &self.rules.eligibility.low_volume.levels;
        match self.level() {
            Participation::Individual => Participation::Individual,
            Participation::ApmEntity if levels.contains(&Participation::ApmEntity) => {
                Participation::ApmEntity
            }
            _ => Participation::Group,
        }
    }

    pub(super) fn own_test(&self) -> LevelTest {
        let rules = &self.rules.eligibility;
        let level = self.tested_level();
        let is_entity = self.level() == Participation::ApmEntity && level == Participation::Group;
        let only = match (&rules.subgroup, self.level()) {
            (Some(subgroup), Participation::Subgroup) => Some(subgroup.segment),
            _ => None,
        };
        match (&self.facts.group, self.level()) {
            (Some(group), Participation::Subgroup | Participation::ApmEntity)
                if is_entity || self.level() == Participation::Subgroup =>
            {
                low_volume::test(rules, level, group, "eligibility.group", only)
            }
            // The year tests clinicians and practices, so the entity's own figures decide nothing.
            (None, Participation::ApmEntity) if is_entity => {
                low_volume::test(rules, level, &Volume::default(), "eligibility.group", None)
            }
            // Figures of the TIN are a group's own, in whichever of the two tables they are.
            (Some(group), Participation::Group) if self.facts.volume == Volume::default() => {
                low_volume::test(rules, level, group, "eligibility.group", only)
            }
            _ => low_volume::test(rules, level, &self.facts.volume, "eligibility", only),
        }
    }

    pub(super) fn group_test(&self) -> Option<LevelTest> {
        if !self.is_individual() {
            return None;
        }
        let group = self.facts.group.as_ref()?;
        let rules = &self.rules.eligibility;
        Some(low_volume::test(
            rules,
            Participation::Group,
            group,
            "eligibility.group",
            None,
        ))
    }

    pub(super) fn election(&self) -> Election {
        self.facts.election.unwrap_or(Election::None)
    }
}
