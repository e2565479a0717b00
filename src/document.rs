//! A named text as a tree of values that know where they are, with settings laid over it.
//!
//! Numbers keep their text, so that no digit is lost on the way to a decimal.

pub(crate) mod bytes;
mod clearing;
mod identity;
mod json_values;
mod laying;
mod places;
pub mod scenario;
pub mod setting;
pub(crate) mod spelling;
mod syntax;
mod toml_values;
mod tree;
mod written;

use std::{collections::HashSet, ops::Range};

use serde_json::value::RawValue;
use toml::de::DeTable;

use crate::problem::{Code, Place, Problem, Problems};
use json_values::json_value;
use setting::{Setting, segments};
use toml_values::table_of;
use tree::{Origin, numbered};

pub(crate) use clearing::is_alone;
pub(crate) use identity::tells_who;
pub(crate) use json_values::Members;
pub use tree::{Node, Table, Value};
pub(crate) use written::{flatten, quoted, written, written_value};

/// The largest text that is read, in bytes. A practice file has a few thousand.
pub const MAXIMUM_BYTES: usize = 2 * 1024 * 1024;

/// A named text, typed as a tree.
///
/// ```
/// let document = mips::Document::read("practice.toml", b"quality.percent = 80")?;
/// assert!(document.get("quality.percent").is_some());
/// # Ok::<(), mips::Problems>(())
/// ```
#[derive(Clone, Debug)]
pub struct Document {
    name: String,
    text: String,
    root: Table,
    settings: Vec<Setting>,
    remarks: Problems,
}

