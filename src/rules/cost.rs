//! How cost is scored: 42 CFR 414.1350 and 414.1380(b)(2).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::status::Status;

/// How the category is scored. Case minimums are with the measures, and bounds with the benchmarks.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Cost {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The fewest points of a scored measure.
    pub minimum_points: Decimal,
    /// The most points of a measure.
    pub maximum_points: Decimal,
    /// What the benchmarks are made of.
    pub benchmarks: CostBenchmarks,
    /// The improvement score; absent in years in which it is zero.
    #[serde(default)]
    pub improvement: Option<CostImprovement>,
}

/// What the benchmarks are made of. Points are looked up on their bounds in the same way.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CostBenchmarks {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// What makes the bounds.
    pub method: CostMethod,
}

/// What makes the bounds of a cost benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CostMethod {
    /// Deciles of the performance period.
    Deciles,
    /// The median, which earns a tenth of the performance threshold, and standard deviations around it.
    MedianAndDeviation,
}

/// The improvement score, 42 CFR 414.1380(b)(2)(iv).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CostImprovement {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The most percentage points.
    pub maximum: Decimal,
}
