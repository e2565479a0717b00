//! Reading CMS's JSON, with every problem named by file and path.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use rust_decimal::Decimal;
use serde::{
    Deserialize,
    de::{DeserializeOwned, IntoDeserializer, value},
};
use serde_json::value::RawValue;

use super::{log::Log, sources::Source};

/// The records of a file that is one JSON array of objects.
pub(super) fn records<'a>(source: &'a Source, log: &'a Log) -> Vec<Record<'a>> {
    match serde_json::from_str::<Vec<BTreeMap<String, &RawValue>>>(&source.text) {
        Ok(all) => all
            .into_iter()
            .enumerate()
            .map(|(index, fields)| Record::new(&source.name, format!("[{index}]"), fields, log))
            .collect(),
        Err(error) => {
            log.problem(
                &source.name,
                "",
                format!("expected a JSON array of objects: {error}"),
            );
            Vec::new()
        }
    }
}

/// One JSON object, read field by field.
pub(super) struct Record<'a> {
    file: &'a str,
    path: String,
    fields: BTreeMap<String, &'a RawValue>,
    read: RefCell<BTreeSet<&'static str>>,
    log: &'a Log,
}

impl<'a> Record<'a> {
    fn new(
        file: &'a str,
        path: String,
        fields: BTreeMap<String, &'a RawValue>,
        log: &'a Log,
    ) -> Self {
        Self {
            file,
            path,
            fields,
            read: RefCell::default(),
            log,
        }
    }

    /// Reports a problem with a field, or with the record when `key` is empty.
    pub(super) fn problem(&self, key: &str, message: impl Into<String>) {
        let path = if key.is_empty() {
            self.path.clone()
        } else {
            format!("{}.{key}", self.path)
        };
        self.log.problem(self.file, &path, message);
    }

    pub(super) fn note(&self, message: impl fmt::Display) {
        self.log
            .note(format!("{}: {}: {message}", self.file, self.path));
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.fields.get(key).is_some_and(|raw| raw.get() != "null")
    }

