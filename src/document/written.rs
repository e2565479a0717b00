//! Values and keys as they are written in a setting, in TOML or in JSON.

use super::{
    setting::Setting,
    tree::{Node, Value},
};

/// The settings that lay a value at a path: one for each figure, word and list within it.
pub(crate) fn flatten(path: String, node: &Node, settings: &mut Vec<Setting>) {
    match &node.value {
        Value::Table(table) if !table.entries.is_empty() => {
            for (key, inner) in &table.entries {
                flatten(format!("{path}.{}", quoted(key)), inner, settings);
            }
        }
        _ => settings.push(Setting::new(path, written(node, false), "")),
    }
}

/// A value as text that reads as the same value, in JSON or as a setting.
pub(crate) fn written(node: &Node, json: bool) -> String {
    written_value(&node.value, json)
}

/// As [`written`], of a value without its place.
pub(crate) fn written_value(value: &Value, json: bool) -> String {
    match value {
        Value::Text(text) if json => serde_json::Value::from(text.as_str()).to_string(),
        Value::Text(text) => toml::Value::from(text.as_str()).to_string(),
        Value::Number(text) | Value::Moment(text) => text.clone(),
        Value::Boolean(yes) => yes.to_string(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| written(item, json)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(table) => {
            let equals = if json { ": " } else { " = " };
            let members: Vec<String> = table
                .entries
                .iter()
                .map(|(key, node)| {
                    let key = serde_json::Value::from(key.as_str());
                    format!("{key}{equals}{}", written(node, json))
                })
                .collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

/// The key as it is written in a path.
pub(crate) fn quoted(key: &str) -> String {
    if key.contains('.') {
        format!("\"{key}\"")
    } else {
        key.to_owned()
    }
}
