//! Where a category can stand.

use crate::{decimal::Exact, rules::terms::Reason};

/// What became of a category once the law has moved what it moves by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CategoryState {
    /// It has a percent.
    Scored {
        /// The percent.
        percent: Exact,
        /// Where the percent comes from.
        source: PercentSource,
    },
    /// Nothing was submitted: 0 percent at full weight.
    NotSubmitted,
    /// Its weight went to the other categories.
    Reweighted {
        /// Why.
        reason: Reason,
        /// On what basis.
        basis: ReweightingBasis,
    },
    /// Not known yet.
    Unknown,
}

/// Where a category percent comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PercentSource {
    /// The practice file gives it.
    Given,
    /// It was computed from measures or activities.
    Computed,
    /// A hospital's score stands in for it.
    FacilityBased,
    /// CMS assigns it on the pathway.
    Assigned,
}

impl PercentSource {
    /// The word in JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Computed => "computed",
            Self::FacilityBased => "facility_based",
            Self::Assigned => "assigned",
        }
    }
}

/// The basis on which a category's weight moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReweightingBasis {
    /// The practice file says that CMS granted it.
    Granted,
    /// The category carries no weight for anyone this year.
    NeverScored,
    /// The pathway's weights leave it out.
    Pathway,
    /// An APM Entity's reporting leaves it out.
    ApmEntity,
    /// A status, type or size exempts the practice, which submitted nothing.
    Automatic,
    /// Extreme and uncontrollable circumstances cover the clinician automatically.
    Circumstances,
    /// None of its measures could be scored.
    NothingScored,
}

/// What was computed of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Computed {
    /// Nothing: its state in the file is all there is.
    Nothing,
    /// A percent.
    Percent(Exact),
    /// That none of its measures can be scored.
    NotScored,
    /// That nothing was submitted: nobody was eligible for what was reported.
    NotSubmitted,
}
