//! Which measure, in which collection type, a record of another file is about.

use std::collections::BTreeMap;

use super::{codes::collection_type, quality::BenchmarkedMeasure, record::Record};
use crate::rules::collection_type::CollectionType;

/// The measure and the collection type that a record of another file is about.
pub(super) fn pair(
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
