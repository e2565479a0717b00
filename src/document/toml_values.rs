//! Values as TOML has them, in a file or in a setting.

use toml::de::{DeTable, DeValue};

use super::tree::{Node, Origin, Table, Value};

pub(super) fn table_of(table: &DeTable<'_>) -> Table {
    let entries = table
        .iter()
        .map(|(key, value)| {
            let node = Node {
                value: value_of(value.get_ref()),
                key_origin: Origin::Text(key.span()),
                origin: Origin::Text(value.span()),
            };
            (key.get_ref().to_string(), node)
        })
        .collect();
    Table { entries }
}

fn value_of(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => {
            Value::Number(number.as_str().to_owned())
        }
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(plain) => Value::Number(plain.to_string()),
            Err(_) => Value::Number(number.to_string()),
        },
        DeValue::Float(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Boolean(yes) => Value::Boolean(*yes),
        DeValue::Datetime(moment) => Value::Moment(moment.to_string()),
        DeValue::Array(items) => Value::Array(
            items
                .iter()
                .map(|item| Node {
                    value: value_of(item.get_ref()),
                    key_origin: Origin::Text(item.span()),
                    origin: Origin::Text(item.span()),
                })
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(table_of(table)),
    }
}

/// The value that a setting's text stands for: what TOML reads it as, and plain text where it reads nothing.
pub(super) fn setting_value(text: &str, origin: &Origin) -> Value {
    fn relocate(value: Value, origin: &Origin) -> Value {
        let moved = |node: Node| Node {
            value: relocate(node.value, origin),
            key_origin: origin.clone(),
            origin: origin.clone(),
        };
        match value {
            Value::Array(items) => Value::Array(items.into_iter().map(moved).collect()),
            Value::Table(table) => Value::Table(Table {
                entries: table
                    .entries
                    .into_iter()
                    .map(|(key, node)| (key, moved(node)))
                    .collect(),
            }),
            plain => plain,
        }
    }
    if text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-')
    {
        return Value::Number(text.to_owned());
    }
    match DeValue::parse(text) {
        Ok(value) => match value_of(value.get_ref()) {
            Value::Moment(_) => Value::Text(text.to_owned()),
            read => relocate(read, origin),
        },
        Err(_) => match text.to_ascii_lowercase().as_str() {
            // Spreadsheets write TRUE and FALSE.
            "true" => Value::Boolean(true),
            "false" => Value::Boolean(false),
            _ => Value::Text(text.to_owned()),
        },
    }
}
