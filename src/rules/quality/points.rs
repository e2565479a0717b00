//! What a quality measure earns: floors, minimums, classes and caps.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::rules::{collection_type::CollectionType, status::Status, terms::Pathway};

/// What a measure with a benchmark earns.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Achievement {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The most points of a measure, which is what it adds to the available points.
    pub maximum: Decimal,
    /// The least points of a measure that is scored on a benchmark.
    pub floor: Decimal,
    /// What a rate earns that falls short of a benchmark whose deciles all begin at the same rate, in years that leave it open;
    /// the floor in the others.
    #[serde(default)]
    pub below_one_bound: Option<BelowOneBound>,
}

/// What a rate earns that falls short of a benchmark whose deciles all begin at the same rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BelowOneBound {
    /// The floor.
    Floor,
    /// The most points of a measure.
    Maximum,
}

/// How much of the eligible data must be reported.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DataCompleteness {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The least percent, by collection type; an absent type has no such test.
    pub percent: BTreeMap<CollectionType, Decimal>,
}

/// How many cases a measure needs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CaseMinimum {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The fewest cases, where the measure itself names no other number.
    pub cases: Decimal,
}

/// Points that depend on the size of the practice.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BySize {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Points of a practice that is not small.
    pub points: Decimal,
    /// Points of a small practice.
    pub small_practice_points: Decimal,
}

impl BySize {
    /// The points of a practice of this size.
    #[must_use]
    pub fn of(&self, small_practice: bool) -> Decimal {
        if small_practice {
            self.small_practice_points
        } else {
            self.points
        }
    }
}

/// Floors of measures that are new to the program.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NewMeasures {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The least points, for the first, the second, ... year of a measure.
    pub floors: Vec<Decimal>,
}

/// Who is free of the cap on topped-out measures. Which benchmarks are capped is with the benchmarks.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ToppedOut {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Collection types without the cap.
    pub exempt_collection_types: Vec<CollectionType>,
    /// Pathways without the cap.
    pub exempt_pathways: Vec<Pathway>,
}

/// What becomes of suppressed measures. Which are suppressed is with the measures.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Suppression {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The measures that a suppressed measure takes away from those that count.
    pub fewer_measures: usize,
}
