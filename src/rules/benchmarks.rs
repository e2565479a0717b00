//! A year's benchmarks: by collection type, then measure.
//!
//! CMS publishes benchmarks in several layouts; the tables hold one. `d` lists the bounds **in scoring order, worst to
//! best**, and `first` is the decile at which the first of them begins, so that the last one always begins decile 10:
//! a direct measure's bounds ascend, an inverse one's descend. A rate lies in the highest decile whose bound it reaches
//! ([`Benchmark::decile`]); equal neighbours leave the lower decile empty. A rate that reaches no bound is below the
//! scale, where the year's floor applies.

mod bounds;
mod check;
mod file;
mod resolve;
mod scale;
mod shape;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use bounds::Bounds;
use file::Row;
pub use scale::{Basis, Benchmark, Place};
pub use shape::Shape;

use super::{collection_type::CollectionType, rows::Rows, status::Provenance};

/// The benchmarks of one performance year, `rules/<year>/benchmarks.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "file::BenchmarkFile")]
#[non_exhaustive]
pub struct BenchmarkTable {
    /// The performance year whose measures these benchmarks score.
    pub performance_year: u16,
    /// The year whose data made the historical benchmarks: two years before, as a rule.
    pub benchmark_year: u16,
    /// Where the figures come from.
    pub provenance: Provenance,
    /// Facts in the rows that CMS's benchmark file does not state, by name, each with its own source.
    pub additions: Rows<Provenance>,
    /// The decile that begins at the first bound of a row that does not say it.
    first: u8,
    by_type: [Rows<Row>; 8],
}

impl BenchmarkTable {
    /// The benchmark of a measure in a collection type. Without one the pair has no benchmark, which is common.
    #[must_use]
    pub fn get(&self, collection_type: CollectionType, measure: &str) -> Option<&Benchmark> {
        let row = self.rows(collection_type).get(measure)?;
        Some(row.in_table(self))
    }

    /// All benchmarks of a collection type, by measure id.
    #[must_use]
    pub fn of(&self, collection_type: CollectionType) -> BTreeMap<&str, &Benchmark> {
        let rows = self.rows(collection_type).iter();
        rows.map(|(id, row)| (id.as_str(), row.in_table(self)))
            .collect()
    }

    /// The ids of the measures that have a benchmark in a collection type.
    pub fn ids(&self, collection_type: CollectionType) -> impl Iterator<Item = &str> {
        self.rows(collection_type).keys().map(String::as_str)
    }

    /// Every benchmark of the year with its collection type and measure id.
    pub fn iter(&self) -> impl Iterator<Item = (CollectionType, &str, &Benchmark)> {
        CollectionType::ALL.into_iter().flat_map(move |kind| {
            self.of(kind)
                .into_iter()
                .map(move |(id, row)| (kind, id, row))
        })
    }

    fn rows(&self, collection_type: CollectionType) -> &Rows<Row> {
        &self.by_type[collection_type as usize]
    }
}
