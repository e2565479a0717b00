//! Whether a clinician or practice is in MIPS, by the year's ordered tests; what is not known is named.

mod missing;

use super::{
    low_volume::{self, LevelTest, LimitRow},
    qp::{self, QpStanding},
    verdict::{Test, Verdict, by_volume},
};
use crate::{
    practice::{
        Practice,
        taking_part::{EligibilityFacts, StatedType, Volume},
    },
    rules::{
        Rules,
        terms::{Election, MipsStatus, PartialQpElection, Participation, QpStatus},
    },
};

/// What a clinician or practice may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Choice {
    /// Opt in; it is final.
    OptIn,
    /// Report without an adjustment.
    Voluntary,
    /// Do nothing.
    Nothing,
    /// Elect MIPS as a Partial QP.
    ElectMips,
}

impl Choice {
    /// The word in JSON and CSV.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::OptIn => "opt_in",
            Self::Voluntary => "voluntary",
            Self::Nothing => "nothing",
            Self::ElectMips => "elect_mips",
        }
    }
}

/// A figure that is missing, and how it would decide.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Missing {
    /// Its dotted path.
    pub path: String,
    /// What follows from what it may be, in a sentence.
    pub decides: String,
}

/// The answer for one practice file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Eligibility {
    /// How the file takes part.
    pub level: Participation,
    /// The verdict.
    pub verdict: Verdict,
    /// The test that decided; none while the verdict is not known.
    pub decided_by: Option<Test>,
    /// Whether the clinician must take part, or has bound itself to.
    pub bound: Option<bool>,
    /// Whether data may be submitted now: an election comes before any data.
    pub may_submit: Option<bool>,
    /// What may be chosen.
    pub may: Vec<Choice>,
    /// What is missing.
    pub missing: Vec<Missing>,
    /// The low-volume threshold at the file's own level.
    pub own: LevelTest,
    /// The low-volume threshold of the practice, for an individual.
    pub group: Option<LevelTest>,
    /// Standing in an Advanced APM.
    pub qp: QpStanding,
    /// What was taken for granted, and what is open.
    pub notes: Vec<String>,
}

impl Eligibility {
    /// Every figure with its limit.
    pub fn limits(&self) -> impl Iterator<Item = &LimitRow> {
        self.own
            .rows
            .iter()
            .chain(self.group.iter().flat_map(|group| &group.rows))
    }

    /// The dates of the year's calendar that matter for what may be chosen.
    #[must_use]
    pub fn dates(&self) -> &'static [&'static str] {
        match self.verdict {
            Verdict::PartialQp => &["partial_qp_election", "submission"],
            Verdict::MipsEligible | Verdict::GroupOnly | Verdict::OptInEligible => {
                &["mvp_registration", "submission"]
            }
            Verdict::Exempt | Verdict::Qp => &["submission"],
            Verdict::Unknown => &["segment_2", "submission"],
        }
    }
}

/// Holds what a practice file says against the year's tests, in their order.
#[must_use]
pub fn eligibility(rules: &Rules, practice: &Practice) -> Eligibility {
    let nothing = EligibilityFacts::default();
    let taking_part = practice.taking_part.as_deref();
    let facts = taking_part
        .and_then(|it| it.eligibility.as_ref())
        .unwrap_or(&nothing);
    let apm = taking_part.and_then(|it| it.apm.as_ref());
    let subject = Subject {
        rules,
        practice,
        facts,
        elects_mips: apm.and_then(|it| it.partial_qp_election) == Some(PartialQpElection::Mips),
        qp: qp::standing(&rules.advanced_apm, apm),
        qp_is_open: apm.is_some_and(|it| it.advanced == Some(true)),
    };
    subject.answer()
}

struct Subject<'a> {
    rules: &'a Rules,
    practice: &'a Practice,
    facts: &'a EligibilityFacts,
    elects_mips: bool,
    qp: QpStanding,
    /// Whether the file says that there is an Advanced APM, so that an absent score is not known.
    qp_is_open: bool,
}

/// The verdicts that are possible, each with the test that would decide.
type Possible = Vec<(Verdict, Test)>;

