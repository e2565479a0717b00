//! What a reader of a cost score must know.

use std::fmt;

use rust_decimal::Decimal;

/// Something about the cost category.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
                "Cost is an estimate: CMS has not published this year's benchmarks, so placeholders are used",
            ),
            Self::Quantiles => f.write_str(
                "Cost is an estimate: this year's published benchmarks are not in deciles",
            ),
            Self::OutsideMvp(ids) => write!(
                f,
                "Not part of the MVP, so these cost measures do not count: {}",
                ids.join(", ")
            ),
            Self::ImprovementOpen(most) => write!(
                f,
                "Last year's cost percent is not given (prior_year.cost_percent): improvement could add up to {most} to the cost percent"
            ),
        }
    }
}
