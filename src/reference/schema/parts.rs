//! Parts that the schemas of results share.

use serde_json::{Value, json};

use super::types::{DRAFT, about, count, object, or_null};
use crate::report::SCHEMA_VERSION;

pub(super) fn text() -> Value {
    json!({ "type": "string" })
}

pub(super) fn number() -> Value {
    json!({ "type": "number" })
}

pub(super) fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// Settings as `--set` takes them.
pub(super) fn settings() -> Value {
    about(list(&text()), "Settings as --set takes them")
}

/// What is at the head of every result.
pub(super) fn head(mut result: Value) -> Value {
    let own = object(json!({
        "schema_version": { "const": SCHEMA_VERSION },
        "tool": object(json!({ "name": text(), "version": text() })),
        "performance_year": or_null(json!({ "type": "integer" })),
    }));
    for (key, schema) in own["properties"].as_object().into_iter().flatten() {
        result["properties"][key] = schema.clone();
    }
    if let (Some(all), Some(more)) = (
        result["required"].as_array_mut(),
        own["required"].as_array(),
    ) {
        all.extend(more.iter().cloned());
    }
    result
}

/// The schema of a command's whole result.
pub(super) fn printed_by(command: &str, result: Value) -> Value {
    let mut schema = head(result);
    schema["$schema"] = DRAFT.into();
    schema["title"] = format!("What mips {command} --format json prints").into();
    schema
}

/// The same result without a year of its own.
pub(super) fn of_no_year(command: &str, result: Value) -> Value {
    let mut schema = printed_by(command, result);
    if let Some(properties) = schema["properties"].as_object_mut() {
        properties.remove("performance_year");
    }
    if let Some(required) = schema["required"].as_array_mut() {
        required.retain(|key| key != "performance_year");
    }
    schema
}

pub(super) fn truth() -> Value {
    json!({ "type": "boolean" })
}

/// The two ends of what a figure may be; equal where it is known.
pub(super) fn ends(end: &Value) -> Value {
    object(json!({ "low": end, "high": end }))
}

/// A date of the calendar.
pub(super) fn dated() -> Value {
    object(json!({
        "name": text(),
        "title": text(),
        "from": or_null(text()),
        "to": about(or_null(text()), "The last day; null where it is not known"),
        "source": text(),
        "status": or_null(text()),
        "from_status": about(or_null(text()), "How sure the first day is, where it is less sure than the last"),
        "note": or_null(text()),
    }))
}

/// What is wrong or odd in a file.
pub(super) fn problem() -> Value {
    object(json!({
        "severity": { "enum": ["error", "warning"] },
        "code": text(),
        "path": text(),
        "line": or_null(count()),
        "column": or_null(count()),
        "message": text(),
        "help": or_null(text()),
    }))
}
