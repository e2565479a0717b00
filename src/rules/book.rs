//! All performance years' rules: built in, and replaced file by file from a user's directory.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

mod bounds;
mod kept;
mod laid;
mod lookup;
mod tables;
mod typing;
mod varied;
mod year;

use kept::Kept;
pub use lookup::Citation;
use lookup::Lookup;
pub use tables::TableName;
use tables::{Lazy, MeasureTables, TableText};
use typing::{checked, flat_table, typed};
pub use year::YearRules;

use crate::{
    document::Document,
    problem::{Code, Problem, Problems},
    rules::{Rules, embedded},
};

/// The rules of all known years.
///
/// ```
/// let book = mips::RuleBook::built_in();
/// let rules = book.year(2026)?;
/// assert_eq!(rules.adjustment.performance_threshold.to_string(), "75");
/// # Ok::<(), mips::Problems>(())
/// ```
#[non_exhaustive]
pub struct RuleBook {
    years: BTreeMap<u16, Year>,
}

struct Year {
    tables: BTreeMap<TableName, TableText>,
    loaded: OnceLock<Arc<YearRules>>,
    /// `rules.toml` as settings are laid over it.
    document: OnceLock<Document>,
    varied: Kept,
}

impl Year {
    fn new(tables: BTreeMap<TableName, TableText>) -> Self {
        Self {
            tables,
            loaded: OnceLock::new(),
            document: OnceLock::new(),
            varied: Kept::default(),
        }
    }
}

impl Default for RuleBook {
    fn default() -> Self {
        Self::built_in()
    }
}

impl RuleBook {
    /// The rules that come with the library.
    #[must_use]
    pub fn built_in() -> Self {
        let years = embedded::YEARS.iter().map(|embedded| {
            let tables = [
                (TableName::Rules, &embedded.rules),
                (TableName::Benchmarks, &embedded.benchmarks),
                (TableName::Measures, &embedded.measures),
            ];
            let tables = tables
                .into_iter()
                .filter_map(|(name, table)| Some((name, TableText::Embedded(table.as_ref()?))))
                .collect();
            (embedded.year, Year::new(tables))
        });
        Self {
            years: years.collect(),
        }
    }

    /// Replaces one table of a year by a user's text, whole. A year that was not there begins to exist.
    pub fn replace(
        &mut self,
        year: u16,
        table: TableName,
        name: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
    ) {
        let mut tables = self
            .years
            .remove(&year)
            .map(|it| it.tables)
            .unwrap_or_default();
        tables.insert(
            table,
            TableText::User {
                name: name.into(),
                bytes: bytes.into(),
            },
        );
        self.years.insert(year, Year::new(tables));
    }

    /// The same rules, and for a year without benchmarks those of the last year that has them; none for a year that has
    /// its own, and where no earlier one has any. With the year whose benchmarks they are.
    #[must_use]
    pub fn with_benchmarks_carried_forward(&self, year: u16) -> Option<(u16, Self)> {
        let has = |year: &Year| year.tables.contains_key(&TableName::Benchmarks);
        if has(self.years.get(&year)?) {
            return None;
        }
        let mut before = self.years.range(..year).rev();
        let (last, table) = before.find_map(|(before, of)| {
            let table = of.tables.get(&TableName::Benchmarks)?;
            Some((*before, table.clone()))
        })?;
        let years = self.years.iter().map(|(number, of)| {
            let mut tables = of.tables.clone();
            if *number == year {
                let name = format!("the benchmarks of {last}");
                let table = Box::new(table.clone());
                tables.insert(TableName::Benchmarks, TableText::StandIn { name, table });
            }
            (*number, Year::new(tables))
        });
        let years = years.collect();
        Some((last, Self { years }))
    }

    /// The years there are rules for.
    pub fn years(&self) -> impl Iterator<Item = u16> {
        self.years.keys().copied()
    }

    /// The years of which some table is a user's.
    pub fn replaced_years(&self) -> impl Iterator<Item = u16> {
        let is_replaced = |year: &Year| {
            let mut tables = year.tables.values();
            tables.any(|source| matches!(source, TableText::User { .. }))
        };
        let years = self.years.iter();
        years.filter_map(move |(year, tables)| is_replaced(tables).then_some(*year))
    }