impl Document {
    /// Reads TOML, or JSON where the text begins with `{`. UTF-8 and UTF-16, with or without a byte-order mark,
    /// and line ends of every kind are taken.
    ///
    /// # Errors
    ///
    /// Everything that keeps the text from being read, each with its place.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Problems> {
        let whole = |message: String| {
            let mut problem = Problem::new(Code::Unreadable, "", message);
            problem.place = Some(Place::of_whole(name));
            Problems::from(problem)
        };
        if let Some(kind) = bytes::foreign(bytes) {
            return Err(whole(kind.into()));
        }
        if bytes.len() > MAXIMUM_BYTES {
            let megabytes = MAXIMUM_BYTES / (1024 * 1024);
            return Err(whole(format!(
                "the file is larger than {megabytes} MB; a practice file has a few kilobytes"
            )));
        }
        let decoded = bytes::decode(bytes).map_err(whole)?;
        let text = decoded.text.as_ref();
        let start = text.trim_start();
        if start.is_empty() {
            return Err(whole(
                "the file is empty; `mips init` prints a starter".into(),
            ));
        }
        let mut document = if start.starts_with('{') {
            Self::from_json(name, text)?
        } else {
            Self::from_toml(name, text)?
        };
        if let Some(note) = decoded.note {
            document.remarks.push(Problem::new(Code::ReadAs, "", note));
        }
        Ok(document)
    }

    /// A document with nothing in it yet, for settings to be laid over.
    #[must_use]
    pub fn empty(name: &str) -> Self {
        Self {
            name: name.into(),
            text: String::new(),
            root: Table::default(),
            settings: Vec::new(),
            remarks: Problems::default(),
        }
    }

    /// A document whose values were read from texts of another form; `remarks` is what was odd there.
    pub(crate) fn assembled(name: &str, root: Table, remarks: Problems) -> Self {
        Self {
            root,
            remarks,
            ..Self::empty(name)
        }
    }

    /// The values, each with its place in this text, to become part of another document.
    pub(crate) fn into_elsewhere(self) -> Table {
        let mut root = self.root.clone();
        self.relocate(&mut root);
        root
    }

    fn relocate(&self, table: &mut Table) {
        for (_, node) in &mut table.entries {
            let place = match &node.origin {
                Origin::Text(span) => self.place_of(span),
                Origin::Setting(_) | Origin::Elsewhere(_) => continue,
            };
            let mut value = std::mem::replace(&mut node.value, Value::Boolean(false));
            match &mut value {
                Value::Table(inner) => self.relocate(inner),
                Value::Array(items) => {
                    for item in items {
                        let value = item.value.clone();
                        *item = Node::elsewhere(value, std::sync::Arc::new(place.clone()));
                    }
                }
                _ => {}
            }
            *node = Node::elsewhere(value, std::sync::Arc::new(place));
        }
    }

    /// What was odd when the values were read from another form, each with its place.
    pub(crate) fn remarks(&self) -> &Problems {
        &self.remarks
    }

    fn from_toml(name: &str, text: &str) -> Result<Self, Problems> {
        let mut document = Self {
            name: name.into(),
            text: text.into(),
            root: Table::default(),
            settings: Vec::new(),
            remarks: Problems::default(),
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            document.root = table_of(table.get_ref());
            return Ok(document);
        }
        let mut problems = Problems::default();
        let mut told = HashSet::new();
        for error in errors {
            if problems.is_full() {
                problems.push(Problem::new(Code::Syntax, "", ""));
                continue;
            }
            let span = error.span().unwrap_or(0..0);
            let place = document.place_of(&span);
            // What follows on a line is a consequence of what is first wrong with it.
            if told.insert(place.line) {
                let mut problem = Problem::new(Code::Syntax, "", "");
                problem.place = Some(place);
                syntax::explain(&mut problem, error.message(), &text[span]);
                problems.push(problem);
            }
        }
        problems.sort();
        Err(problems)
    }

    fn from_json(name: &str, text: &str) -> Result<Self, Problems> {
        let mut document = Self {
            name: name.into(),
            text: text.into(),
            root: Table::default(),
            settings: Vec::new(),
            remarks: Problems::default(),
        };
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| {
            let start: usize = text
                .split_inclusive('\n')
                .take(error.line().max(1) - 1)
                .map(str::len)
                .sum();
            let at = (start + error.column().saturating_sub(1)).min(text.len());
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or(&message);
            document.syntax_error(at..at, message)
        })?;
        match json_value(raw, text, 0) {
            Ok(Value::Table(root)) => document.root = root,
            Ok(_) => unreachable!("a text that begins with a brace is an object or not JSON"),
            Err((span, message)) => return Err(document.syntax_error(span, &message).into()),
        }
        Ok(document)
    }

    fn syntax_error(&self, span: Range<usize>, message: &str) -> Problem {
        let mut problem = Problem::new(Code::Syntax, "", message);
        problem.place = Some(self.place_of(&span));
        problem
    }

    /// The document's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text that was read; empty where the values came from elsewhere.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The whole tree.
    #[must_use]
    pub fn root(&self) -> &Table {
        &self.root
    }

    /// The value at a dotted path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Node> {
        let keys = segments(path)?;
        let (first, rest) = keys.split_first()?;
        let mut at = self.root.get(first)?;
        for key in rest {
            at = match &at.value {
                Value::Table(inner) => inner.get(key)?,
                Value::Array(items) => &items[numbered(items, key)?],
                _ => return None,
            };
        }
        Some(at)
    }

    /// The text with other values in the places of these nodes; one that is not in the text is passed over.
    pub(crate) fn rewritten(&self, values: &[(&Node, String)]) -> String {
        let mut places: Vec<(&Range<usize>, &str)> = values
            .iter()
            .filter_map(|(node, value)| match &node.origin {
                Origin::Text(span) => Some((span, value.as_str())),
                Origin::Setting(_) | Origin::Elsewhere(_) => None,
            })
            .collect();
        places.sort_by_key(|(span, _)| span.start);
        let mut text = self.text.clone();
        for (span, value) in places.into_iter().rev() {
            text.replace_range(span.clone(), value);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_goes_with_its_last_key() {
        let text = "performance_year = 2017\n[complex_patient_bonus]\npoints = 3\n[quality.measures.ecqm.001]\nrate = 1\n";
        let mut document = Document::read("practice.toml", text.as_bytes()).unwrap();
        let taken = [
            "complex_patient_bonus.points",
            "quality.measures.ecqm.001.rate",
            "cost.percent",
        ];
        let layer = taken.map(|path| Setting::new(path, "", "--set"));
        document.lay(&layer).unwrap();
        let keys: Vec<&str> = document
            .root()
            .entries
            .iter()
            .map(|(key, _)| key.as_str())
            .collect();
        assert_eq!(keys, ["performance_year"]);
    }
}
