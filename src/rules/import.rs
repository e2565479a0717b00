//! CMS's published files -> the tables of a performance year.
//!
//! The sources are files of CMS's repository `qpp-measures-data`: `measures/<year>/measures-data.json`,
//! `benchmarks/<year>.json`, `mvp/<year>/mvp-enriched.json` (or `mvp.json`),
//! `clinical-clusters/<year>/clinical-clusters.json` and `benchmarks/<year>/benchmark-exclusion-reasons.json`. What they
//! do not state comes from [`Facts`]. A record that cannot be read is an error, an unknown field a note: nothing is
//! dropped in silence. Descriptions, specifications, stewards, average rates and display formats are left out.
//!
//! [`import`] is a function of its arguments; `rules/<year>/benchmarks.toml` and `rules/<year>/measures.toml` are its
//! output, unedited.

mod activities;
mod benchmarks;
mod bounds;
mod clusters;
mod codes;
mod cost;
mod exclusions;
mod facts;
mod log;
mod measures;
mod mvps;
mod promoting_interoperability;
mod quality;
mod record;
mod shared;
mod sources;
mod submission;
mod write;

use self::log::Log;
pub use self::{
    facts::Facts,
    log::ImportProblem,
    sources::{Source, Sources},
};
use crate::rules::{benchmarks::BenchmarkTable, measures::Inventory, repeated};

/// The tables of a performance year, ready to be written to files.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Imported {
    /// The text of `measures.toml`.
    pub measures_toml: String,
    /// The text of `benchmarks.toml`, when there was a source of benchmarks.
    pub benchmarks_toml: Option<String>,
    /// What a reader should know: oddities of the source, fields left out, what the tables themselves complain about.
    pub notes: Vec<String>,
}

/// Turns CMS's files of one performance year into the tables of that year.
///
/// # Errors
///
/// Every record or field that does not fit, with the name of its file and its path.
pub fn import(year: u16, sources: &Sources, facts: &Facts) -> Result<Imported, Vec<ImportProblem>> {
    let log = Log::default();
    let facts = facts.of(year);
    let inventory = measures::read(&sources.measures, &facts, &log);
    let measures_toml = measures::page(&inventory, sources, &facts, &log);
    let benchmarks_toml = sources
        .benchmarks
        .as_ref()
        .map(|source| benchmarks::page(source, &sources.cite, &inventory, &facts, &log));

    let mut notes = log.close()?;
    notes.extend(repeated::counted(complaints(
        &measures_toml,
        benchmarks_toml.as_deref(),
        sources,
    )?));
    Ok(Imported {
        measures_toml,
        benchmarks_toml,
        notes,
    })
}

/// Reads the tables back as the program will, and asks them what is wrong with them.
///
/// A file without any record of what it is for makes no year.
fn complaints(
    measures: &str,
    benchmarks: Option<&str>,
    sources: &Sources,
) -> Result<Vec<String>, Vec<ImportProblem>> {
    let empty = |source: &Source, what: &str| {
        vec![ImportProblem {
            file: source.name.clone(),
            path: String::new(),
            message: format!("there is no {what} in it"),
        }]
    };
    let unreadable = |file: &str, error: &toml::de::Error| {
        vec![ImportProblem {
            file: file.into(),
            path: String::new(),
            message: error.to_string(),
        }]
    };
    let inventory: Inventory =
        toml::from_str(measures).map_err(|error| unreadable("measures.toml", &error))?;
    if inventory.quality.is_empty() {
        return Err(empty(&sources.measures, "quality measure"));
    }
    let mut found = inventory.problems();
    if let Some(text) = benchmarks {
        let table: BenchmarkTable =
            toml::from_str(text).map_err(|error| unreadable("benchmarks.toml", &error))?;
        if let Some(source) = &sources.benchmarks
            && table.iter().next().is_none()
        {
            return Err(empty(source, "benchmark"));
        }
        found.extend(table.problems(&inventory));
    }
    Ok(found)
}
