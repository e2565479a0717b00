//! The tables that make up a year, built in or a user's, each typed when it is first asked for.

use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use super::typing::typed;
use crate::{
    document::Document,
    problem::{Code, Problem, Problems},
    rules::{
        benchmarks::BenchmarkTable,
        embedded::{self, EmbeddedTable},
        flat,
        measures::Inventory,
        repeated,
    },
};

/// The tables that make up a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
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
pub(super) enum TableText {
    Embedded(&'static EmbeddedTable),
    User {
        name: String,
        bytes: Vec<u8>,
    },
    /// The table of another year, where this one has none yet. It is not held against this year's tables: what is new
    /// here it lacks.
    StandIn {
        name: String,
        table: Box<TableText>,
    },
}

impl TableText {
    pub(super) fn toml(&self) -> (String, &[u8]) {
        match self {
            Self::Embedded(table) => ("built-in rules".into(), table.toml.as_bytes()),
            Self::User { name, bytes } => (name.clone(), bytes),
            Self::StandIn { table, .. } => table.toml(),
        }
    }

    pub(super) fn typed<T: DeserializeOwned>(&self) -> Result<T, Problems> {
        match self {
            Self::Embedded(table) => Ok(flat::typed(embedded::value(table.place))),
            Self::User { name, bytes } => typed(&Document::read(name, bytes)?),
            Self::StandIn { table, .. } => table.typed(),
        }
    }
}

/// A table that is typed when it is first asked for. A user's table is typed at once, so that what is wrong with it shows.
pub(super) struct Lazy<T> {
    embedded: Option<&'static EmbeddedTable>,
    typed: OnceLock<T>,
}

impl<T: DeserializeOwned> Lazy<T> {
    pub(super) fn of(source: Option<&TableText>, problems: &mut Problems) -> Self {
        let mut lazy = Self {
            embedded: None,
            typed: OnceLock::new(),
        };
        match source {
            None => {}
            Some(TableText::Embedded(table)) => lazy.embedded = Some(table),
            Some(user @ (TableText::User { .. } | TableText::StandIn { .. })) => {
                match user.typed::<T>() {
                    Ok(table) => lazy.typed = OnceLock::from(table),
                    Err(more) => problems.append(more.0),
                }
            }
        }
        lazy
    }

    pub(super) fn get(&self) -> Option<&T> {
        if let Some(typed) = self.typed.get() {
            return Some(typed);
        }
        let table = self.embedded?;
        Some(
            self.typed
                .get_or_init(|| flat::typed(embedded::value(table.place))),
        )
    }
}

/// A year's measures and their benchmarks.
pub(super) struct MeasureTables {
    pub benchmarks: Lazy<BenchmarkTable>,
    pub inventory: Lazy<Inventory>,
}

impl MeasureTables {
    /// What does not hold together in a user's measures and benchmarks.
    pub(super) fn check(&self, year: u16) -> Vec<Problem> {
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
        if benchmarks.is_some_and(|table| table.iter().next().is_none()) {
            found.push("benchmarks.toml: there is no benchmark in it".into());
        }
        if let Some(inventory) = inventory {
            let sections = [
                ("quality", inventory.quality.is_empty()),
                (
                    "improvement_activities",
                    inventory.improvement_activities.is_empty(),
                ),
                (
                    "promoting_interoperability",
                    inventory.promoting_interoperability.is_empty(),
                ),
            ];
            for (section, _) in sections.into_iter().filter(|(_, is_empty)| *is_empty) {
                found.push(format!(
                    "measures.toml: {section}: there is nothing in it, and the year's rules score it"
                ));
            }
            found.extend(inventory.problems());
            found.extend(
                benchmarks
                    .iter()
                    .flat_map(|table| table.problems(inventory)),
            );
        }
        repeated::counted(found)
            .into_iter()
            .map(|message| Problem::new(Code::BadRules, "", message))
            .collect()
    }
}
