//! All performance years' rules: built in, and replaced file by file from a user's directory.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use rust_decimal::Decimal;
use serde::de::DeserializeOwned;

mod lookup;
mod typing;

use lookup::Lookup;
use typing::{json_table, typed};

use crate::{
    document::{Document, setting::Setting},
    problem::{Code, Problem, Problems},
    rules::{Rules, benchmarks::BenchmarkTable, check, measures::Inventory, status::Status},
};

/// One table of one year, as the build embedded it.
struct EmbeddedTable {
    toml: &'static str,
    json: &'static str,
}

/// One year's tables, as the build embedded them.
struct EmbeddedYear {
    year: u16,
    rules: Option<EmbeddedTable>,
    benchmarks: Option<EmbeddedTable>,
    measures: Option<EmbeddedTable>,
}

static EMBEDDED: &[EmbeddedYear] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The tables that make up a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableName {
    /// `rules.toml`: weights, thresholds, bonuses, the adjustment, how categories are scored.
    Rules,
    /// `benchmarks.toml`: the benchmark of every measure and collection type.
    Benchmarks,
    /// `measures.toml`: what can be reported.
    Measures,
}

impl TableName {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Rules, Self::Benchmarks, Self::Measures];

    /// The file's name in a year's folder.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Rules => "rules.toml",
            Self::Benchmarks => "benchmarks.toml",
            Self::Measures => "measures.toml",
        }
    }
}

/// The text of one table.
#[derive(Clone)]
enum Source {
    Embedded(&'static EmbeddedTable),
    User { name: String, bytes: Vec<u8> },
}

impl Source {
    fn toml(&self) -> (String, &[u8]) {
        match self {
            Self::Embedded(table) => ("built-in rules".into(), table.toml.as_bytes()),
            Self::User { name, bytes } => (name.clone(), bytes),
        }
    }

    fn typed<T: DeserializeOwned>(&self) -> Result<T, Problems> {
        match self {
            Self::Embedded(table) => Ok(serde_json::from_str(table.json)
                .expect("a test loads every embedded table, and the build turned it from TOML")),
            Self::User { name, bytes } => typed(&Document::read(name, bytes)?),
        }
    }
}

/// A table that is typed when it is first asked for. A user's table is typed at once, so that what is wrong with it shows.
struct Lazy<T> {
    embedded: Option<&'static EmbeddedTable>,
    typed: OnceLock<T>,
}

impl<T: DeserializeOwned> Lazy<T> {
    fn of(source: Option<&Source>, problems: &mut Problems) -> Self {
        let mut lazy = Self {
            embedded: None,
            typed: OnceLock::new(),
        };
        match source {
            None => {}
            Some(Source::Embedded(table)) => lazy.embedded = Some(table),
            Some(user @ Source::User { .. }) => match user.typed::<T>() {
                Ok(table) => lazy.typed = OnceLock::from(table),
                Err(more) => problems.0.extend(more.0),
            },
        }
        lazy
    }

    fn get(&self) -> Option<&T> {
        if let Some(typed) = self.typed.get() {
            return Some(typed);
        }
        let table = self.embedded?;
        Some(self.typed.get_or_init(|| {
            serde_json::from_str(table.json)
                .expect("a test loads every embedded table, and the build turned it from TOML")
        }))
    }
}

/// A year's measures and their benchmarks.
struct MeasureTables {
    benchmarks: Lazy<BenchmarkTable>,
    inventory: Lazy<Inventory>,
}

/// One year's rules, ready to score with.
pub struct YearRules {
    /// What `rules.toml` says.
    pub rules: Rules,
    /// The settings and files that replace built-in figures; empty for the built-in rules.
    pub overrides: Vec<String>,
    measures: Arc<MeasureTables>,
    lookup: Lookup,
}

impl std::ops::Deref for YearRules {
    type Target = Rules;

    fn deref(&self) -> &Rules {
        &self.rules
    }
}

/// A citation, and how sure its source is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The source.
    pub cite: String,
    /// How sure it is; absent when it was read in the regulation.
    pub status: Option<Status>,
}

