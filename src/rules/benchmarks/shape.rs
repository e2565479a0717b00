//! How the bounds of a benchmark were made.

use serde::Deserialize;

/// How the bounds of a benchmark were made.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Shape {
    /// From the distribution of the rates.
    #[default]
    Empirical,
    /// Flat percentages, 10 to 90 in steps of ten.
    Flat,
    /// The defined ladder of topped-out measures that are free of the 7-point cap.
    DefinedToppedOut,
    /// Median and standard deviations; decile 7 spans one standard deviation around the median.
    SdBased,
    /// Percentiles 99, 95, 90, 75, 50, 25, 10, 5 and 1 are where deciles are meant; CMS scored with them as they are.
    Quantiles,
}
