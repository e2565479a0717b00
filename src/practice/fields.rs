//! Reading one table of a document, key by key, with every problem noted and none of them final.

mod numbers;

use std::cell::RefCell;

use crate::{
    date::Date,
    document::{
        Node, Table, Value,
        spelling::{self, Unit},
    },
    problem::{Code, Part, Problem, Problems},
    rules::terms::{SpecialStatus, Word},
};

/// What other programs and reports call a key, and what it is called here.
const CALLED: [(&str, &str); 9] = [
    ("year", "performance_year"),
    ("performance_rate", "rate"),
    ("performanceRate", "rate"),
    ("performance_met", "numerator"),
    ("performanceMet", "numerator"),
    ("eligiblePopulation", "eligible_population"),
    ("reporting_rate", "data_completeness"),
    ("case_count", "cases"),
    ("clinician_count", "clinicians"),
];

/// The list that a special status belongs in, where it was written as a key of its own.
pub const STATUSES: &str = "special_statuses";

/// One table being read.
pub struct Fields<'a> {
    table: &'a Table,
    path: String,
    problems: &'a RefCell<Problems>,
    known: RefCell<Vec<&'static str>>,
}

impl<'a> Fields<'a> {
    /// Begins reading `table`, which is at `path`.
    pub fn new(table: &'a Table, path: impl Into<String>, problems: &'a RefCell<Problems>) -> Self {
        Self {
            table,
            path: path.into(),
            problems,
            known: RefCell::default(),
        }
    }

