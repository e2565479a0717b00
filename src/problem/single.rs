//! One thing that is wrong or odd.

use std::fmt;

use super::{
    code::{Code, Severity},
    near::closest,
    place::Place,
};

/// What of an entry a problem is about: what the caret points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The key.
    Key,
    /// The value.
    Value,
    /// One item of the value, a list, counted from 0.
    Item(usize),
}

/// One thing that is wrong or odd.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// Which kind of problem.
    pub code: Code,
    /// The dotted path that it is about; empty for the input as a whole.
    pub path: String,
    /// What of that entry it is about.
    pub part: Part,
    /// What is wrong, in one sentence without a final period.
    pub message: String,
    /// What would be right, or the nearest valid name.
    pub help: Option<String>,
    /// Where it is, once that is known.
    pub place: Option<Place>,
    /// How many problems this one stands for that are not shown; 0 for a problem of its own.
    pub beyond: usize,
}

impl Problem {
    /// A problem with the value at `path`.
    pub fn new(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            path: path.into(),
            part: Part::Value,
            message: message.into(),
            help: None,
            place: None,
            beyond: 0,
        }
    }

    /// The same, about the key.
    #[must_use]
    pub fn on_key(mut self) -> Self {
        self.part = Part::Key;
        self
    }

    /// The same, about one item of a list.
    #[must_use]
    pub fn on_item(mut self, number: usize) -> Self {
        self.part = Part::Item(number);
        self
    }

    /// The same, with a word of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with the nearest of `known` names as help when one is near.
    #[must_use]
    pub fn nearest<'k>(self, word: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        match closest(word, known) {
            Some(near) => {
                let help = format!("did you mean `{near}`?");
                self.help(help)
            }
            None => self,
        }
    }

    /// Whether it keeps the input from being scored.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{}:", place.name)?;
            if place.line > 0 && self.beyond == 0 {
                write!(f, "{}:{}:", place.line, place.column)?;
            }
            write!(f, " ")?;
        }
        let kind = if self.is_error() { "error" } else { "warning" };
        write!(f, "{kind}[{}]: ", self.code.as_str())?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{}", self.message)?;
        if self.beyond > 0 {
            return Ok(());
        }
        if let Some(place) = self.place.as_ref().filter(|place| place.line > 0) {
            let gutter = place.line.to_string().len().max(4);
            write!(f, "\n{:>gutter$} | {}", place.line, place.excerpt)?;
            let indent = place.column.saturating_sub(place.excerpt_column);
            write!(
                f,
                "\n{:>gutter$} | {:indent$}{}",
                "",
                "",
                "^".repeat(place.width.max(1))
            )?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  {help}")?;
        }
        Ok(())
    }
}
