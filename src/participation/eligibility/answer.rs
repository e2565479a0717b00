//! The answer for one practice file.

use crate::{
    participation::{
        low_volume::{LevelTest, LimitRow},
        qp::QpStanding,
        verdict::{Test, Verdict},
    },
    rules::terms::Participation,
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
