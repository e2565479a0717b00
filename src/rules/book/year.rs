//! One year's rules with its measures, benchmarks and citations.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{
    lookup::{Citation, Lookup},
    tables::MeasureTables,
};
use crate::rules::{Rules, benchmarks::BenchmarkTable, measures::Inventory};

/// One year's rules, ready to score with.
pub struct YearRules {
    /// What `rules.toml` says.
    pub rules: Rules,
    /// The settings and files that replace built-in figures; empty for the built-in rules.
    pub overrides: Vec<String>,
    pub(super) measures: Arc<MeasureTables>,
    lookup: Lookup,
}

impl std::fmt::Debug for YearRules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("YearRules")
            .field("performance_year", &self.rules.performance_year)
            .field("overrides", &self.overrides)
            .finish_non_exhaustive()
    }
}

impl std::ops::Deref for YearRules {
    type Target = Rules;

    fn deref(&self) -> &Rules {
        &self.rules
    }
}

impl YearRules {
    pub(super) fn new(
        rules: Rules,
        lookup: Lookup,
        overrides: Vec<String>,
        measures: Arc<MeasureTables>,
    ) -> Self {
        Self {
            rules,
            overrides,
            measures,
            lookup,
        }
    }

    /// The year's benchmarks; none where none are published.
    #[must_use]
    pub fn benchmarks(&self) -> Option<&BenchmarkTable> {
        self.measures.benchmarks.get()
    }

    /// What can be reported in the year; none where it is not published.
    #[must_use]
    pub fn inventory(&self) -> Option<&Inventory> {
        self.measures.inventory.get()
    }

    /// The citation that governs a dotted path of the rules: its table's, or the nearest one around it.
    #[must_use]
    pub fn citation(&self, path: &str) -> Citation {
        self.lookup.citation(path)
    }

    /// The number at a dotted path of the rules.
    #[must_use]
    pub fn figure(&self, path: &str) -> Option<Decimal> {
        self.lookup.figure(path)
    }
}
