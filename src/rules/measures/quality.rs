//! Quality measures.

use serde::{Deserialize, Serialize};

use super::programs::mips_alone;
use crate::rules::{collection_type::CollectionType, status::Status};

/// A quality measure of the year.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct QualityMeasure {
    /// As CMS prints it.
    pub title: String,
    /// The eCQM's id and version, `CMS122v14`.
    pub cms_id: Option<String>,
    /// What the measure measures; outcomes fill the outcome slot.
    #[serde(rename = "type")]
    pub measure_type: MeasureType,
    /// CMS's flag. See [`is_high_priority`](Self::is_high_priority) for the rows where it is missing.
    #[serde(default)]
    pub high_priority: bool,
    /// Lower rates are better.
    #[serde(default)]
    pub inverse: bool,
    /// What kind of figure is reported.
    #[serde(default)]
    pub metric_type: MetricType,
    /// The collection types in which it can be reported, or is computed.
    pub via: Vec<CollectionType>,
    /// The first performance year of the measure. CMS counts from 2017 in the files of 2017 to 2019, from 2014 later.
    pub first_year: u16,
    /// How the rates of a multi-rate measure become one.
    pub algorithm: Option<Algorithm>,
    /// The names of a multi-rate measure's strata, in CMS's order.
    #[serde(default)]
    pub strata: Vec<String>,
    /// The collection types that are free of the 7-point cap and have the defined topped-out benchmark, from 2025.
    #[serde(default)]
    pub cap_removed: Vec<CollectionType>,
    /// The collection types in which the measure is suppressed: it is taken out of the score and of the maximum.
    #[serde(default)]
    pub suppressed: Vec<CollectionType>,
    /// The collection types in which only the first nine months count.
    #[serde(default)]
    pub truncated: Vec<CollectionType>,
    /// The collection types whose historical benchmark CMS took away.
    #[serde(default)]
    pub benchmark_removed: Vec<CollectionType>,
    /// The fewest cases that are scored, where it is not the year's general minimum.
    pub case_minimum: Option<u32>,
    /// The fewest clinicians in a group for which CMS computes an administrative claims measure.
    pub minimum_clinicians: Option<u32>,
    /// Who may use it, where not everyone may. A virtual group counts as a group.
    #[serde(default)]
    pub registration_types: Vec<RegistrationType>,
    /// The Medicare CQM of this measure, or the measure of this Medicare CQM.
    #[serde(default)]
    pub companions: Vec<String>,
    /// The programs that use it: `mips`, `app`, `app_plus`, `ssp`. MVPs list their measures themselves.
    #[serde(default = "mips_alone")]
    pub programs: Vec<String>,
    /// The specialty sets it belongs to.
    #[serde(default)]
    pub sets: Vec<String>,
    /// How sure the source is of `case_minimum`, `minimum_clinicians` and `registration_types` where CMS's file does not give them.
    pub status: Option<Status>,
}

/// What a quality measure measures, 42 CFR 414.1305.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MeasureType {
    /// What was done.
    Process,
    /// What came of it.
    Outcome,
    /// A result on the way to an outcome, such as a blood pressure.
    IntermediateOutcome,
    /// An outcome that the patient states.
    PatientReportedOutcome,
    /// What patients say about their care.
    PatientEngagementExperience,
    /// Use of resources.
    Efficiency,
    /// Equipment and organization.
    Structure,
    /// The Web Interface's diabetes composite of 2017 and 2018.
    IntermediateOutcomeAndProcess,
}

/// What kind of figure a quality measure reports.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MetricType {
    /// One rate.
    #[default]
    SinglePerformanceRate,
    /// Several strata, each with a rate.
    MultiPerformanceRate,
    /// A ratio, a time, an amount: no percentage.
    NonProportion,
    /// A survey score.
    Cahps,
    /// A rate or amount that CMS computes from claims.
    CostScore,
}

/// How the rates of a multi-rate measure become one.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Algorithm {
    /// The mean of the rates.
    SimpleAverage,
    /// All numerators over all denominators.
    WeightedAverage,
    /// The stratum named `overall`.
    OverallStratumOnly,
    /// All numerators over one denominator, 2017 and 2018.
    SumNumerators,
    /// The `performance` stratum gives the rate, the `reporting` stratum the cases.
    Split,
}

/// Who registers for MIPS, where a measure is not open to all.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RegistrationType {
    /// One clinician.
    Individual,
    /// A group, or a virtual group.
    Group,
    /// Part of a group, for an MVP.
    Subgroup,
    /// An APM Entity.
    ApmEntity,
}

impl MeasureType {
    /// Whether the type fills the outcome slot: outcome, intermediate outcome, patient-reported outcome.
    #[must_use]
    pub fn is_outcome(self) -> bool {
        use MeasureType::{
            IntermediateOutcome, IntermediateOutcomeAndProcess, Outcome, PatientReportedOutcome,
        };
        matches!(
            self,
            Outcome | IntermediateOutcome | IntermediateOutcomeAndProcess | PatientReportedOutcome
        )
    }
}

impl QualityMeasure {
    /// Whether the measure is a high-priority one. Outcome and patient experience measures are, also in the few rows of
    /// 2017 to 2019 where CMS's flag does not say so.
    #[must_use]
    pub fn is_high_priority(&self) -> bool {
        self.high_priority
            || self.measure_type.is_outcome()
            || self.measure_type == MeasureType::PatientEngagementExperience
    }

    /// Whether a qualified clinical data registry owns the measure.
    #[must_use]
    pub fn is_qcdr(&self) -> bool {
        self.via.contains(&CollectionType::Qcdr)
    }

    /// Whether a program (`mips`, `app`, `app_plus`, `ssp`) uses the measure.
    #[must_use]
    pub fn serves(&self, program: &str) -> bool {
        self.programs.iter().any(|one| one == program)
    }

    /// Whether a participant of this kind may use the measure.
    #[must_use]
    pub fn open_to(&self, kind: RegistrationType) -> bool {
        self.registration_types.is_empty() || self.registration_types.contains(&kind)
    }
}
