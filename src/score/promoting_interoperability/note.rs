//! What a reader of a promoting interoperability score must know.

use std::fmt;

use crate::score::reason::MeasureReason;

/// Something about the promoting interoperability category.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InteroperabilityNote {
    /// The category is 0, because of this.
    Zero(Shortfall),
    /// No CEHRT id is given, and one of newer technology alone would earn a bonus.
    TechnologyBonusOpen,
}

/// What makes the category 0.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shortfall {
    /// The performance period is too short.
    ShortPeriod {
        /// Its days.
        days: u32,
        /// The fewest that are taken.
        minimum: u32,
    },
    /// The CEHRT id names no edition that is taken.
    Technology(String),
    /// This measure or attestation was not reported.
    NotReported(String),
    /// This one was answered with no.
    AnsweredNo(String),
    /// This one has nothing in its numerator.
    NumeratorZero(String),
    /// Too few public health measures are reported or excluded.
    PublicHealth {
        /// So many are.
        met: usize,
        /// So many it takes.
        needed: usize,
        /// The measures that are neither.
        open: Vec<String>,
    },
}

/// How an answer falls short of a required one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    NotReported,
    AnsweredNo,
    NumeratorZero,
}

impl Missing {
    /// What makes the category 0 when the measure `id` falls short so.
    pub(super) fn of(self, id: &str) -> Shortfall {
        match self {
            Self::NotReported => Shortfall::NotReported(id.to_owned()),
            Self::AnsweredNo => Shortfall::AnsweredNo(id.to_owned()),
            Self::NumeratorZero => Shortfall::NumeratorZero(id.to_owned()),
        }
    }

    /// The same, as a measure says it of itself.
    pub(super) fn reason(self) -> MeasureReason {
        match self {
            Self::NotReported => MeasureReason::RequiredNotReported,
            Self::AnsweredNo => MeasureReason::AnsweredNo,
            Self::NumeratorZero => MeasureReason::NumeratorZero,
        }
    }
}

impl fmt::Display for InteroperabilityNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zero(shortfall) => write!(f, "Promoting interoperability is 0: {shortfall}"),
            Self::TechnologyBonusOpen => f.write_str(
                "No CEHRT id is given (promoting_interoperability.cehrt_id): using 2015 Edition technology alone earns a bonus",
            ),
        }
    }
}

impl fmt::Display for Shortfall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ShortPeriod { days, minimum } => {
                write!(
                    f,
                    "the performance period has {days} days, and {minimum} are required"
                )
            }
            Self::Technology(id) => write!(
                f,
                "the CEHRT id `{id}` is not of an edition that CMS accepts this year"
            ),
            Self::NotReported(id) => write!(f, "{id} is required and missing"),
            Self::AnsweredNo(id) => write!(f, "{id} was answered no, and yes is required"),
            Self::NumeratorZero(id) => {
                write!(f, "{id} has a numerator of 0, and at least 1 is required")
            }
            Self::PublicHealth { met, needed, .. } => write!(
                f,
                "{met} of the {needed} required public health measures are reported or excluded"
            ),
        }
    }
}
