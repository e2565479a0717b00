//! `clinical-clusters.json`: the measures that eligible measure applicability expects together.
//!
//! CMS writes each set once for every measure that it is listed for; here a set is written once.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    log::Log,
    quality::BenchmarkedMeasure,
    record::{Record, records, snake_case},
    shared::Rows,
    sources::Source,
    submission::pair,
    write::{Row, natural},
};
use crate::rules::collection_type::CollectionType;

/// Collection type and name of a set.
type Name = (CollectionType, String);
/// For each name the sets of measures, with the measures that each is listed for.
type Sets = BTreeMap<Name, BTreeMap<Vec<String>, BTreeSet<String>>>;

pub(super) fn sections(
    source: &Source,
    quality: &BTreeMap<String, BenchmarkedMeasure>,
    log: &Log,
) -> Vec<(String, Rows)> {
    let (mut clusters, mut specialty_sets) = (Sets::new(), Sets::new());
    for record in records(source, log) {
        let (id, kind) = pair(&record, quality);
        let Some(kind) = kind else { continue };
        collect(&record, "clinicalClusters", kind, &id, &mut clusters);
        collect(&record, "specialtySets", kind, &id, &mut specialty_sets);
        record.finish(&["firstPerformanceYear", "lastPerformanceYear"]);
    }
    let mut sections = section("clusters", clusters);
    sections.extend(section("specialty_sets", specialty_sets));
    sections
}

fn collect(
    record: &Record<'_>,
    key: &'static str,
    kind: CollectionType,
    id: &str,
    sets: &mut Sets,
) {
    for set in record.children(key) {
        let name = snake_case(&set.required_text("name"));
        let mut measures = set.list("measureIds").unwrap_or_default();
        if measures.is_empty() {
            set.problem("measureIds", "expected at least one measure");
        }
        measures.sort_by(|a, b| natural(a, b));
        measures.dedup();
        set.finish(&[]);
        sets.entry((kind, name))
            .or_default()
            .entry(measures)
            .or_default()
            .insert(id.into());
    }
}

fn section(header: &str, sets: Sets) -> Vec<(String, Rows)> {
    let mut sections: BTreeMap<CollectionType, Rows> = BTreeMap::new();
    for ((kind, name), sets) in sets {
        let row = |(measures, listed): (Vec<String>, BTreeSet<String>)| {
            let mut listed: Vec<String> = listed.into_iter().collect();
            listed.sort_by(|a, b| natural(a, b));
            let same = listed == measures;
            Row::default()
                .list("measures", &measures)
                .filled("listed_for", if same { &[] } else { &listed })
                .finish()
        };
        let rows: Vec<String> = sets.into_iter().map(row).collect();
        sections
            .entry(kind)
            .or_default()
            .push((name, format!("[{}]", rows.join(", "))));
    }
    sections
        .into_iter()
        .map(|(kind, rows)| (format!("{header}.{}", kind.key()), rows))
        .collect()
}
