//! The types that schemas are made of.

use serde_json::{Value, json};

use crate::rules::terms::Word;

/// The draft that the schemas are written in.
pub(super) const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

pub(super) fn words<W: Word>() -> Value {
    keys(W::ALL.iter().map(|word| word.key()))
}

/// One of these words.
pub(super) fn keys(keys: impl IntoIterator<Item = &'static str>) -> Value {
    let keys: Vec<&str> = keys.into_iter().collect();
    json!({ "type": "string", "enum": keys })
}

/// The same schema, with what it is about.
pub(super) fn about(mut schema: Value, description: &str) -> Value {
    schema["description"] = description.into();
    schema
}

/// A table that has these keys and no others.
#[expect(
    clippy::needless_pass_by_value,
    reason = "schemas are built of literals"
)]
pub(super) fn table(properties: Value) -> Value {
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// The same table, where these keys are always there.
pub(super) fn requiring(mut table: Value, required: &[&str]) -> Value {
    table["required"] = json!(required);
    table
}

/// A table that has all of these keys, and in later versions perhaps more.
#[expect(
    clippy::needless_pass_by_value,
    reason = "schemas are built of literals"
)]
pub(super) fn object(properties: Value) -> Value {
    let required: Vec<&String> = properties
        .as_object()
        .into_iter()
        .flat_map(|map| map.keys())
        .collect();
    let required = json!(required);
    json!({ "type": "object", "properties": properties, "required": required })
}

/// A number within bounds.
pub(super) fn between(low: i64, high: i64) -> Value {
    json!({ "type": "number", "minimum": low, "maximum": high })
}

/// A number that is not negative.
pub(super) fn count() -> Value {
    json!({ "type": "number", "minimum": 0 })
}

/// The same type, or null.
pub(super) fn or_null(mut schema: Value) -> Value {
    if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(Value::Null);
    }
    schema["type"] = match schema["type"].take() {
        Value::Array(mut kinds) => {
            kinds.push("null".into());
            Value::Array(kinds)
        }
        kind => json!([kind, "null"]),
    };
    schema
}
