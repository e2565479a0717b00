//! Translates other programs' files: which heading is which key, and what their cells mean.

use std::{borrow::Cow, collections::BTreeMap};

use rust_decimal::Decimal;

use crate::{
    category::Category,
    decimal::{parse, plain},
    document::{Document, Node, Table, Value, setting::segments},
    problem::{Code, Problem, Problems},
};

/// The built-in maps, by name.
const BUILT_IN: [(&str, &str); 2] = [
    (
        "qpp-experience",
        include_str!("../../rules/maps/qpp-experience.toml"),
    ),
    (
        "care-compare",
        include_str!("../../rules/maps/care-compare.toml"),
    ),
];

/// Translates the headings and cells of another program's file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    pub(super) columns: BTreeMap<String, Mapped>,
    /// Columns that hold results, not inputs.
    pub(super) figures: BTreeMap<String, Mapped>,
    /// For each category, how the headings of its numbered measures begin: those with ids, and those with points.
    pub(super) measures: BTreeMap<String, (String, String)>,
    absent: Vec<String>,
    passes_over_others: bool,
}

/// What one column sets, and how its cells become values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mapped {
    /// The dotted path that the column sets, or `id`.
    pub path: String,
    multiply: Option<Decimal>,
    values: BTreeMap<String, String>,
    only_values: bool,
    absent: Vec<String>,
    /// The path of a percent. If that percent is empty or 0, this value is used instead of it; otherwise this value is ignored.
    pub unless_scored: Option<String>,
    /// The path that this value replaces.
    pub instead_of: Option<String>,
    /// A better heading for the same value: this column is ignored if the file has that one.
    pub superseded_by: Option<String>,
    /// The heading of an amount that is subtracted.
    pub minus: Option<String>,
}

impl Map {
    /// The names of the built-in maps.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        BUILT_IN.map(|(name, _)| name).to_vec()
    }

    /// A built-in map; `None` if no map has this name.
    ///
    /// # Panics
    ///
    /// Never: a test reads every built-in map.
    #[must_use]
    pub fn built_in(name: &str) -> Option<Self> {
        let (name, text) = BUILT_IN.into_iter().find(|(known, _)| *known == name)?;
        let document = Document::read(name, text.as_bytes()).ok();
        document.map(|document| Self::read(&document).expect("a test reads it"))
    }

    /// Reads a map. `[columns]` gives each heading a dotted path, or a table of a path and conversions; `[figures]` names
    /// columns that hold results; `[measures]` says how the headings of numbered measures begin; `absent` lists the cells that
    /// count as empty; `others = "ignore"` skips headings that the map does not name.
    ///
    /// # Errors
    ///
    /// Anything else in the file, with its place.
    pub fn read(document: &Document) -> Result<Self, Problems> {
        let mut reading = Reading::default();
        let mut map = Self::default();
        for (key, node) in &document.root().entries {
            match (key.as_str(), &node.value) {
                ("columns", Value::Table(columns)) => map.columns = reading.headings(key, columns),
                ("figures", Value::Table(figures)) => map.figures = reading.headings(key, figures),
                ("measures", Value::Table(measures)) => map.measures = reading.measures(measures),
                ("absent", _) => map.absent = reading.texts("absent", node),
                ("others", Value::Text(text)) if text == "ignore" => map.passes_over_others = true,
                ("others", _) => reading.wrong("others", "the only value is \"ignore\""),
                ("cite" | "name", Value::Text(_)) => {}
                _ => reading.unknown(
                    key,
                    &[
                        "columns", "figures", "measures", "absent", "others", "cite", "name",
                    ],
                ),
            }
        }
        if map.columns.is_empty() && reading.0.is_empty() {
            let help = "for example [columns] with \"Quality Score\" = \"quality.percent\"";
            let problem = Problem::new(Code::MissingKey, "columns", "the map names no column");
            reading.0.push(problem.help(help));
        }
        if reading.0.is_empty() {
            return Ok(map);
        }
        document.locate(&mut reading.0);
        Err(reading.0)
    }

    /// The entry for a heading. Capitals, spaces and punctuation make no difference.
    pub(super) fn column(&self, heading: &str) -> Option<&Mapped> {
        self.columns.get(&alike(heading))
    }

    /// Whether headings that the map does not name are skipped.
    pub(super) fn passes_over_others(&self) -> bool {
        self.passes_over_others
    }

    /// Whether a cell counts as empty.
    pub(super) fn is_absent(&self, cell: &str) -> bool {
        self.absent.iter().any(|it| it.eq_ignore_ascii_case(cell))
    }
}

