//! What can be reported, and the benchmarks, from one year to another: ids that come, go and change.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::{benchmarks::Benchmark, book::YearRules, collection_type::CollectionType};

/// The ids of one collection that differ between two years.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableChange {
    /// The collection: `quality`, `improvement_activities`, ..., `benchmarks.ecqm`.
    pub collection: String,
    /// What it is, in words.
    pub words: String,
    /// How many there are in the first year.
    pub before: usize,
    /// How many there are in the second year.
    pub after: usize,
    /// Ids of the second year alone.
    pub added: Vec<String>,
    /// Ids of the first year alone.
    pub removed: Vec<String>,
    /// Benchmarks of both years that score differently; always empty for what has no figures.
    pub changed: Vec<String>,
}

/// The collections whose ids or benchmarks differ. A table that one of the years does not have is left out: nothing
/// says that its ids came or went.
#[must_use]
pub fn diff_tables(before: &YearRules, after: &YearRules) -> Vec<TableChange> {
    let mut found = Vec::new();
    if let (Some(was), Some(is)) = (before.inventory(), after.inventory()) {
        let mut ids = |collection: &str, words: &str, was: Vec<&String>, is: Vec<&String>| {
            let (was, is) = (as_map(was), as_map(is));
            found.push(change(collection, words, &was, &is, |(), ()| true));
        };
        ids(
            "quality",
            "Quality measures",
            was.quality.keys().collect(),
            is.quality.keys().collect(),
        );
        ids(
            "cost",
            "Cost measures",
            was.cost.keys().collect(),
            is.cost.keys().collect(),
        );
        ids(
            "improvement_activities",
            "Improvement activities",
            was.improvement_activities.keys().collect(),
            is.improvement_activities.keys().collect(),
        );
        ids(
            "promoting_interoperability",
            "Promoting interoperability measures",
            was.promoting_interoperability.keys().collect(),
            is.promoting_interoperability.keys().collect(),
        );
        ids(
            "mvps",
            "MIPS Value Pathways",
            was.mvps.keys().collect(),
            is.mvps.keys().collect(),
        );
    }
    if let (Some(was), Some(is)) = (before.benchmarks(), after.benchmarks()) {
        for kind in CollectionType::ALL {
            let key = format!("benchmarks.{}", kind.key());
            let words = format!("Benchmarks, {}", kind.title());
            found.push(change(
                &key,
                &words,
                &was.of(kind),
                &is.of(kind),
                |was, is| scores_alike(was, is),
            ));
        }
    }
    found.retain(|it| !(it.added.is_empty() && it.removed.is_empty() && it.changed.is_empty()));
    found
}

#[expect(clippy::zero_sized_map_values, reason = "ids have no figures")]
fn as_map(ids: Vec<&String>) -> BTreeMap<&str, ()> {
    ids.into_iter().map(|id| (id.as_str(), ())).collect()
}

/// Whether two benchmarks give the same points, whatever year their data are from.
fn scores_alike(was: &Benchmark, is: &Benchmark) -> bool {
    (was.inverse, was.topped_out, was.cap, was.shape, was.first)
        == (is.inverse, is.topped_out, is.cap, is.shape, is.first)
        && was.bounds == is.bounds
}

fn change<Row>(
    collection: &str,
    words: &str,
    was: &BTreeMap<&str, Row>,
    is: &BTreeMap<&str, Row>,
    alike: impl Fn(&Row, &Row) -> bool,
) -> TableChange {
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) =
        (was.keys().copied().collect(), is.keys().copied().collect());
    let list = |ids: Vec<&&str>| ids.into_iter().map(|id| (*id).to_owned()).collect();
    let changed = was
        .iter()
        .filter(|(id, row)| is.get(*id).is_some_and(|now| !alike(row, now)));
    TableChange {
        collection: collection.into(),
        words: words.into(),
        before: was.len(),
        after: is.len(),
        added: list(new.difference(&old).collect()),
        removed: list(old.difference(&new).collect()),
        changed: changed.map(|(id, _)| (*id).to_owned()).collect(),
    }
}