impl Subject<'_> {
    fn level(&self) -> Participation {
        self.practice.participation
    }

    fn is_individual(&self) -> bool {
        self.level() == Participation::Individual
    }

    fn has_opt_in(&self, level: Participation) -> bool {
        let opt_in = self.rules.eligibility.opt_in.as_ref();
        opt_in.is_some_and(|it| it.levels.contains(&level))
    }

    /// The level whose volume is tested for this file.
    fn tested_level(&self) -> Participation {
        let levels = &self.rules.eligibility.low_volume.levels;
        match self.level() {
            Participation::Individual => Participation::Individual,
            Participation::ApmEntity if levels.contains(&Participation::ApmEntity) => {
                Participation::ApmEntity
            }
            _ => Participation::Group,
        }
    }

    fn own_test(&self) -> LevelTest {
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
            // Figures of the TIN are a group's own, in whichever of the two tables they stand.
            (Some(group), Participation::Group) if self.facts.volume == Volume::default() => {
                low_volume::test(rules, level, group, "eligibility.group", only)
            }
            _ => low_volume::test(rules, level, &self.facts.volume, "eligibility", only),
        }
    }

    fn group_test(&self) -> Option<LevelTest> {
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

    fn answer(self) -> Eligibility {
        let (own, group) = (self.own_test(), self.group_test());
        let possible = self.possible(&own, group.as_ref());
        let (verdict, decided_by) = match possible[..] {
            [(verdict, test)] => (verdict, Some(test)),
            _ => (Verdict::Unknown, None),
        };
        let own_may_opt_in =
            own.possible(self.has_opt_in(self.tested_level())) == [MipsStatus::OptInEligible];
        let bound = self.bound(&possible);
        let may = self.may(verdict, own_may_opt_in);
        let may_submit = match verdict {
            Verdict::Unknown => None,
            Verdict::OptInEligible => Some(self.election() != Election::None),
            _ => Some(true),
        };
        let missing = self.missing(verdict, &own, group.as_ref());
        let notes = self.notes(verdict, own_may_opt_in, &own);
        Eligibility {
            level: self.level(),
            verdict,
            decided_by,
            bound,
            may_submit,
            may,
            missing,
            own,
            group,
            qp: self.qp,
            notes,
        }
    }

    fn election(&self) -> Election {
        self.facts.election.unwrap_or(Election::None)
    }

    /// The verdicts that what is known leaves open; one where it is settled.
    fn possible(&self, own: &LevelTest, group: Option<&LevelTest>) -> Possible {
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

    fn before_qp(&self) -> Option<(Verdict, Test)> {
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
        let enrolled = self
            .facts
            .medicare_enrolled
            .map(super::super::date::Date::year);
        (enrolled == Some(self.rules.performance_year))
            .then_some((Verdict::Exempt, Test::NewEnrollment))
    }

    fn clinician_type(&self) -> Option<StatedType> {
        let of_practice = self.practice.clinician_type.map(StatedType::Listed);
        self.facts.clinician_type.or(of_practice)
    }

    fn after_qp(&self, own: &LevelTest, group: Option<&LevelTest>) -> Possible {
        let is_maqi = self.facts.maqi == Some(true) && self.rules.eligibility.maqi.is_some();
        if is_maqi && self.is_individual() {
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

    /// Whether the file's clinician must take part: the same for every verdict that is possible, or not known.
    fn bound(&self, possible: &Possible) -> Option<bool> {
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

    fn may(&self, verdict: Verdict, own_may_opt_in: bool) -> Vec<Choice> {
        if self.election() != Election::None && !matches!(verdict, Verdict::PartialQp | Verdict::Qp)
        {
            // An election is final.
            return Vec::new();
        }
        match verdict {
            Verdict::MipsEligible | Verdict::Unknown => Vec::new(),
            Verdict::GroupOnly if own_may_opt_in => {
                vec![Choice::OptIn, Choice::Voluntary, Choice::Nothing]
            }
            Verdict::OptInEligible => vec![Choice::OptIn, Choice::Voluntary, Choice::Nothing],
            Verdict::PartialQp if self.elects_mips => Vec::new(),
            Verdict::PartialQp => vec![Choice::ElectMips, Choice::Voluntary, Choice::Nothing],
            Verdict::GroupOnly | Verdict::Exempt | Verdict::Qp => {
                vec![Choice::Voluntary, Choice::Nothing]
            }
        }
    }
}