    /// The dotted path of a key of this table.
    pub fn path(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// Notes a problem.
    pub fn note(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// All entries, for tables whose keys are ids.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, &'a Node)> {
        self.table
            .entries
            .iter()
            .map(|(key, node)| (key.as_str(), node))
    }

    fn take(&self, key: &'static str) -> Option<&'a Node> {
        self.known.borrow_mut().push(key);
        self.table.get(key)
    }

    fn wrong_type(&self, key: &str, node: &Node, wanted: &str) {
        let message = format!("expected {}, not {}", wanted, node.value.kind());
        let problem = Problem::new(Code::WrongType, self.path(key), message);
        self.note(match mend(key, &node.value, wanted) {
            Some(help) => problem.help(help),
            None => problem,
        });
    }

    /// True or false.
    pub fn boolean(&self, key: &'static str) -> Option<bool> {
        let node = self.take(key)?;
        let yes = answer(&node.value);
        if yes.is_none() {
            self.wrong_type(key, node, "true or false");
        }
        yes
    }

    /// A text.
    pub fn text(&self, key: &'static str) -> Option<String> {
        let node = self.take(key)?;
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            // A setting has no quotes to say that `2026` is a name.
            Value::Number(text) if node.is_setting() => Some(text.clone()),
            _ => {
                self.wrong_type(key, node, "text");
                None
            }
        }
    }

    /// A day, as TOML writes it or as a text.
    pub fn date(&self, key: &'static str) -> Option<Date> {
        let node = self.take(key)?;
        // A setting or cell has no type: its day may have been read as a number.
        let (Value::Moment(text) | Value::Text(text) | Value::Number(text)) = &node.value else {
            self.wrong_type(key, node, "a date");
            return None;
        };
        let day = text.parse::<Date>();
        if let Err(message) = &day {
            self.note(Problem::new(Code::WrongType, self.path(key), message));
        }
        day.ok()
    }

    /// One of the words of `W`.
    pub fn word<W: Word>(&self, key: &'static str) -> Option<W> {
        let node = self.take(key)?;
        if let Value::Text(text) = &node.value {
            self.word_of(key, text, Part::Value)
        } else {
            self.wrong_type(key, node, "text");
            None
        }
    }

    fn word_of<W: Word>(&self, key: &str, text: &str, part: Part) -> Option<W> {
        let word = W::from_key(text);
        if word.is_none() {
            let known: Vec<&str> = W::ALL.iter().map(|word| word.key()).collect();
            let message = format!("`{text}` is not one of {}", known.join(", "));
            let problem = Problem::new(Code::UnknownWord, self.path(key), message);
            let problem = Problem { part, ..problem };
            self.note(problem.nearest(text, known));
        }
        word
    }

    /// A list of texts. A cell or setting may give it as one text, separated by `|`, `;` or `,`.
    pub fn texts(&self, key: &'static str) -> Option<Vec<String>> {
        let node = self.take(key)?;
        match &node.value {
            Value::Text(text) => Some(list(text)),
            Value::Array(items) => Some(
                items
                    .iter()
                    .enumerate()
                    .filter_map(|(number, item)| {
                        if let Value::Text(text) = &item.value {
                            return Some(text.clone());
                        }
                        let message = format!("expected text, not {}", item.value.kind());
                        let problem = Problem::new(Code::WrongType, self.path(key), message);
                        self.note(problem.on_item(number));
                        None
                    })
                    .collect(),
            ),
            _ => {
                self.wrong_type(key, node, "a list of texts");
                None
            }
        }
    }

    /// A list of words.
    pub fn words<W: Word>(&self, key: &'static str) -> Vec<W> {
        let texts = self.texts(key).unwrap_or_default();
        texts
            .iter()
            .enumerate()
            .filter_map(|(number, text)| self.word_of(key, text, Part::Item(number)))
            .collect()
    }

    /// A table within this one.
    pub fn table(&self, key: &'static str) -> Option<Fields<'a>> {
        let node = self.take(key)?;
        self.table_of(key, node)
    }

    /// The table that is in `node`.
    pub fn table_of(&self, key: &str, node: &'a Node) -> Option<Fields<'a>> {
        let path = if key.contains('.') {
            self.path(&format!("\"{key}\""))
        } else {
            self.path(key)
        };
        if let Value::Table(table) = &node.value {
            Some(Fields::new(table, path, self.problems))
        } else {
            self.wrong_type(key, node, "a table");
            None
        }
    }

    /// The node of a key, for values that may be of several types.
    pub fn node(&self, key: &'static str) -> Option<&'a Node> {
        self.take(key)
    }

    /// Takes keys as known that this reading passes over.
    pub fn known(&self, keys: &[&'static str]) {
        self.known.borrow_mut().extend_from_slice(keys);
    }

    /// Ends the reading: whatever was not asked for is an unknown key.
    pub fn finish(self) {
        let known = self.known.borrow();
        for (key, _) in &self.table.entries {
            if !known.contains(&key.as_str()) {
                let message = format!("unknown key `{key}`");
                let problem = Problem::new(Code::UnknownKey, self.path(key), message).on_key();
                let ours = CALLED
                    .iter()
                    .find(|(theirs, ours)| theirs == key && known.contains(ours));
                let is_counted_alone = self.problems.borrow().is_full();
                let is_status = known.contains(&STATUSES) && SpecialStatus::from_key(key).is_some();
                self.note(match ours {
                    Some((_, ours)) => problem.help(format!("it is called `{ours}` here")),
                    None if is_status => problem.help(format!("write {STATUSES} = [\"{key}\"]")),
                    None if is_counted_alone => problem,
                    None => problem.nearest(key, known.iter().copied()),
                });
            }
        }
    }
}

/// The items of a list that is written as one text.
pub(crate) fn list(text: &str) -> Vec<String> {
    text.split(['|', ';', ','])
        .map(|item| item.trim().to_owned())
        .filter(|item| !item.is_empty())
        .collect()
}

/// True or false, also as an office writes it: `"yes"`.
pub fn answer(value: &Value) -> Option<bool> {
    match value {
        Value::Boolean(yes) => Some(*yes),
        Value::Text(text) => spelling::answer(text),
        _ => None,
    }
}

/// What would be right in place of a value of the wrong type, where that is plain.
fn mend(key: &str, value: &Value, wanted: &str) -> Option<String> {
    match (wanted, value) {
        ("a number", Value::Text(text)) => {
            if let Some(number) = spelling::word_as_number(text) {
                return Some(format!("write {key} = {number}"));
            }
            let other = [Unit::Dollars, Unit::Percent]
                .into_iter()
                .any(|unit| spelling::number(text, unit, false).is_some());
            if !other && text.contains(',') && text.contains(|c: char| c.is_ascii_digit()) {
                return Some(
                    "use a comma before each three digits and a point before decimals, as in 1,234.5"
                        .into(),
                );
            }
            other.then(|| match Unit::of(key) {
                Unit::Dollars => "dollars belong here, without a percent sign".to_owned(),
                Unit::Percent => "a percent belongs here, without a dollar sign".to_owned(),
                Unit::Plain => "neither a percent nor dollars belong here".to_owned(),
            })
        }
        ("true or false", Value::Text(_) | Value::Number(_)) => {
            Some(format!("write {key} = true, or {key} = false"))
        }
        ("a number", Value::Moment(_)) => Some("a date has no meaning here; write a number".into()),
        ("a table", Value::Number(number)) => {
            let is_measure = key.chars().any(|c| c.is_ascii_digit());
            is_measure.then(|| {
                format!(
                    "a rate goes with its cases: {key} = {{ rate = {number}, cases = ... }}, or give numerator and denominator"
                )
            })
        }
        _ => None,
    }
}
