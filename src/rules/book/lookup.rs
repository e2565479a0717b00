//! Citations and figures of the rules by dotted path, read from the table's text only as far as they are asked for.

use std::{borrow::Cow, collections::BTreeMap, sync::OnceLock};

use rust_decimal::Decimal;
use serde_json::{Value, value::RawValue};

use crate::{decimal, rules::status::Status};

/// A citation, and how sure its source is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The source.
    pub cite: String,
    /// How sure it is; absent when it was read in the regulation.
    pub status: Option<Status>,
}

/// The text of `rules.toml` as JSON, by its top-level tables.
pub(super) struct Lookup {
    text: Cow<'static, str>,
    sections: OnceLock<BTreeMap<String, Section>>,
}

/// One top-level table: its text, and its value once that was asked for.
struct Section {
    text: Box<RawValue>,
    value: OnceLock<Value>,
}

impl Lookup {
    pub(super) fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            text: text.into(),
            sections: OnceLock::new(),
        }
    }

    fn section(&self, key: &str) -> Option<&Value> {
        let sections = self.sections.get_or_init(|| {
            let raw: BTreeMap<String, Box<RawValue>> =
                serde_json::from_str(&self.text).expect("the rules were typed from this text");
            raw.into_iter()
                .map(|(key, text)| {
                    (
                        key,
                        Section {
                            text,
                            value: OnceLock::new(),
                        },
                    )
                })
                .collect()
        });
        let section = sections.get(key)?;
        Some(section.value.get_or_init(|| {
            let typed = |text: &str| -> Value {
                serde_json::from_str(text).expect("the rules were typed from this text")
            };
            match typed(section.text.get()) {
                // The build writes some tables as their text: see `rules::deferred`.
                Value::String(text) if text.starts_with('{') => typed(&text),
                value => value,
            }
        }))
    }

    /// The citation of a path's table, or the nearest one around it.
    pub(super) fn citation(&self, path: &str) -> Citation {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        let mut nearest = None;
        let mut node = self.section(first);
        let mut keys = rest.split('.');
        while let Some(table) = node.filter(|node| node.is_object()) {
            if table.get("cite").is_some() {
                nearest = Some(table);
            }
            node = keys.next().and_then(|key| table.get(key));
        }
        let of = |key: &str| match nearest {
            Some(table) => table.get(key),
            None => self.section(key),
        };
        Citation {
            cite: of("cite")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            // The year's own `status` says whether its rule is final, not how sure a source is.
            status: nearest
                .and_then(|table| table.get("status"))
                .and_then(|status| serde_json::from_value(status.clone()).ok()),
        }
    }

    /// The number at a path.
    pub(super) fn figure(&self, path: &str) -> Option<Decimal> {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        let keys = rest.split('.').filter(|key| !key.is_empty());
        match keys.fold(self.section(first), |node, key| node?.get(key))? {
            Value::Number(number) => decimal::parse(&number.to_string()),
            // A figure of many digits is kept as its text.
            Value::String(text) => decimal::parse(text),
            _ => None,
        }
    }
}
