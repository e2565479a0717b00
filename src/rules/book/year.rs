//! One year's rules with its measures, benchmarks and citations.

use std::sync::{Arc, OnceLock};

use rust_decimal::Decimal;

use super::{
    lookup::{Citation, Lookup},
    tables::MeasureTables,
};
use crate::rules::{
    Rules,
    benchmarks::{Benchmark, BenchmarkTable},
    collection_type::CollectionType,
    flat::{Flat, writing},
    measures::{CostMeasure, Inventory},
};

/// One year's rules, ready to score with.
#[non_exhaustive]
pub struct YearRules {
    /// What `rules.toml` says.
    pub rules: Rules,
    /// The settings and files that replace built-in figures; empty for the built-in rules.
    pub overrides: Vec<String>,
    pub(super) measures: Arc<MeasureTables>,
    source: Source,
}

/// Where citations and figures are looked up.
enum Source {
    Own(Lookup),
    /// One table is another than in the rules that these vary.
    Varied {
        base: Arc<YearRules>,
        key: String,
        /// The table as a flat text.
        table: String,
        lookup: OnceLock<Lookup>,
    },
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
            source: Source::Own(lookup),
        }
    }

    /// Rules that differ from others in the table of one key, which is this flat text.
    pub(super) fn varied(base: &Arc<Self>, key: String, rules: Rules, table: String) -> Self {
        Self {
            rules,
            overrides: Vec::new(),
            measures: Arc::clone(&base.measures),
            source: Source::Varied {
                base: Arc::clone(base),
                key,
                table,
                lookup: OnceLock::new(),
            },
        }
    }

    /// Whether these differ from others in this table.
    pub(super) fn varies(&self, of: &Arc<Self>, table: &str) -> bool {
        match &self.source {
            Source::Own(_) => false,
            Source::Varied { base, key, .. } => Arc::ptr_eq(base, of) && key == table,
        }
    }

    /// All tables; of rules that differ from others in one table, those of the others.
    pub(super) fn root(&self) -> Flat<'_> {
        match &self.source {
            Source::Own(lookup) => lookup.root(),
            Source::Varied { base, .. } => base.root(),
        }
    }

    /// Where a path is looked up.
    fn lookup(&self, path: &str) -> &Lookup {
        match &self.source {
            Source::Own(lookup) => lookup,
            Source::Varied {
                base,
                key,
                table,
                lookup,
            } if path.split('.').next() == Some(key) => lookup.get_or_init(|| {
                let cite = base.root().get("cite").map(|cite| ("cite", cite.written()));
                let found = cite.into_iter().chain([(key.as_str(), table.as_str())]);
                Lookup::of(writing::table(found))
            }),
            Source::Varied { base, .. } => base.lookup(path),
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

    /// The record of a cost measure, and its benchmark.
    pub(crate) fn cost_measure(&self, id: &str) -> (Option<&CostMeasure>, Option<&Benchmark>) {
        let row = self.inventory().and_then(|all| all.cost.get(id));
        let benchmark = self
            .benchmarks()
            .and_then(|table| table.get(CollectionType::AdminClaims, id));
        (row, benchmark)
    }

    /// The citation that governs a dotted path of the rules: its table's, or the nearest one around it.
    #[must_use]
    pub fn citation(&self, path: &str) -> Citation {
        self.lookup(path).citation(path)
    }

    /// The number at a dotted path of the rules.
    #[must_use]
    pub fn figure(&self, path: &str) -> Option<Decimal> {
        self.lookup(path).figure(path)
    }
}
