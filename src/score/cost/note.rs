//! What a reader of a cost score must know.

use std::fmt;

use rust_decimal::Decimal;

/// Something about the cost category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CostNote {
    /// Benchmarks stand in for ones that CMS has not published: the score is an estimate.
    Placeholder,
    /// The published benchmarks hold other quantiles than deciles: the score is an estimate.
    Quantiles,
    /// These measures do not belong to the MVP.
    OutsideMvp(Vec<String>),
    /// The percent of the year before is not given: an improvement score of up to so many points could be added.
    ImprovementOpen(Decimal),
}

impl fmt::Display for CostNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Placeholder => f.write_str(
                "Cost is an estimate: CMS has not published the year's benchmarks, and placeholders were used",
            ),
            Self::Quantiles => f.write_str(
                "Cost is an estimate: the year's published benchmarks hold other quantiles than deciles",
            ),
            Self::OutsideMvp(ids) => write!(
                f,
                "These cost measures do not belong to the MVP and do not count: {}",
                ids.join(", ")
            ),
            Self::ImprovementOpen(most) => write!(
                f,
                "The cost percent of the year before is not given: an improvement score of up to {most} could be added"
            ),
        }
    }
}
