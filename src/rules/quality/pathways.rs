//! Which quality measures count, by pathway.

use serde::{Deserialize, Serialize};

use crate::rules::{collection_type::CollectionType, status::Status};

/// Which measures count on a pathway.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PathwayQuality {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The program, as the measures name it, whose measures may be reported; an MVP names its own.
    pub program: String,
    /// The collection types that may be reported.
    pub collection_types: Vec<CollectionType>,
    /// How they are chosen.
    pub method: PathwayMethod,
}

/// How the measures that count are chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum PathwayMethod {
    /// The best of all that were submitted, one of them an outcome measure, or else a high-priority one.
    BestSubmitted {
        /// How many count.
        required: usize,
    },
    /// The best of an MVP's measures, one of them an outcome measure, or else a high-priority one; and on top of them
    /// the best of the population health measures of its foundational layer.
    BestOfMvp {
        /// How many count.
        required: usize,
        /// Whether a small practice that reports all of an MVP's claims measures has done enough.
        small_practice_claims: bool,
    },
    /// All measures of a set.
    FixedSet(FixedSet),
}

/// A set of measures that all count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FixedSet {
    /// The measures to report, in one collection type or another.
    pub measures: Vec<String>,
    /// The survey measure.
    pub survey: String,
    /// The measures that CMS computes from claims.
    pub administrative_claims: Vec<String>,
}
