//! `benchmark-exclusion-reasons.json`: why a pair has no benchmark.

use std::collections::BTreeMap;

use super::{
    log::Log, quality::BenchmarkedMeasure, record::records, shared::Rows, sources::Source,
    submission::pair, write::quoted,
};
use crate::rules::collection_type::CollectionType;

pub(super) fn sections(
    source: &Source,
    year: u16,
    quality: &BTreeMap<String, BenchmarkedMeasure>,
    log: &Log,
) -> Vec<(String, Rows)> {
    let mut found: BTreeMap<CollectionType, Rows> = BTreeMap::new();
    for record in records(source, log) {
        if record.year("performanceYear") != year {
            record.problem("performanceYear", format!("expected {year}"));
        }
        let (id, kind) = pair(&record, quality);
        let mut codes = record.list("reasonCodes").unwrap_or_default();
        codes.sort_unstable();
        if codes.is_empty() {
            record.problem("reasonCodes", "expected at least one code");
        }
        record.finish(&["benchmarkYear", "reasonDescriptions"]);
        let Some(kind) = kind else { continue };
        let rows = found.entry(kind).or_default();
        if rows.iter().any(|(other, _)| *other == id) {
            record.problem(
                "measureId",
                format!("the pair of `{id}` and `{}` appears twice", kind.key()),
            );
        }
        let codes: Vec<String> = codes.iter().map(|code| quoted(code)).collect();
        rows.push((id, format!("[{}]", codes.join(", "))));
    }
    found
        .into_iter()
        .map(|(kind, rows)| (format!("benchmark_exclusions.{}", kind.key()), rows))
        .collect()
}