    /// The text of one table of a year, as TOML.
    #[must_use]
    pub fn text(&self, year: u16, table: TableName) -> Option<String> {
        let (_, bytes) = self.years.get(&year)?.tables.get(&table)?.toml();
        Some(String::from_utf8_lossy(bytes).into_owned())
    }

    /// The rules of a year, typed on first use.
    ///
    /// # Errors
    ///
    /// An unknown year, with the known ones; or what is wrong with a user's tables.
    pub fn year(&self, year: u16) -> Result<Arc<YearRules>, Problems> {
        let entry = self.entry(year)?;
        if let Some(loaded) = entry.loaded.get() {
            return Ok(Arc::clone(loaded));
        }
        let source = entry.rules(year)?;
        let mut overrides = Vec::new();
        let (rules, lookup): (Rules, Lookup) = match source {
            TableText::Embedded(table) => (
                source.typed()?,
                Lookup::embedded(embedded::value(table.place)),
            ),
            TableText::User { .. } | TableText::StandIn { .. } => {
                let (name, bytes) = source.toml();
                let document = Document::read(&name, bytes)?;
                overrides.push(name);
                let rules = typed(&document)?;
                checked(&rules, year, &document)?;
                (rules, Lookup::of(flat_table(document.root())))
            }
        };
        let measures = Arc::new(entry.measure_tables(year, &mut overrides)?);
        let loaded = Arc::new(YearRules::new(rules, lookup, overrides, measures));
        Ok(Arc::clone(entry.loaded.get_or_init(|| loaded)))
    }

    fn entry(&self, year: u16) -> Result<&Year, Problems> {
        self.years.get(&year).ok_or_else(|| {
            let problem = Problem::new(
                Code::UnknownYear,
                "performance_year",
                format!("no rules for performance year {year}"),
            );
            problem
                .help(format!("the known years are {}", self.known_years()))
                .into()
        })
    }

    /// The known years in words: `2017 to 2027`, or a list when there are gaps.
    #[must_use]
    pub fn known_years(&self) -> String {
        let years: Vec<u16> = self.years().collect();
        match (years.first(), years.last()) {
            (Some(first), Some(last))
                if usize::from(last - first) + 1 == years.len() && years.len() > 2 =>
            {
                format!("{first} to {last}")
            }
            _ => years
                .iter()
                .map(u16::to_string)
                .collect::<Vec<_>>()
                .join(", "),
        }
    }
}

impl Year {
    fn rules(&self, year: u16) -> Result<&TableText, Problems> {
        self.tables.get(&TableName::Rules).ok_or_else(|| {
            Problem::new(Code::BadRules, "", format!("year {year} has no rules.toml")).into()
        })
    }

    fn document(&self, year: u16) -> Result<&Document, Problems> {
        if let Some(document) = self.document.get() {
            return Ok(document);
        }
        let (name, bytes) = self.rules(year)?.toml();
        let document = Document::read(&name, bytes)?;
        Ok(self.document.get_or_init(|| document))
    }

    /// The year's measures and benchmarks; the names of a user's tables go to `overrides`.
    fn measure_tables(
        &self,
        year: u16,
        overrides: &mut Vec<String>,
    ) -> Result<MeasureTables, Problems> {
        let mut problems = Problems::default();
        let tables = MeasureTables {
            benchmarks: Lazy::of(self.tables.get(&TableName::Benchmarks), &mut problems),
            inventory: Lazy::of(self.tables.get(&TableName::Measures), &mut problems),
        };
        if problems.is_empty() {
            let names: Vec<String> = [TableName::Benchmarks, TableName::Measures]
                .into_iter()
                .filter_map(|table| match self.tables.get(&table) {
                    Some(TableText::User { name, .. }) => Some(name.clone()),
                    _ => None,
                })
                .collect();
            if !names.is_empty() {
                problems.append(tables.check(year));
            }
            overrides.extend(names);
            if let Some(TableText::StandIn { name, .. }) = self.tables.get(&TableName::Benchmarks) {
                overrides.push(name.clone());
            }
        }
        if problems.is_empty() {
            Ok(tables)
        } else {
            Err(problems)
        }
    }
}
