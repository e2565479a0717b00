//! The schemas of what `mips import`, `mips reconcile` and `mips measures rank` print.

use serde_json::{Value, json};

use super::{
    parts::{list, number, of_no_year, printed_by, text, truth},
    types::{about, count, keys, object, or_null},
};
use crate::rules::collection_type::CollectionType;

/// The schema of what `mips import` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn import() -> Value {
    let left_out = object(json!({ "path": text(), "reason": text() }));
    of_no_year(
        "import",
        object(json!({
            "practice": about(json!({ "type": "object" }), "The practice file, as the schema `practice` has it"),
            "read_as": text(),
            "left_out": list(&left_out),
            "unknown": about(list(&text()), "The paths of what the files do not say"),
        })),
    )
}

/// The schema of what `mips reconcile` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn reconcile() -> Value {
    let figure = || json!({ "type": ["number", "string", "boolean", "null"] });
    let kind = or_null(keys([
        "input",
        "benchmark",
        "points",
        "selection",
        "bonus",
        "weight",
        "rounding",
    ]));
    let first = object(json!({
        "path": text(),
        "ours": figure(),
        "theirs": figure(),
        "kind": about(kind, "Why the two differ"),
    }));
    let row = object(json!({
        "path": text(),
        "ours": figure(),
        "theirs": figure(),
        "differs": truth(),
        "follows": about(truth(), "Whether it follows from a difference before it"),
    }));
    of_no_year(
        "reconcile",
        object(json!({
            "agrees": truth(),
            "compared": about(count(), "How many figures both sides have"),
            "first": about(or_null(first), "The first figure that differs"),
            "rows": list(&row),
        })),
    )
}

/// The schema of what `mips measures rank` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn rank() -> Value {
    let points = || or_null(count());
    let measure = object(json!({
        "id": text(),
        "collection_type": keys(CollectionType::ALL.map(CollectionType::key)),
        "title": text(),
        "inverse": truth(),
        "most_points": points(),
        "median": or_null(number()),
        "median_points": points(),
        "points": about(points(), "With the file's counts; null without any"),
        "patients_to_next_point": points(),
        "capped": truth(),
        "cap": points(),
        "topped_out": truth(),
        "has_benchmark": truth(),
        "outcome": truth(),
        "high_priority": truth(),
        "small_practices_only": truth(),
    }));
    printed_by(
        "measures rank",
        object(json!({ "measures": list(&measure) })),
    )
}