    /// A field of any type; `null` counts as absent.
    fn typed<T: Deserialize<'a>>(&self, key: &'static str, expected: &str) -> Option<T> {
        self.read.borrow_mut().insert(key);
        let raw = *self.fields.get(key)?;
        if raw.get() == "null" {
            return None;
        }
        let value = serde_json::from_str(raw.get());
        if value.is_err() {
            self.problem(
                key,
                format!("expected {expected}, found {}", excerpt(raw.get())),
            );
        }
        value.ok()
    }

    fn required<T: Default>(&self, key: &'static str, value: Option<T>, expected: &str) -> T {
        // A field of the wrong type has been reported already.
        if value.is_none() && !self.has(key) {
            self.problem(key, format!("expected {expected}, but there is none"));
        }
        value.unwrap_or_default()
    }

    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        self.typed(key, "text")
    }

    pub(super) fn required_text(&self, key: &'static str) -> String {
        self.required(key, self.text(key), "text")
    }

    /// A title, with runs of white space collapsed.
    pub(super) fn title(&self) -> String {
        self.required_text("title")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    pub(super) fn flag(&self, key: &'static str) -> Option<bool> {
        self.typed(key, "true or false")
    }

    pub(super) fn is(&self, key: &'static str) -> bool {
        self.flag(key).unwrap_or_default()
    }

    pub(super) fn required_flag(&self, key: &'static str) -> bool {
        self.required(key, self.flag(key), "true or false")
    }

    pub(super) fn year(&self, key: &'static str) -> u16 {
        self.required(key, self.typed(key, "a year"), "a year")
    }

    pub(super) fn list(&self, key: &'static str) -> Option<Vec<String>> {
        self.typed(key, "a list of texts")
    }

    /// A text alone counts as a list of one.
    pub(super) fn text_or_list(&self, key: &'static str) -> Vec<String> {
        if self
            .fields
            .get(key)
            .is_some_and(|raw| raw.get().starts_with('"'))
        {
            return self.text(key).into_iter().collect();
        }
        self.list(key).unwrap_or_default()
    }

    pub(super) fn texts(&self, key: &'static str) -> Option<BTreeMap<String, String>> {
        self.typed(key, "an object of texts")
    }

    /// A number with the decimals that are written; a number in quotes too.
    pub(super) fn number(&self, key: &'static str) -> Option<Decimal> {
        let raw: &RawValue = self.typed(key, "a number")?;
        self.decimal(key, raw)
    }

    pub(super) fn numbers(&self, key: &'static str) -> Option<Vec<Decimal>> {
        let raw: Vec<&RawValue> = self.typed(key, "a list of numbers")?;
        raw.into_iter().map(|one| self.decimal(key, one)).collect()
    }

    pub(super) fn numbers_by_name(&self, key: &'static str) -> Option<BTreeMap<String, Decimal>> {
        let raw: BTreeMap<String, &RawValue> = self.typed(key, "an object of numbers")?;
        raw.into_iter()
            .map(|(name, one)| Some((name, self.decimal(key, one)?)))
            .collect()
    }

    fn decimal(&self, key: &str, raw: &RawValue) -> Option<Decimal> {
        let text = raw.get().trim_matches('"');
        let number = Decimal::from_str(text).or_else(|_| Decimal::from_scientific(text));
        if number.is_err() {
            self.problem(
                key,
                format!("expected a number, found {}", excerpt(raw.get())),
            );
        }
        number.ok()
    }

    /// The objects of a list; none when the field is absent.
    pub(super) fn children(&self, key: &'static str) -> Vec<Record<'a>> {
        let all: Vec<BTreeMap<String, &'a RawValue>> =
            self.typed(key, "a list of objects").unwrap_or_default();
        let child = |(index, fields)| {
            Record::new(
                self.file,
                format!("{}.{key}[{index}]", self.path),
                fields,
                self.log,
            )
        };
        all.into_iter().enumerate().map(child).collect()
    }

    /// An object within the record.
    pub(super) fn child(&self, key: &'static str) -> Option<Record<'a>> {
        let fields = self.typed(key, "an object")?;
        let path = format!("{}.{key}", self.path);
        Some(Record::new(self.file, path, fields, self.log))
    }

    /// One of CMS's codes, `intermediateOutcome`, as the value that the tables know it by.
    pub(super) fn code<T: DeserializeOwned>(&self, key: &'static str) -> Option<T> {
        let text = self.text(key)?;
        let code = known(&snake_case(&text));
        if code.is_none() {
            self.problem(key, format!("the code `{text}` is not known"));
        }
        code
    }

    pub(super) fn required_code<T: DeserializeOwned>(&self, key: &'static str) -> Option<T> {
        if !self.has(key) {
            self.problem(key, "a code is expected here");
        }
        self.code(key)
    }

    /// Notes every field that was neither read nor is in `left_out`, the fields that the tables have no use for.
    pub(super) fn finish(&self, left_out: &[&str]) {
        let read = self.read.borrow();
        for field in self.fields.keys() {
            if !read.contains(field.as_str()) && !left_out.contains(&field.as_str()) {
                self.log.unknown(self.file, field);
            }
        }
    }
}

/// The value that a name stands for, when it stands for one.
pub(super) fn known<T: DeserializeOwned>(name: &str) -> Option<T> {
    let name: value::StrDeserializer<'_, value::Error> = name.into_deserializer();
    T::deserialize(name).ok()
}

/// `patientReportedOutcome` as `patient_reported_outcome`.
pub(super) fn snake_case(code: &str) -> String {
    let mut out = String::with_capacity(code.len() + 4);
    for (index, letter) in code.chars().enumerate() {
        if letter.is_ascii_uppercase() && index > 0 {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

fn excerpt(json: &str) -> String {
    let short: String = json.chars().take(40).collect();
    if short.len() < json.len() {
        format!("{short}...")
    } else {
        short
    }
}
