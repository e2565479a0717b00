//! Promoting interoperability: measures, attestations, exclusions.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A measure, an attestation or a claimable exclusion of the year.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PiMeasure {
    /// As CMS prints it.
    pub title: String,
    /// The objective it belongs to.
    pub objective: Option<String>,
    /// The part it plays in the score.
    pub category: Option<ReportingCategory>,
    /// CMS's flag: required (unless it is excluded, or a substitute is reported).
    #[serde(default)]
    pub required: bool,
    /// CMS's flag: earns bonus points.
    #[serde(default)]
    pub bonus: bool,
    /// What is reported.
    pub metric_type: PiMetric,
    /// The most percentage points it earns, 2017 to 2019.
    pub weight: Option<Decimal>,
    /// `transition`: the measure set for 2014 Edition technology, 2017 and 2018.
    #[serde(default)]
    pub measure_sets: Vec<String>,
    /// The measures that stand in for it, or exclude each other with it.
    #[serde(default)]
    pub substitutes: Vec<String>,
    /// The ids that claim its exclusion.
    #[serde(default)]
    pub exclusions: Vec<String>,
    /// The two levels of active engagement with a public health registry: pre-production, validated production.
    #[serde(default)]
    pub preprod: Vec<String>,
    /// The first performance year of the measure.
    pub first_year: u16,
}

/// The part that a promoting interoperability measure plays in the score.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ReportingCategory {
    /// Base score, 2017 and 2018.
    Base,
    /// Performance score, 2017 and 2018.
    PerformanceBonus,
    /// Bonus for further public health registries, 2017 and 2018.
    RegistryBonus,
    /// Bonus for improvement activities done with certified technology, 2017 and 2018.
    CehrtBonus,
    /// Attestation before the score, 2017.
    PreAttestation,
    /// Attestation before the score, 2018.
    Attestation,
    /// Required, from 2019.
    Required,
    /// Bonus, from 2019.
    Bonus,
    /// Exclusion to claim, from 2019.
    Exclusion,
}

/// What is reported of a promoting interoperability measure.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PiMetric {
    /// A numerator and a denominator.
    Proportion,
    /// Yes or no.
    Boolean,
}