impl Mapped {
    /// Whether cells are used as they are.
    pub(super) fn is_plain(&self) -> bool {
        let only_path = Self {
            path: self.path.clone(),
            ..Self::default()
        };
        *self == only_path
    }

    /// The value that a cell sets; empty if the cell counts as empty.
    pub(super) fn value<'c>(&self, cell: &'c str) -> Cow<'c, str> {
        if self.absent.iter().any(|it| it.eq_ignore_ascii_case(cell)) {
            return Cow::Borrowed("");
        }
        let number = parse(cell);
        let is_it = |known: &str| {
            known.eq_ignore_ascii_case(cell) || number.is_some() && parse(known) == number
        };
        if let Some((_, value)) = self.values.iter().find(|(known, _)| is_it(known)) {
            return Cow::Owned(value.clone());
        }
        if self.only_values {
            return Cow::Borrowed("");
        }
        let product = self
            .multiply
            .zip(number)
            .and_then(|(a, b)| a.checked_mul(b));
        product.map_or(Cow::Borrowed(cell), |product| Cow::Owned(plain(product)))
    }
}

/// A heading reduced to small letters and digits, with one space between words.
pub(super) fn alike(heading: &str) -> String {
    let lower = heading.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// A map while it is read, with the errors found so far.
#[derive(Default)]
struct Reading(Problems);

impl Reading {
    fn wrong(&mut self, path: &str, message: &str) {
        self.0.push(Problem::new(Code::WrongType, path, message));
    }

    fn unknown(&mut self, path: &str, known: &[&str]) {
        let key = path.rsplit('.').next().unwrap_or(path);
        let message = format!("unknown key `{key}`");
        let problem = Problem::new(Code::UnknownKey, path, message).on_key();
        self.0.push(problem.nearest(key, known.iter().copied()));
    }

    /// Reads a table whose keys are headings.
    fn headings(&mut self, key: &str, table: &Table) -> BTreeMap<String, Mapped> {
        let mut headings = BTreeMap::new();
        for (heading, node) in &table.entries {
            let path = format!("{key}.{}", crate::document::quoted(heading));
            let mapped = self.mapped(&path, node);
            if headings.insert(alike(heading), mapped).is_some() {
                self.wrong(&path, "the same heading appears twice");
            }
        }
        headings
    }

    /// Reads how the headings of each category's measures begin.
    fn measures(&mut self, table: &Table) -> BTreeMap<String, (String, String)> {
        let mut measures = BTreeMap::new();
        for (category, node) in &table.entries {
            let text = |key: &str| match &node.value {
                Value::Table(inner) => match &inner.get(key)?.value {
                    Value::Text(text) => Some(alike(text)),
                    _ => None,
                },
                _ => None,
            };
            if let (Some(_), Some(id), Some(points)) =
                (Category::from_key(category), text("id"), text("points"))
            {
                measures.insert(category.clone(), (id, points));
            } else {
                let path = format!("measures.{category}");
                let wanted =
                    "must be a category with `id` and `points`, which say how its headings begin";
                self.wrong(&path, wanted);
            }
        }
        measures
    }

    fn mapped(&mut self, path: &str, node: &Node) -> Mapped {
        let mut mapped = Mapped::default();
        match &node.value {
            Value::Text(text) => mapped.path.clone_from(text),
            Value::Table(table) => self.table(path, table, &mut mapped),
            _ => self.wrong(path, "must be a dotted path, or a table with `path`"),
        }
        if segments(&mapped.path).is_none() && self.0.is_empty() {
            self.wrong(path, "`path` is not a dotted path");
        }
        mapped
    }

    fn table(&mut self, path: &str, table: &Table, mapped: &mut Mapped) {
        const KNOWN: [&str; 9] = [
            "path",
            "multiply",
            "values",
            "only_values",
            "absent",
            "unless_scored",
            "instead_of",
            "superseded_by",
            "minus",
        ];
        for (key, node) in &table.entries {
            let path = format!("{path}.{key}");
            match (key.as_str(), &node.value) {
                ("path", Value::Text(text)) => mapped.path.clone_from(text),
                ("multiply", Value::Number(text)) => mapped.multiply = parse(text),
                ("values", Value::Table(values)) => {
                    for (cell, node) in &values.entries {
                        let value = match &node.value {
                            Value::Text(text) | Value::Number(text) => text.clone(),
                            Value::Boolean(yes) => yes.to_string(),
                            _ => {
                                self.wrong(&path, "must be a text, a number, true or false");
                                continue;
                            }
                        };
                        mapped.values.insert(cell.clone(), value);
                    }
                }
                ("only_values", Value::Boolean(yes)) => mapped.only_values = *yes,
                ("absent", _) => mapped.absent = self.texts(&path, node),
                ("unless_scored", Value::Text(text)) => mapped.unless_scored = Some(text.clone()),
                ("instead_of", Value::Text(text)) => mapped.instead_of = Some(text.clone()),
                ("superseded_by", Value::Text(text)) => mapped.superseded_by = Some(alike(text)),
                ("minus", Value::Text(text)) => mapped.minus = Some(alike(text)),
                (known, value) if KNOWN.contains(&known) => {
                    let message = format!("`{known}` cannot be {}", value.kind());
                    self.wrong(&path, &message);
                }
                _ => self.unknown(&path, &KNOWN),
            }
        }
    }

    fn texts(&mut self, path: &str, node: &Node) -> Vec<String> {
        let Value::Array(items) = &node.value else {
            self.wrong(path, "must be a list of texts");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(text) => texts.push(text.clone()),
                _ => self.wrong(path, "must be a list of texts"),
            }
        }
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(text: &str) -> Result<Map, String> {
        let document = Document::read("map.toml", text.as_bytes()).map_err(|it| it.to_string())?;
        Map::read(&document).map_err(|it| it.to_string())
    }

    #[test]
    fn cells_become_values() {
        let map = map("absent = [\"N/A\"]\n[columns]\n\"IA score\" = { path = \"improvement_activities.percent\", multiply = 2.5, \
            values = { \"100\" = 100 } }\nHPSA = { path = \"practice.special_statuses\", values = { True = \"hpsa\" }, \
            only_values = true }\n")
        .unwrap();
        let score = map.column(" ia_SCORE ").unwrap();
        for (cell, value) in [("40", "100"), ("15", "37.5"), ("100.0", "100"), ("x", "x")] {
            assert_eq!(score.value(cell), value, "{cell}");
        }
        let status = map.column("hpsa").unwrap();
        assert_eq!(
            (status.value("TRUE"), status.value("no")),
            ("hpsa".into(), "".into())
        );
        assert!(map.is_absent("n/a") && !map.is_absent("0"));
    }

    #[test]
    fn what_is_no_map_is_told_with_its_place() {
        for (text, says) in [
            ("a = 1", "map.toml:1:1: error[E0101]: a: unknown key `a`"),
            ("[columns]\n", "the map names no column"),
            ("[columns]\nA = 5\n", "must be a dotted path, or a table"),
            ("[columns]\nA = { pth = \"x\" }\n", "did you mean `path`"),
            ("[columns]\nA = { path = \"a..b\" }\n", "not a dotted path"),
            (
                "[columns]\nA = \"id\"\n\" a\" = \"id\"\n",
                "the same heading appears twice",
            ),
            (
                "[columns]\nA = \"id\"\n[measures]\ncast = {}\n",
                "how its headings begin",
            ),
            ("others = \"keep\"\n[columns]\nA = \"id\"\n", "\"ignore\""),
        ] {
            let error = map(text).unwrap_err();
            assert!(error.contains(says), "{text}: {error}");
        }
    }

    #[test]
    fn every_built_in_map_reads() {
        for name in Map::names() {
            assert!(!Map::built_in(name).unwrap().columns.is_empty(), "{name}");
        }
        assert_eq!(Map::built_in("no-such"), None);
    }
}