impl YearRules {
    fn new(
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

/// The rules of all known years.
pub struct RuleBook {
    years: BTreeMap<u16, Year>,
}

struct Year {
    tables: BTreeMap<TableName, Source>,
    loaded: OnceLock<Arc<YearRules>>,
    /// `rules.toml` as settings are laid over it.
    document: OnceLock<Document>,
    varied: Mutex<Varied>,
}

/// The rules that settings made last, oldest first: neighbouring points of a sweep and rows of a table share theirs.
type Varied = Vec<(Vec<Setting>, Arc<YearRules>)>;

/// How many of them are kept.
const MOST_VARIED: usize = 128;

impl Year {
    fn new(tables: BTreeMap<TableName, Source>) -> Self {
        Self {
            tables,
            loaded: OnceLock::new(),
            document: OnceLock::new(),
            varied: Mutex::default(),
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
        let years = EMBEDDED.iter().map(|embedded| {
            let tables = [
                (TableName::Rules, &embedded.rules),
                (TableName::Benchmarks, &embedded.benchmarks),
                (TableName::Measures, &embedded.measures),
            ];
            let tables = tables
                .into_iter()
                .filter_map(|(name, table)| Some((name, Source::Embedded(table.as_ref()?))))
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
            Source::User {
                name: name.into(),
                bytes: bytes.into(),
            },
        );
        self.years.insert(year, Year::new(tables));
    }

    /// The years there are rules for.
    pub fn years(&self) -> impl Iterator<Item = u16> {
        self.years.keys().copied()
    }

    /// The years of which some table is a user's.
    pub fn replaced_years(&self) -> impl Iterator<Item = u16> {
        let is_replaced = |year: &Year| {
            let mut tables = year.tables.values();
            tables.any(|source| matches!(source, Source::User { .. }))
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
            Source::Embedded(table) => (source.typed()?, Lookup::new(table.json)),
            Source::User { name, bytes } => {
                overrides.push(name.clone());
                let document = Document::read(name, bytes)?;
                let rules = typed(&document)?;
                checked(&rules, year, &document)?;
                (rules, Lookup::new(json_table(document.root()).to_string()))
            }
        };
        let measures = Arc::new(entry.measure_tables(year, &mut overrides)?);
        let loaded = Arc::new(YearRules::new(rules, lookup, overrides, measures));
        Ok(Arc::clone(entry.loaded.get_or_init(|| loaded)))
    }

    /// The rules of a year with settings laid over them, whose paths begin with `rules.`.
    ///
    /// # Errors
    ///
    /// As [`RuleBook::year`]; and settings that lead nowhere or that leave the rules inconsistent.
    pub fn year_with(&self, year: u16, settings: &[Setting]) -> Result<Arc<YearRules>, Problems> {
        if settings.is_empty() {
            return self.year(year);
        }
        let entry = self.entry(year)?;
        let kept = || entry.varied.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept()
            .iter()
            .rev()
            .find(|(of, _)| of == settings)
            .map(|(_, it)| Arc::clone(it));
        if let Some(known) = known {
            return Ok(known);
        }
        let mut document = entry.document(year)?.clone();
        let inner: Vec<Setting> = settings
            .iter()
            .map(|setting| Setting {
                path: setting
                    .path
                    .strip_prefix("rules.")
                    .unwrap_or(&setting.path)
                    .to_owned(),
                ..setting.clone()
            })
            .collect();
        // To whoever typed the setting the path begins with `rules.`.
        let as_typed = |mut problems: Problems| {
            for problem in &mut problems.0 {
                problem.path = format!("rules.{}", problem.path);
                if let Some(place) = problem.place.as_mut().filter(|place| place.line == 0) {
                    place.name = place.name.replacen("--set ", "--set rules.", 1);
                }
            }
            problems
        };
        document.lay(&inner).map_err(as_typed)?;
        let rules: Rules = typed(&document).map_err(as_typed)?;
        checked(&rules, year, &document).map_err(as_typed)?;
        let base = self.year(year)?;
        let mut overrides = base.overrides.clone();
        overrides.extend(
            settings
                .iter()
                .map(|setting| format!("{}={}", setting.path, setting.value)),
        );
        let measures = Arc::clone(&base.measures);
        let lookup = Lookup::new(json_table(document.root()).to_string());
        let made = Arc::new(YearRules::new(rules, lookup, overrides, measures));
        let mut kept = kept();
        if kept.len() == MOST_VARIED {
            kept.remove(0);
        }
        kept.push((settings.to_vec(), Arc::clone(&made)));
        Ok(made)
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
    fn rules(&self, year: u16) -> Result<&Source, Problems> {
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
                    Some(Source::User { name, .. }) => Some(name.clone()),
                    _ => None,
                })
                .collect();
            if !names.is_empty() {
                problems.0.extend(tables.check(year));
            }
            overrides.extend(names);
        }
        if problems.is_empty() {
            Ok(tables)
        } else {
            Err(problems)
        }
    }
}

impl MeasureTables {
    /// What does not hold together in a user's measures and benchmarks.
    fn check(&self, year: u16) -> Vec<Problem> {
        let mut found = Vec::new();
        let (inventory, benchmarks) = (self.inventory.get(), self.benchmarks.get());
        let years = [
            (
                "measures.toml",
                inventory.map(|table| table.performance_year),
            ),
            (
                "benchmarks.toml",
                benchmarks.map(|table| table.performance_year),
            ),
        ];
        for (file, of_table) in years {
            if let Some(other) = of_table.filter(|other| *other != year) {
                found.push(format!("{file}: the table is that of {other}"));
            }
        }
        if let Some(inventory) = inventory {
            found.extend(inventory.problems());
            found.extend(
                benchmarks
                    .iter()
                    .flat_map(|table| table.problems(inventory)),
            );
        }
        found
            .into_iter()
            .map(|message| Problem::new(Code::BadRules, "", message))
            .collect()
    }
}

fn checked(rules: &Rules, year: u16, document: &Document) -> Result<(), Problems> {
    let mut problems = Problems(check(rules));
    if rules.performance_year != year {
        let message = format!("the tables are those of {year}");
        problems.push(Problem::new(Code::BadRules, "performance_year", message));
    }
    if problems.is_empty() {
        return Ok(());
    }
    document.locate(&mut problems);
    Err(problems)
}
