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
mod write;

use std::collections::BTreeMap;

pub use self::{facts::Facts, log::ImportProblem};
use self::{log::Log, quality::BenchmarkedMeasure, record::Record};
use crate::rules::{
    benchmarks::BenchmarkTable, collection_type::CollectionType, measures::Inventory,
};

/// A published file: its name, for messages, and its text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Source {
    /// The name that messages call the file by.
    pub name: String,
    /// What it contains.
    pub text: String,
}

/// The published files of one performance year.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sources {
    /// Where the files come from, release and date: the `cite` of both tables.
    pub cite: String,
    /// `measures-data.json`.
    pub measures: Source,
    /// `<year>.json`, the benchmarks.
    pub benchmarks: Option<Source>,
    /// `mvp-enriched.json` or `mvp.json`.
    pub mvps: Option<Source>,
    /// `clinical-clusters.json`.
    pub clusters: Option<Source>,
    /// `benchmark-exclusion-reasons.json`.
    pub exclusions: Option<Source>,
}

/// The tables of a performance year, ready to be written to files.
#[derive(Clone, Debug, Eq, PartialEq)]
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
    notes.extend(complaints(&measures_toml, benchmarks_toml.as_deref())?);
    Ok(Imported {
        measures_toml,
        benchmarks_toml,
        notes,
    })
}

/// Reads the tables back as the program will, and asks them what is wrong with them.
fn complaints(measures: &str, benchmarks: Option<&str>) -> Result<Vec<String>, Vec<ImportProblem>> {
    let unreadable = |file: &str, error: &toml::de::Error| {
        vec![ImportProblem {
            file: file.into(),
            path: String::new(),
            message: error.to_string(),
        }]
    };
    let inventory: Inventory =
        toml::from_str(measures).map_err(|error| unreadable("measures.toml", &error))?;
    let mut found = inventory.problems();
    if let Some(text) = benchmarks {
        let table: BenchmarkTable =
            toml::from_str(text).map_err(|error| unreadable("benchmarks.toml", &error))?;
        found.extend(table.problems(&inventory));
    }
    Ok(found)
}

/// CMS's name of a collection type, its submission method, for a measure that calls `registry` by this type.
fn collection_type(method: &str, registry: CollectionType) -> Option<CollectionType> {
    Some(match method {
        "claims" => CollectionType::Claims,
        "electronicHealthRecord" => CollectionType::Ecqm,
        "registry" => registry,
        "cmsWebInterface" => CollectionType::WebInterface,
        "certifiedSurveyVendor" => CollectionType::Cahps,
        "administrativeClaims" => CollectionType::AdminClaims,
        _ => return None,
    })
}

/// The measure and the collection type that a record of another file is about.
fn pair(
    record: &Record<'_>,
    quality: &BTreeMap<String, BenchmarkedMeasure>,
) -> (String, Option<CollectionType>) {
    let id = record.required_text("measureId");
    let method = record.required_text("submissionMethod");
    let registry = match quality.get(&id) {
        Some(known) => known.registry,
        // Without a record of the year, the id tells: the ids of QCDR measures have letters.
        None if id.bytes().all(|byte| byte.is_ascii_digit()) => CollectionType::Cqm,
        None => CollectionType::Qcdr,
    };
    let kind = collection_type(&method, registry);
    if kind.is_none() {
        record.problem(
            "submissionMethod",
            format!("the submission method `{method}` is not known"),
        );
    }
    (id, kind)
}
