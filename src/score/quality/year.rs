//! Everything that a year says of quality, and the practice it is said of.

use rust_decimal::Decimal;

use crate::{
    practice::Practice,
    rules::{
        benchmarks::{Benchmark, BenchmarkTable},
        collection_type::CollectionType,
        measures::{self, Inventory},
        quality::{PathwayMethod, PathwayQuality, QualityRules},
    },
};

/// Everything that a year says of quality, and the practice it is said of.
#[derive(Clone, Copy)]
pub struct Year<'a> {
    pub number: u16,
    pub rules: &'a QualityRules,
    pub pathway: &'a PathwayQuality,
    pub inventory: &'a Inventory,
    pub benchmarks: Option<&'a BenchmarkTable>,
    pub practice: &'a Practice,
}

impl<'a> Year<'a> {
    /// The record of a measure, and its benchmark in a collection type, where it has one.
    pub fn record(
        &self,
        collection_type: CollectionType,
        id: &str,
    ) -> Option<(&'a measures::QualityMeasure, Option<&'a Benchmark>)> {
        let row = self.inventory.quality.get(id)?;
        let benchmark = self
            .benchmarks
            .and_then(|table| table.get(collection_type, id));
        Some((row, benchmark))
    }
}

impl Year<'_> {
    /// Whether the cap on topped-out measures holds.
    pub fn is_capped(&self, collection_type: CollectionType) -> bool {
        self.rules.topped_out.as_ref().is_some_and(|rules| {
            !rules.exempt_collection_types.contains(&collection_type)
                && !rules.exempt_pathways.contains(&self.practice.pathway)
        })
    }

    /// The floor of a measure that is new to the program.
    pub fn floor_of_new(&self, row: &measures::QualityMeasure) -> Option<Decimal> {
        let floors = &self.rules.new_measures.as_ref()?.floors;
        let years_before = self.number.checked_sub(row.first_year)?;
        floors.get(usize::from(years_before)).copied()
    }

    /// Whether what cannot be scored leaves the sums, instead of earning the points of its class.
    pub fn unscored_leaves(&self, collection_type: CollectionType) -> bool {
        matches!(
            collection_type,
            CollectionType::WebInterface | CollectionType::AdminClaims
        ) || matches!(self.pathway.method, PathwayMethod::FixedSet(_))
    }
}
