//! What the measures of every category share while they are read.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    codes::{self, registration_types},
    facts::Used,
    record::Record,
};

/// The measures and activities of each MVP, but for promoting interoperability.
pub(super) type Members = BTreeMap<String, BTreeSet<String>>;

/// Id and row of each measure of a category.
pub(super) type Rows = Vec<(String, String)>;

/// What is gathered while the measures are read.
#[derive(Default)]
pub(super) struct CrossReferences {
    /// The facts that the rows used.
    pub(super) used: Used,
    /// For each MVP the measures whose own record names it.
    pub(super) mvps: Members,
}

impl CrossReferences {
    /// The programs that a row names; MVPs are kept apart.
    pub(super) fn programs(&mut self, record: &Record<'_>, id: &str) -> Option<Vec<String>> {
        let (general, mvps) = codes::programs(record);
        for mvp in mvps {
            self.mvps.entry(mvp).or_default().insert(id.into());
        }
        general
    }
}

/// No table holds the last year of a measure: it leaves by being absent from the next year's file.
pub(super) fn no_last_year(record: &Record<'_>) {
    if let Some(year) = record.number("lastPerformanceYear") {
        record.note(format_args!(
            "the measure has a last performance year, {year}, which no table holds"
        ));
    }
}

/// No table holds who may use it, because everyone may.
pub(super) fn open_to_all(record: &Record<'_>) {
    if registration_types(record).is_some() {
        record.note("not open to all registration types, which no table holds");
    }
}
