//! A result as a tree of named figures: what JSON prints, and what a dotted path finds.
//!
//! Figures are JSON numbers with their exact decimal text, which no floating-point writer keeps.

use std::fmt::Write;

use rust_decimal::Decimal;

use crate::escape;

/// A value of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// Nothing: not known, or not applicable.
    Null,
    /// True or false.
    Boolean(bool),
    /// A number's text.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Tree>),
    /// Named values, in order.
    Object(Vec<(&'static str, Tree)>),
    /// Values named by ids or by a file's keys, in order.
    Named(Vec<(String, Tree)>),
}

impl Tree {
    /// The value at a dotted path. In a list of measures a key is the measure's id, after its collection type where it
    /// has one (`categories.quality.measures.ecqm.001.points`); otherwise it is a position from 0.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Self> {
        let keys = crate::document::setting::segments(path)?;
        self.find(&keys)
    }

    fn find(&self, keys: &[&str]) -> Option<&Self> {
        let Some((key, rest)) = keys.split_first() else {
            return Some(self);
        };
        match self {
            Self::Object(members) => members.iter().find(|(name, _)| name == key)?.1.find(rest),
            Self::Named(members) => members.iter().find(|(name, _)| name == key)?.1.find(rest),
            Self::List(items) => {
                let is = |item: &&Self, name: &str, wanted: &str| matches!(item.find(&[name]), Some(Self::Text(text)) if text == wanted);
                if let Some(item) = items.iter().find(|item| is(item, "id", key)) {
                    return item.find(rest);
                }
                if let Some((id, rest)) = rest.split_first() {
                    let item = items
                        .iter()
                        .find(|item| is(item, "collection_type", key) && is(item, "id", id));
                    if let Some(item) = item {
                        return item.find(rest);
                    }
                }
                items.get(key.parse::<usize>().ok()?)?.find(rest)
            }
            _ => None,
        }
    }

    /// The value as one cell: nothing for null, the bare text of texts and numbers, JSON for the rest.
    #[must_use]
    pub fn cell(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Number(text) | Self::Text(text) => text.clone(),
            other => other.compact(),
        }
    }

    /// JSON in one line.
    #[must_use]
    pub fn compact(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, None);
        text
    }

    /// JSON for reading, two spaces a level.
    #[must_use]
    pub fn pretty(&self) -> String {
        self.pretty_at(0)
    }

    /// The same as it stands so many levels deep within other JSON; its first line is not indented.
    #[must_use]
    pub fn pretty_at(&self, level: usize) -> String {
        let mut text = String::new();
        self.write(&mut text, Some(level));
        text
    }

    fn write(&self, text: &mut String, level: Option<usize>) {
        match self {
            Self::Null => text.push_str("null"),
            Self::Boolean(yes) => {
                let _ = write!(text, "{yes}");
            }
            Self::Number(number) => text.push_str(number),
            Self::Text(value) => {
                text.push_str(&escape::json(value));
            }
            Self::List(items) => {
                write_all(
                    text,
                    level,
                    ['[', ']'],
                    items.iter(),
                    |text, item, level| item.write(text, level),
                );
            }
            Self::Object(members) => {
                let members = members.iter().map(|(name, value)| (*name, value));
                write_members(text, level, members);
            }
            Self::Named(members) => {
                let members = members.iter().map(|(name, value)| (name.as_str(), value));
                write_members(text, level, members);
            }
        }
    }
}

fn write_members<'t>(
    text: &mut String,
    level: Option<usize>,
    members: impl ExactSizeIterator<Item = (&'t str, &'t Tree)>,
) {
    write_all(
        text,
        level,
        ['{', '}'],
        members,
        |text, (name, value), level| {
            text.push_str(&escape::json(name));
            text.push(':');
            if level.is_some() {
                text.push(' ');
            }
            value.write(text, level);
        },
    );
}

fn write_all<T>(
    text: &mut String,
    level: Option<usize>,
    [open, close]: [char; 2],
    items: impl ExactSizeIterator<Item = T>,
    mut each: impl FnMut(&mut String, T, Option<usize>),
) {
    let line = |text: &mut String, level: usize| {
        text.push('\n');
        text.push_str(&"  ".repeat(level));
    };
    text.push(open);
    let is_empty = items.len() == 0;
    for (n, item) in items.enumerate() {
        if n > 0 {
            text.push(',');
        }
        if let Some(level) = level {
            line(text, level + 1);
        }
        each(text, item, level.map(|level| level + 1));
    }
    if let Some(level) = level.filter(|_| !is_empty) {
        line(text, level);
    }
    text.push(close);
}

impl From<Decimal> for Tree {
    fn from(value: Decimal) -> Self {
        Self::Number(value.to_string())
    }
}

impl From<bool> for Tree {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<u16> for Tree {
    fn from(value: u16) -> Self {
        Self::Number(value.to_string())
    }
}

impl From<&str> for Tree {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Tree {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl<T: Into<Tree>> From<Option<T>> for Tree {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
