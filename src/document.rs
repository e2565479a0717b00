//! A named text as a tree of values that know where they stand, with settings laid over it.
//!
//! Numbers keep their text, so that no digit is lost on the way to a decimal.

use std::{collections::HashSet, ops::Range};

use serde_json::value::RawValue;
use toml::de::DeTable;

pub(crate) mod bytes;
mod identity;
mod json_values;
pub mod scenario;
pub mod setting;
pub(crate) mod spelling;
mod syntax;
mod toml_values;
mod tree;
mod written;

use identity::names_somebody;
pub(crate) use identity::tells_who;
pub(crate) use json_values::Members;
use json_values::json_value;
use toml_values::{setting_value, table_of};
pub use tree::{Node, Table, Value};
use tree::{Origin, item_table, numbered};
pub(crate) use written::{flatten, quoted, written, written_value};

use crate::{
    category::Category,
    document::setting::{Setting, segments},
    escape,
    problem::{Code, Part, Place, Problem, Problems},
};

/// The largest text that is read, in bytes. A practice file has a few thousand.
pub const MAXIMUM_BYTES: usize = 2 * 1024 * 1024;

/// The most characters of a line that a message shows.
const LONGEST_EXCERPT: usize = 160;

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

    /// The text with other values in the places of these nodes; one that does not stand in the text is passed over.
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

    /// Lays settings over the document, all as one layer.
    ///
    /// A setting that says what a category is (`cost.percent=40`) takes the place of what the layers below said of it
    /// (`cost.unknown`). Two such settings within one layer both stay, and contradict each other as they would in a file.
    ///
    /// # Errors
    ///
    /// Paths that lead through something that is no table.
    pub fn lay(&mut self, layer: &[Setting]) -> Result<(), Problems> {
        for setting in layer.iter().filter(|setting| !setting.value.is_empty()) {
            self.clear_other_states(&setting.path);
        }
        let mut problems = Problems::default();
        for setting in layer {
            if let Err(problem) = self.set(setting) {
                problems.push(problem);
            }
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }

    fn clear_other_states(&mut self, path: &str) {
        const FINAL_SCORE: &str = "final_score";
        const STATES: [&str; 6] = [
            "percent",
            "not_submitted",
            "reweighted",
            "unknown",
            "measures",
            "activities",
        ];
        const BONUS: &str = "complex_patient_bonus";
        let Some(keys) = segments(path) else { return };
        if keys == [FINAL_SCORE] {
            // A final score that is known takes the place of all that would make it.
            let makes_it = |key: &str| key == BONUS || Category::from_key(key).is_some();
            self.root.entries.retain(|(key, _)| !makes_it(key));
            return;
        }
        let [table, state, ..] = keys[..] else { return };
        let is_bonus = table == BONUS;
        let is_state = is_bonus || STATES.contains(&state);
        if !is_state || !(is_bonus || Category::from_key(table).is_some()) {
            return;
        }
        if !is_bonus {
            self.root.remove(FINAL_SCORE);
        }
        let Some(Node {
            value: Value::Table(table),
            ..
        }) = self.root.get_mut(table)
        else {
            return;
        };
        let is_sum = |key: &str| matches!(key, "points" | "unknown");
        table.entries.retain(|(other, _)| {
            if is_bonus {
                // The raw inputs go together; points, and not knowing, each stand alone.
                other == state || !(is_sum(other) || is_sum(state))
            } else {
                // A percent may stand beside measures, to be compared with them.
                let compared = matches!(
                    (state, other.as_str()),
                    ("measures" | "activities", "percent")
                );
                other == state || compared || !STATES.contains(&other.as_str())
            }
        });
    }

    fn set(&mut self, setting: &Setting) -> Result<(), Problem> {
        let misled = |message: String| {
            let mut problem = Problem::new(Code::BadSetting, setting.path.clone(), message);
            problem.place = Some(setting_place(setting));
            problem
        };
        let keys =
            segments(&setting.path).ok_or_else(|| misled("this is not a dotted path".into()))?;
        let number = self.settings.len();
        let origin = Origin::Setting(number);
        if setting.value.is_empty() {
            self.root.prune(&keys);
            return Ok(());
        }
        let (last, tables) = keys.split_last().expect("a path has at least one key");
        let mut table = &mut self.root;
        let mut tables = tables.iter();
        while let Some(key) = tables.next() {
            if table.get(key).is_none() {
                let node = Node {
                    value: Value::Table(Table::default()),
                    key_origin: origin.clone(),
                    origin: origin.clone(),
                };
                table.entries.push(((*key).to_owned(), node));
            }
            table = match &mut table.get_mut(key).expect("it was just put there").value {
                Value::Table(inner) => inner,
                Value::Array(items) => tables
                    .next()
                    .and_then(|number| item_table(items, number, &origin))
                    .ok_or_else(|| misled(format!("`{key}` is a list, not a table")))?,
                other => return Err(misled(format!("`{key}` is {}, not a table", other.kind()))),
            };
        }
        let value = setting_value(&setting.value, &origin);
        match table.get_mut(last) {
            Some(node) => {
                node.value = value;
                node.origin = origin;
            }
            None => table.entries.push((
                (*last).to_owned(),
                Node {
                    value,
                    key_origin: origin.clone(),
                    origin,
                },
            )),
        }
        self.settings.push(setting.clone());
        Ok(())
    }

    /// Gives each problem the place of its path: of the entry itself, or of the nearest table around it that is there.
    pub fn locate(&self, problems: &mut Problems) {
        for problem in &mut problems.0 {
            if problem.place.is_none() {
                problem.place = Some(self.place_of_path(&problem.path, problem.part));
            }
        }
        problems.sort();
    }

    fn place_of_path(&self, path: &str, part: Part) -> Place {
        let mut keys = segments(path).unwrap_or_default();
        let mut part = part;
        while !keys.is_empty() {
            let joined: Vec<String> = keys.iter().map(|key| quoted(key)).collect();
            if let Some(node) = self.get(&joined.join(".")) {
                let origin = match (part, &node.value) {
                    (Part::Key, _) => &node.key_origin,
                    (Part::Item(number), Value::Array(items)) if number < items.len() => {
                        &items[number].origin
                    }
                    (Part::Item(_) | Part::Value, _) => &node.origin,
                };
                return self.place_of_origin(origin);
            }
            keys.pop();
            part = Part::Key;
        }
        Place::of_whole(self.name.clone())
    }

    /// Where a value of this document stands.
    pub(crate) fn place_of_node(&self, node: &Node) -> Place {
        self.place_of_origin(&node.origin)
    }

    fn place_of_origin(&self, origin: &Origin) -> Place {
        match origin {
            Origin::Text(span) => self.place_of(span),
            Origin::Setting(number) => setting_place(&self.settings[*number]),
            Origin::Elsewhere(place) => Place::clone(place),
        }
    }

    fn place_of(&self, span: &Range<usize>) -> Place {
        // The parser may point into a letter that the text ends within.
        let start = self.text.floor_char_boundary(span.start);
        let end = self.text.ceil_char_boundary(span.end);
        let line_start = self.text[..start].rfind('\n').map_or(0, |n| n + 1);
        let line_end = self.text[start..]
            .find('\n')
            .map_or(self.text.len(), |n| start + n);
        let line = self.text[line_start..line_end].trim_end_matches('\r');
        let column = self.text[line_start..start].chars().count();
        let shown = line_start + line.len();
        let width = self.text[start.min(shown)..end.clamp(start, shown.max(start))]
            .chars()
            .count();
        // Of a long line stands what is around the column.
        let length = line.chars().count();
        let first = if length <= LONGEST_EXCERPT {
            0
        } else {
            column
                .saturating_sub(LONGEST_EXCERPT / 2)
                .min(length - LONGEST_EXCERPT)
        };
        let (excerpt, first) = if names_somebody(line) {
            // Another program's file, and a line that is nobody's business: the value alone is shown.
            let value = self
                .text
                .get(start.min(shown)..span.end.clamp(start, shown.max(start)));
            let value = value.filter(|value| !tells_who(value)).unwrap_or_default();
            (value.chars().take(LONGEST_EXCERPT).collect(), column)
        } else {
            let excerpt: String = line.chars().skip(first).take(LONGEST_EXCERPT).collect();
            (excerpt, first)
        };
        let excerpt = escape::aligned(&excerpt).into_owned();
        Place {
            name: self.name.clone(),
            line: 1 + self.text[..start].matches('\n').count(),
            column: column + 1,
            width: width.min((first + excerpt.chars().count()).saturating_sub(column)),
            excerpt,
            excerpt_column: first + 1,
        }
    }
}

fn setting_place(setting: &Setting) -> Place {
    Place::of_whole(setting.to_string())
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
