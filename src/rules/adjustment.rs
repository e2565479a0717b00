//! The payment adjustment: 42 CFR 414.1405.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::status::Status;
use crate::decimal::Rounding;

/// The payment adjustment.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Adjustment {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The final score without an adjustment.
    pub performance_threshold: Decimal,
    /// The year's applicable percent: the largest loss, and the largest gain before scaling.
    pub maximum_percent: Decimal,
    /// The most that the statute lets the scaling factor be.
    pub maximum_scaling_factor: Decimal,
    /// The factor that makes gains equal losses over all clinicians.
    pub scaling_factor: ScalingFactor,
    /// The additional adjustment for exceptional performance; absent from performance year 2023 on.
    #[serde(default)]
    pub additional: Option<AdditionalAdjustment>,
    /// How the percent is rounded.
    pub rounding: Rounding,
    /// How the dollars are rounded.
    pub dollars_rounding: Rounding,
}

/// A scaling factor and how well it is known.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ScalingFactor {
    /// Where it comes from.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Whether it follows from published results.
    pub basis: FactorBasis,
    /// The factor.
    pub value: Decimal,
    /// The lowest it may be.
    pub low: Decimal,
    /// The highest it may be.
    pub high: Decimal,
}

/// What a scaling factor rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FactorBasis {
    /// CMS's published results imply it.
    Implied,
    /// No result is published yet.
    Assumed,
    /// The user gave it.
    User,
}

impl FactorBasis {
    /// The word in JSON and text.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Implied => "implied",
            Self::Assumed => "assumed",
            Self::User => "user",
        }
    }
}

/// The additional adjustment for exceptional performance, 42 CFR 414.1405(d).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AdditionalAdjustment {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The final score at which it begins.
    pub performance_threshold: Decimal,
    /// Percent at that score, before scaling.
    pub first_percent: Decimal,
    /// Percent at the highest score, before scaling.
    pub last_percent: Decimal,
    /// The most that its scaling factor can be.
    pub maximum_scaling_factor: Decimal,
    /// The most that is paid nationally in a year.
    pub national_limit_dollars: Decimal,
    /// Its scaling factor.
    pub scaling_factor: ScalingFactor,
}
