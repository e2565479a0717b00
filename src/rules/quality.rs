//! How the year scores the quality category: the `[quality]` tables of `rules.toml`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{collection_type::CollectionType, status::Status};
use crate::{
    decimal::Rounding,
    rules::terms::{Participation, Pathway},
};

mod bonuses;
pub(super) mod check;
mod pathways;
mod points;

pub use bonuses::{
    ComplexOrganization, EndToEndBonus, HighPriorityBonus, Improvement, SmallPracticePoints,
};
pub use pathways::{FixedSet, PathwayMethod, PathwayQuality};
pub use points::{
    Achievement, BelowOneBound, BySize, CaseMinimum, DataCompleteness, NewMeasures, Suppression,
    ToppedOut,
};

/// The quality category of a year, 42 CFR 414.1380(b)(1).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct QualityRules {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The most percent that the category reaches.
    pub maximum_percent: Decimal,
    /// What a measure with a benchmark earns.
    pub achievement: Achievement,
    /// How a performance rate is rounded before it is looked up.
    pub rate_rounding: Rounding,
    /// How the part of a point between two deciles is rounded.
    pub partial_points_rounding: Rounding,
    /// How much of the eligible data must be reported.
    pub data_completeness: DataCompleteness,
    /// How many cases a measure needs.
    pub case_minimum: CaseMinimum,
    /// What complete data earn without a benchmark or with too few cases.
    pub without_benchmark: BySize,
    /// What incomplete data earn.
    pub incomplete: BySize,
    /// Floors of new measures; absent in years without them.
    #[serde(default)]
    pub new_measures: Option<NewMeasures>,
    /// What a rate of 0 earns; absent in years in which nobody asks.
    #[serde(default)]
    pub rate_of_zero: Option<RateOfZero>,
    /// Who is free of the cap on topped-out measures; absent in years without the cap.
    #[serde(default)]
    pub topped_out: Option<ToppedOut>,
    /// What becomes of measures whose data CMS suppresses; absent in years without suppression.
    #[serde(default)]
    pub suppression: Option<Suppression>,
    /// How several collection types go together.
    pub collection_types: CollectionTypes,
    /// The CMS Web Interface; absent in years without it.
    #[serde(default)]
    pub web_interface: Option<WebInterface>,
    /// The CAHPS for MIPS survey.
    pub cahps: Cahps,
    /// Measures that CMS computes from claims.
    pub administrative_claims: AdministrativeClaims,
    /// Eligible measure applicability: when fewer measures than required are enough.
    pub eligible_measures: EligibleMeasures,
    /// Which measures count, by pathway.
    pub pathways: BTreeMap<Pathway, PathwayQuality>,
    /// The high-priority bonus; absent in years without it.
    #[serde(default)]
    pub high_priority_bonus: Option<HighPriorityBonus>,
    /// The bonus for end-to-end electronic reporting; absent in years without it.
    #[serde(default)]
    pub end_to_end_bonus: Option<EndToEndBonus>,
    /// The points of small practices within the category; absent in years without them.
    #[serde(default)]
    pub small_practice_points: Option<SmallPracticePoints>,
    /// The complex organization adjustment; absent in years without it.
    #[serde(default)]
    pub complex_organization: Option<ComplexOrganization>,
    /// The improvement percent score; absent in years without it.
    #[serde(default)]
    pub improvement: Option<Improvement>,
}

/// How several collection types go together.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CollectionTypes {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// How they are combined.
    pub method: Combination,
    /// The types that only small practices may use.
    pub small_practice_only: Vec<CollectionType>,
}

/// How several collection types go together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Combination {
    /// Each of these sets is scored by itself, and the best one wins.
    SeparateSets(Vec<Vec<CollectionType>>),
    /// All are scored together; of a measure reported in several types, the one with the most points counts.
    BestPerMeasure,
}

/// The CMS Web Interface: every one of its measures is required.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WebInterface {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The pathways on which it may be used.
    pub pathways: Vec<Pathway>,
    /// Who may use it.
    pub participation: Vec<Participation>,
    /// Who may use it on a pathway, where that is not the same.
    #[serde(default)]
    pub participation_on: BTreeMap<Pathway, Vec<Participation>>,
    /// The fewest clinicians of a group that may use it, in years with groups; an APM Entity may be of any size.
    #[serde(default)]
    pub minimum_clinicians: Option<u32>,
    /// The measures.
    pub measures: Vec<String>,
    /// Points of a measure with incomplete data.
    pub incomplete_points: Decimal,
    /// What a rate below the 30th percentile earns, where the benchmarks leave it open.
    #[serde(default)]
    pub below_30th_percentile: BelowScale,
}

/// What a rate earns that is short of the first bound of a benchmark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BelowScale {
    /// The floor.
    #[default]
    Floor,
    /// The points of the decile below, which begins at the worst possible rate.
    Interpolated,
}

/// What a rate of 0 earns, or one of 100 where lower is better.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RateOfZero {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Its points.
    pub points: ZeroPoints,
}

/// The points of a rate of 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ZeroPoints {
    /// Those of the law: the benchmark's, and its floor.
    Floor,
    /// None.
    None,
}

impl WebInterface {
    /// Who may use it on a pathway.
    #[must_use]
    pub fn open_to(&self, pathway: Pathway) -> &Vec<Participation> {
        self.participation_on
            .get(&pathway)
            .unwrap_or(&self.participation)
    }
}

/// The CAHPS for MIPS survey.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Cahps {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The measure that the survey as a whole is.
    pub measure: String,
    /// Other ids of the same, for ACOs.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Who may use it.
    pub participation: Vec<Participation>,
    /// What a sample that is too small takes off; absent in years without the rule.
    #[serde(default)]
    pub sampling_shortfall: Option<SamplingShortfall>,
}

impl Cahps {
    /// Whether an id is that of the survey as a whole.
    #[must_use]
    pub fn is_whole(&self, id: &str) -> bool {
        self.measure == id || self.aliases.iter().any(|alias| alias == id)
    }
}

/// A group that registered for the survey and had too few patients to sample.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SamplingShortfall {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The most other measures submitted with which the reduction is due.
    pub most_measures: usize,
    /// What it takes off the available points.
    pub points_off: Decimal,
}

/// Measures that CMS computes from claims, on top of what is submitted.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AdministrativeClaims {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Participants who are too few by nature for a measure that names a least number of clinicians.
    pub below_minimum_clinicians: Vec<Participation>,
}

/// Eligible measure applicability: fewer measures are enough when no others apply.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EligibleMeasures {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The collection types it is for; a submission with any other submitted type gets none.
    pub collection_types: Vec<CollectionType>,
    /// The pathways it is for.
    pub pathways: Vec<Pathway>,
    /// What measures beside a complete topic do to it that belong to none.
    pub measures_outside: MeasuresOutside,
}

/// Whether a measure that belongs to no clinical topic may be beside a complete one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MeasuresOutside {
    /// The complete topic is enough all the same.
    Allowed,
    /// The full number of measures is required.
    Refused,
}
