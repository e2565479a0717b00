//! Writing the tables: one row a line, keys in a fixed order, defaults left out.

use std::{cmp::Ordering, collections::BTreeMap, fmt::Write as _};

use rust_decimal::Decimal;
use serde::Serialize;

use crate::rules::status::{Provenance, Status};

/// An inline table, `{ key = value, ... }`.
#[derive(Default)]
pub(super) struct Row(Vec<String>);

impl Row {
    pub(super) fn text(mut self, key: &str, value: &str) -> Self {
        self.0.push(format!("{key} = {}", quoted(value)));
        self
    }

    pub(super) fn some_text(self, key: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.text(key, value),
            None => self,
        }
    }

    /// A yes; no is what an absent key says.
    pub(super) fn flag(mut self, key: &str, value: bool) -> Self {
        if value {
            self.0.push(format!("{key} = true"));
        }
        self
    }

    pub(super) fn number(mut self, key: &str, value: impl std::fmt::Display) -> Self {
        self.0.push(format!("{key} = {value}"));
        self
    }

    pub(super) fn some_number(self, key: &str, value: Option<impl std::fmt::Display>) -> Self {
        match value {
            Some(value) => self.number(key, value),
            None => self,
        }
    }

    /// One of the names that the tables know.
    pub(super) fn name(self, key: &str, value: impl Serialize) -> Self {
        let name = name(&value);
        self.text(key, &name)
    }

    pub(super) fn some_name(self, key: &str, value: Option<impl Serialize>) -> Self {
        match value {
            Some(value) => self.name(key, value),
            None => self,
        }
    }

    pub(super) fn list<T: AsRef<str>>(mut self, key: &str, values: &[T]) -> Self {
        let items: Vec<String> = values.iter().map(|value| quoted(value.as_ref())).collect();
        self.0.push(format!("{key} = [{}]", items.join(", ")));
        self
    }

    /// A list; none is what an absent key says.
    pub(super) fn filled<T: AsRef<str>>(self, key: &str, values: &[T]) -> Self {
        if values.is_empty() {
            self
        } else {
            self.list(key, values)
        }
    }

    /// A list that says something by being empty.
    pub(super) fn optional_list<T: AsRef<str>>(self, key: &str, values: Option<&[T]>) -> Self {
        match values {
            Some(values) => self.list(key, values),
            None => self,
        }
    }

    pub(super) fn names(self, key: &str, values: &[impl Serialize]) -> Self {
        let names: Vec<String> = values.iter().map(name).collect();
        self.filled(key, &names)
    }

    pub(super) fn numbers(mut self, key: &str, values: &[Decimal]) -> Self {
        let items: Vec<String> = values.iter().map(Decimal::to_string).collect();
        self.0.push(format!("{key} = [{}]", items.join(", ")));
        self
    }

    /// A list of tables, each as [`Row::finish`] wrote it.
    pub(super) fn rows(mut self, key: &str, rows: &[String]) -> Self {
        self.0.push(format!("{key} = [{}]", rows.join(", ")));
        self
    }

    pub(super) fn finish(self) -> String {
        format!("{{ {} }}", self.0.join(", "))
    }
}

/// A file of sections.
pub(super) struct Page(String);

impl Page {
    /// Begins with a comment, one line of it for each line of `comment`.
    pub(super) fn new(comment: &str) -> Self {
        let mut text = String::new();
        for line in comment.lines() {
            let _ = writeln!(text, "{}", format!("# {line}").trim_end());
        }
        Self(text)
    }

    pub(super) fn key(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.0, "{key} = {value}");
    }

    pub(super) fn text(&mut self, key: &str, value: &str) {
        self.key(key, &quoted(value));
    }

    pub(super) fn blank(&mut self) {
        self.0.push('\n');
    }

    pub(super) fn additions(&mut self, additions: &BTreeMap<String, Provenance>) {
        for (name, Provenance { cite, status }) in additions {
            let _ = writeln!(self.0, "\n[additions.{}]", bare(name));
            self.text("cite", cite);
            if let Some(status) = status {
                self.status(*status);
            }
        }
    }

    pub(super) fn status(&mut self, status: Status) {
        self.text("status", &name(&status));
    }

    /// A section, its rows in the order of their ids; nothing when there are none.
    pub(super) fn section(&mut self, header: &str, mut rows: Vec<(String, String)>) {
        if rows.is_empty() {
            return;
        }
        rows.sort_by(|(a, _), (b, _)| natural(a, b));
        let _ = writeln!(self.0, "\n[{header}]");
        for (id, row) in rows {
            let _ = writeln!(self.0, "{} = {row}", bare(&id));
        }
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// The name that a value has in files.
pub(super) fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        other => unreachable!("only values with a name are written by name: {other:?}"),
    }
}

/// Ids in the order in which people count: `ACEP19` before `ACEP100`.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    while !left.is_empty() && !right.is_empty() {
        let (x, y);
        (x, left) = part(left);
        (y, right) = part(right);
        let digits = |text: &str| text.starts_with(|letter: char| letter.is_ascii_digit());
        let order = if digits(x) && digits(y) {
            let (x, y) = (x.trim_start_matches('0'), y.trim_start_matches('0'));
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        } else {
            x.cmp(y)
        };
        if order.is_ne() {
            return order;
        }
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

/// The first run of digits, or of anything else, and the rest.
fn part(text: &str) -> (&str, &str) {
    let digit = text.starts_with(|letter: char| letter.is_ascii_digit());
    let end = text
        .find(|letter: char| letter.is_ascii_digit() != digit)
        .unwrap_or(text.len());
    text.split_at(end)
}

/// A key, in quotes only where TOML asks for them.
fn bare(key: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    if !key.is_empty() && key.chars().all(plain) {
        key.into()
    } else {
        quoted(key)
    }
}

/// A basic string of TOML.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            _ if letter.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}
