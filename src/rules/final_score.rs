//! How the final score is put together: its bonuses, 42 CFR 414.1380(c)(3) and (4), and facility-based scores, (e).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    status::Status,
    terms::{Participation, Pathway},
};
use crate::{category::Category, decimal::Rounding};

/// How the final score is put together.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FinalScoreRules {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The most points there are.
    pub maximum: Decimal,
    /// Scored categories that it takes; with fewer the final score is the performance threshold.
    pub minimum_categories: usize,
    /// How it is rounded.
    pub rounding: Rounding,
}

/// The complex patient bonus.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ComplexPatientBonus {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The most points it gives.
    pub maximum: Decimal,
    /// Whether facility-based scoring counts as data for a category, which the bonus requires.
    pub facility_based_counts_as_data: bool,
    /// How it is computed from its raw inputs.
    pub method: ComplexPatientMethod,
}

/// How the complex patient bonus is computed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum ComplexPatientMethod {
    /// multiplier x (hcc x average HCC risk score + `dual_ratio` x ratio of dually eligible patients).
    HccAndDual {
        /// Points for one unit of the average HCC risk score.
        hcc: Decimal,
        /// Points for a dual ratio of one.
        dual_ratio: Decimal,
        /// What the sum is multiplied with.
        multiplier: Decimal,
    },
    /// Two components, each base + slope x (indicator - mean) / standard deviation, summed, not below zero.
    Standardized {
        /// Points of a component at the mean.
        base: Decimal,
        /// Points of a component for each standard deviation.
        slope: Decimal,
        /// Who gets the bonus at all.
        median_gate: MedianGate,
    },
}

/// Who gets the standardized bonus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MedianGate {
    /// Whoever has at least one indicator at or above its median; both components count.
    EitherIndicator,
    /// Each component counts only when its own indicator is at or above its median.
    EachIndicator,
}

/// The small practice bonus on the final score.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SmallPracticeBonus {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Points.
    pub points: Decimal,
}

/// Facility-based quality and cost scores.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FacilityBased {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Who may be scored so.
    pub participation: Vec<Participation>,
    /// On which pathways.
    pub pathways: Vec<Pathway>,
    /// What of the practice's own must be higher to be used instead.
    pub replaced_by_higher: FacilityComparison,
    /// A group takes part only when it submits one of these.
    pub group_submits_one_of: Vec<Category>,
}

/// What is compared between facility-based and own scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FacilityComparison {
    /// The weighted quality and cost scores together.
    QualityAndCostCombined,
    /// The final score.
    FinalScore,
}
