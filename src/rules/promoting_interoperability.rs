//! How promoting interoperability is scored: 42 CFR 414.1375 and 414.1380(b)(4).

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::status::Status;
use crate::decimal::Rounding;

/// How the category is scored; in performance year 2017 it was called advancing care information.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PromotingInteroperability {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The most points, which are percent of the category.
    pub maximum: Decimal,
    /// How long the performance period must be.
    pub period: PerformancePeriod,
    /// The editions that the technology must be certified to; absent where every CEHRT id is taken.
    #[serde(default)]
    pub certified_technology: Option<CertifiedTechnology>,
    /// What must be attested, for no points.
    pub attestations: Attestations,
    /// How points come about.
    pub method: InteroperabilityMethod,
}

/// The performance period.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PerformancePeriod {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The fewest continuous days.
    pub minimum_days: u32,
}

/// What a CEHRT id must say.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CertifiedTechnology {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The editions, as the third to fifth characters of a CEHRT id name them.
    pub editions: Vec<String>,
}

/// What must be attested.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Attestations {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// With yes.
    pub yes: Vec<String>,
    /// With yes or no, as long as it is answered.
    #[serde(default)]
    pub yes_or_no: Vec<String>,
    /// May be answered, and changes nothing.
    #[serde(default)]
    pub optional: Vec<String>,
}

/// How points come about.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum InteroperabilityMethod {
    /// A base score that takes every base measure, performance points by deciles, and bonuses.
    BasePerformanceBonus(BasePerformanceBonus),
    /// Points for the performance of each required measure; an excluded measure's points move on.
    MeasurePoints(MeasurePoints),
}

/// Base, performance and bonus scores, 42 CFR 414.1380(b)(4)(i).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BasePerformanceBonus {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The base score.
    pub base_points: Decimal,
    /// The measures of which each must be reported, excluded or stood in for.
    pub base: Vec<String>,
    /// Measures of the transition set, with those of the main set that each stands in for.
    pub transition: BTreeMap<String, Vec<String>>,
    /// Exclusions that may be claimed, with the measure that each excuses.
    pub exclusions: BTreeMap<String, String>,
    /// The performance score.
    pub performance: PerformanceScore,
    /// The public health registry that earns performance points.
    pub registry: Registry,
    /// Bonuses, each given once.
    pub bonuses: BTreeMap<String, Bonus>,
    /// The bonus for newer technology alone; absent in years without it.
    #[serde(default)]
    pub technology_bonus: Option<TechnologyBonus>,
}

/// The performance score, 42 CFR 414.1380(b)(4)(i)(B).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PerformanceScore {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The most points, registry included.
    pub maximum: Decimal,
    /// What becomes of a rate between two deciles.
    pub rate: RateBetweenDeciles,
    /// The most points of each measure; a tenth of them for each decile of its rate, an incomplete one included.
    pub points: BTreeMap<String, Decimal>,
}

/// What becomes of a rate between two deciles, 42 CFR 414.1380(b)(4)(i)(B).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RateBetweenDeciles {
    /// It is rounded to the nearest whole percent, above 0 to 1 at least, and then the decile counts that it has begun.
    NearestPercent,
    /// The decile counts that it has begun.
    BegunDecile,
}

/// The public health registry that earns performance points.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Registry {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Points, once.
    pub points: Decimal,
    /// The measures that earn them.
    pub measures: Vec<String>,
}

/// A bonus that is given once, however many of its measures are reported.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Bonus {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Points.
    pub points: Decimal,
    /// The measures that earn it.
    pub measures: Vec<String>,
    /// Second registries for a measure, with that measure; without it they earn nothing.
    #[serde(default)]
    pub second_registry: BTreeMap<String, String>,
}

/// The bonus for reporting with newer technology alone, 42 CFR 414.1380(b)(4)(i)(C)(3).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TechnologyBonus {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Points.
    pub points: Decimal,
    /// The editions that earn it, as the third to fifth characters of a CEHRT id name them.
    pub editions: Vec<String>,
}

/// Points for the performance of each required measure, 42 CFR 414.1380(b)(4)(ii).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MeasurePoints {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The fewest points of a proportion with at least one in the numerator.
    pub minimum_points: Decimal,
    /// How a measure's points are rounded.
    pub rounding: Rounding,
    /// The most points of each measure, before others' points move to it.
    pub points: BTreeMap<String, Decimal>,
    /// Ways to report health information exchange.
    pub exchange: Exchange,
    /// Exclusions that may be claimed.
    pub exclusions: Exclusions,
    /// Where the points of an excluded measure go.
    pub redistribution: Redistribution,
    /// Public health and clinical data exchange.
    pub public_health: PublicHealth,
    /// Bonuses, each given once.
    #[serde(default)]
    pub bonuses: BTreeMap<String, Bonus>,
}

/// Ways to report health information exchange, of which one is chosen.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Exchange {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The measures of each way.
    pub ways: Vec<Vec<String>>,
}

/// Exclusions that may be claimed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Exclusions {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The measure that each exclusion excuses.
    pub of: BTreeMap<String, String>,
}

/// Where the points of an excluded measure go.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Redistribution {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// In which parts.
    #[serde(default)]
    pub split: Split,
    /// To these; of measures that belong to a way of exchange, to those of the way that was chosen.
    pub to: BTreeMap<String, Vec<String>>,
}

/// In which parts the points of an excluded measure go to several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Split {
    /// In equal parts.
    #[default]
    Equal,
    /// All to the first of them.
    First,
}

/// Public health and clinical data exchange.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PublicHealth {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Points of the objective, all or none.
    pub points: Decimal,
    /// How many of the measures it takes, reported or excluded.
    pub needed: usize,
    /// The measures.
    pub measures: Vec<String>,
    /// A second registry for a measure, which counts as another measure.
    #[serde(default)]
    pub second_registry: BTreeMap<String, String>,
    /// Measures of which every answer earns full credit; their points stay in the objective.
    #[serde(default)]
    pub suppressed: BTreeMap<String, Suppression>,
    /// Where the objective's points go when all that it takes is excluded.
    pub excluded_points_go_to: Vec<String>,
}

/// Why every answer earns full credit.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Suppression {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
}
