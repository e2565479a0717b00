//! What a year adds to the achievement points of quality.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::rules::{
    collection_type::CollectionType,
    status::Status,
    terms::{Participation, Pathway},
};

/// The bonus for high-priority measures beyond the required one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct HighPriorityBonus {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Points of an outcome or patient experience measure.
    pub outcome_points: Decimal,
    /// Points of another high-priority measure.
    pub other_points: Decimal,
    /// The most that the bonus adds, in percent of the available points.
    pub maximum_percent: Decimal,
    /// Pathways on which it is given.
    pub pathways: Vec<Pathway>,
    /// Collection types that earn none.
    pub exempt_collection_types: Vec<CollectionType>,
}

/// The bonus for measures that are reported electronically from end to end.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EndToEndBonus {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Points of a measure.
    pub points: Decimal,
    /// The most that the bonus adds, in percent of the available points.
    pub maximum_percent: Decimal,
    /// Pathways on which it is given.
    pub pathways: Vec<Pathway>,
    /// Collection types that can earn it.
    pub collection_types: Vec<CollectionType>,
    /// Collection types that are electronic from end to end unless the practice file says otherwise.
    pub electronic_by_nature: Vec<CollectionType>,
}

/// Points of small practices within the category.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SmallPracticePoints {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Points, when at least one measure is submitted.
    pub points: Decimal,
}

/// The complex organization adjustment.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ComplexOrganization {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Points of a measure with complete data and enough cases.
    pub points: Decimal,
    /// The most that the adjustment adds, in percent of the available points.
    pub maximum_percent: Decimal,
    /// Who gets it.
    pub participation: Vec<Participation>,
    /// The collection types that earn it.
    pub collection_types: Vec<CollectionType>,
}

/// The improvement percent score: percentage points for a higher quality achievement than the year before.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Improvement {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// A lower achievement percent of the year before counts as this one.
    pub prior_floor: Decimal,
    /// Percentage points for an achievement that doubled.
    pub multiplier: Decimal,
    /// The most percentage points.
    pub maximum: Decimal,
}
