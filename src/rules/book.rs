//! All performance years' rules: built in, and replaced file by file from a user's directory.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

mod bounds;
mod lookup;
mod tables;
mod typing;
mod varied;
mod year;

pub use lookup::Citation;
use lookup::Lookup;
pub use tables::TableName;
use tables::{Lazy, MeasureTables, TableText};
use typing::{flat_table, typed};
pub use year::YearRules;

use crate::{
    document::{Document, setting::Setting},
    problem::{Code, Problem, Problems},
    rules::{Rules, check, embedded},
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
    varied: Mutex<Varied>,
}

/// The rules that settings made last, oldest first: neighbouring points of a sweep and rows of a table share theirs.
type Varied = Vec<(Vec<Setting>, Arc<YearRules>)>;

/// How many of them are kept.
const MOST_VARIED: usize = 128;

impl Year {
    fn new(tables: BTreeMap<TableName, TableText>) -> Self {
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
            .find(|(of, _)| is_same(of, settings))
            .map(|(_, it)| Arc::clone(it));
        if let Some(known) = known {
            return Ok(known);
        }
        let made = self.made_with(entry, year, settings, || {
            let mut kept = kept();
            let is_full = kept.len() >= MOST_VARIED;
            is_full.then(|| kept.remove(0).1)
        })?;
        kept().push((settings.to_vec(), Arc::clone(&made)));
        Ok(made)
    }

    /// The rules of a year with settings laid over them. `spare` hands out rules that are no longer kept.
    fn made_with(
        &self,
        entry: &Year,
        year: u16,
        settings: &[Setting],
        spare: impl FnOnce() -> Option<Arc<YearRules>>,
    ) -> Result<Arc<YearRules>, Problems> {
        let spare = spare().and_then(Arc::into_inner);
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
        let base = self.year(year)?;
        let mut overrides = base.overrides.clone();
        overrides.extend(
            settings
                .iter()
                .map(|setting| format!("{}={}", setting.path, setting.value)),
        );
        let whole = entry.document(year)?;
        if cites_of_new(whole, &inner).is_empty()
            && let Some(mut made) = varied::one_table(&base, whole, &inner, spare)
        {
            made.overrides = overrides;
            return Ok(Arc::new(made));
        }
        let mut document = whole.clone();
        document.lay(&inner).map_err(as_typed)?;
        document.lay(&cites_of_new(entry.document(year)?, &inner))?;
        let rules: Rules = typed(&document).map_err(as_typed)?;
        checked(&rules, year, &document).map_err(as_typed)?;
        let measures = Arc::clone(&base.measures);
        let lookup = Lookup::of(flat_table(document.root()));
        Ok(Arc::new(YearRules::new(rules, lookup, overrides, measures)))
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

/// Whether settings are the same, whoever gave them. Their values differ soonest.
fn is_same(one: &[Setting], other: &[Setting]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(one, other)| one.value == other.value && one == other)
}

/// What a table is cited by that the year does not have and a setting brings in.
fn cites_of_new(before: &Document, settings: &[Setting]) -> Vec<Setting> {
    let mut cites: Vec<Setting> = Vec::new();
    for setting in settings {
        let Some((table, key)) = setting.path.rsplit_once('.') else {
            continue;
        };
        let path = format!("{table}.cite");
        let is_new = before.get(table).is_none() && key != "cite";
        let is_given = |of: &[Setting]| of.iter().any(|it| it.path == path);
        if is_new && !setting.value.is_empty() && !is_given(settings) && !is_given(&cites) {
            cites.push(Setting::new(path, "what-if", setting.origin.as_str()));
        }
    }
    cites
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
