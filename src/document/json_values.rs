//! Values as JSON has them, each with its place in the text.

use std::{collections::HashSet, ops::Range};

use serde_json::value::RawValue;

use super::tree::{Node, Origin, Table, Value};

/// JSON in which every value keeps its place in the text; where something is wrong, its place and what it is.
pub(super) fn json_value(
    raw: &RawValue,
    text: &str,
    depth: usize,
) -> Result<Value, (Range<usize>, String)> {
    let span = |raw: &RawValue| {
        let start = raw.get().as_ptr() as usize - text.as_ptr() as usize;
        start..start + raw.get().len()
    };
    let wrong = |message: &str| (span(raw), message.to_owned());
    let unread = |error: serde_json::Error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or(&message);
        (span(raw), message.to_owned())
    };
    let source = raw.get();
    if depth > 64 {
        return Err(wrong("the tables are nested too deeply"));
    }
    let node = |key: &RawValue, raw: &RawValue| {
        Ok(Node {
            value: json_value(raw, text, depth + 1)?,
            key_origin: Origin::Text(span(key)),
            origin: Origin::Text(span(raw)),
        })
    };
    Ok(match source.as_bytes().first() {
        Some(b'{') => {
            let Members(pairs) = serde_json::from_str(source).map_err(unread)?;
            let mut table = Table::default();
            let mut known = HashSet::new();
            for (raw_key, value) in pairs {
                let key: String = serde_json::from_str(raw_key.get()).map_err(unread)?;
                // JSON's null is an absent key: that is how programs write what they do not know.
                if value.get() == "null" {
                    continue;
                }
                if !known.insert(key.clone()) {
                    return Err((span(raw_key), format!("`{key}` is given twice")));
                }
                table.entries.push((key, node(raw_key, value)?));
            }
            Value::Table(table)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(source).map_err(unread)?;
            let items = items.into_iter().map(|item| node(item, item));
            Value::Array(items.collect::<Result<_, _>>()?)
        }
        Some(b'"') => Value::Text(serde_json::from_str(source).map_err(unread)?),
        Some(b't' | b'f') => Value::Boolean(source == "true"),
        Some(b'n') => return Err(wrong("null has no meaning in a list")),
        _ => Value::Number(source.to_owned()),
    })
}

/// The members of a JSON object, in order and with repetitions.
pub(crate) struct Members<'t>(pub(crate) Vec<(&'t RawValue, &'t RawValue)>);

impl<'de> serde::Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> serde::de::Visitor<'de> for Pairs {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Members<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Members(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}
