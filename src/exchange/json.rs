//! JSON that is read on demand: nothing is copied out of the text until it is asked for, so a large file costs no tree.

use std::{borrow::Cow, cell::RefCell, ops::Range};

use rust_decimal::Decimal;
use serde_json::value::RawValue;

use super::source::{Sited, Source, shown};
use crate::{
    decimal::{self, LARGEST_FIGURE},
    document::Members,
    problem::{Code, Problem},
};

/// A JSON value, not yet looked into.
#[derive(Clone, Copy)]
pub struct Json<'t> {
    raw: &'t str,
    /// The text that it is in.
    pub source: &'t Source<'t>,
}

/// The members of an object, which remember what was asked for.
pub struct Object<'t> {
    /// The text that it is in.
    pub source: &'t Source<'t>,
    /// Its dotted path.
    pub path: String,
    /// Where it is.
    pub span: Range<usize>,
    members: Vec<Member<'t>>,
    asked: RefCell<Vec<&'static str>>,
}

struct Member<'t> {
    key: Cow<'t, str>,
    value: Json<'t>,
}

/// The values of a text: one, or one after the other, as programs write a value a line.
pub fn values<'t>(source: &'t Source<'t>) -> Result<Vec<Json<'t>>, Problem> {
    let stream = serde_json::Deserializer::from_str(source.text).into_iter::<&RawValue>();
    let mut values = Vec::new();
    for value in stream {
        match value {
            Ok(raw) => values.push(Json {
                raw: raw.get(),
                source,
            }),
            Err(error) => {
                let message = error.to_string();
                let message = message.split(" at line ").next().unwrap_or(&message);
                let mut problem = Problem::new(Code::Syntax, "", message);
                let at = offset(source.text, error.line(), error.column());
                problem.place = Some(source.place_of_break(at));
                return Err(problem);
            }
        }
    }
    Ok(values)
}

/// The byte of a line and column that the JSON parser names.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.max(1) - 1)
        .map(str::len)
        .sum();
    (start + column.saturating_sub(1)).min(text.len())
}

impl<'t> Json<'t> {
    /// Where it is.
    pub fn span(&self) -> Range<usize> {
        let start = self.raw.as_ptr() as usize - self.source.text.as_ptr() as usize;
        start..start + self.raw.len()
    }

    /// It as text: that of a text without its quotes.
    pub fn text(&self) -> &'t str {
        self.raw.trim_matches('"')
    }

    /// What it is, with its article.
    pub fn kind(&self) -> &'static str {
        match self.raw.as_bytes().first() {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "a text",
            Some(b't' | b'f') => "true or false",
            Some(b'n') => "null",
            _ => "a number",
        }
    }

    /// Whether it is null, which says nothing.
    pub fn is_null(&self) -> bool {
        self.raw == "null"
    }

    /// Whether it is a number.
    pub fn is_number(&self) -> bool {
        self.kind() == "a number"
    }

    /// Its members, where it is an object. A key that appears twice is an error.
    pub fn object(&self, path: &str) -> Option<Object<'t>> {
        if !self.raw.starts_with('{') {
            return None;
        }
        let source = self.source;
        let Ok(Members(pairs)) = serde_json::from_str::<Members<'t>>(self.raw) else {
            source.error(
                Code::Syntax,
                path,
                "that is not an object".into(),
                &self.span(),
            );
            return None;
        };
        let mut members: Vec<Member<'t>> = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            let json = |raw: &'t RawValue| Json {
                raw: raw.get(),
                source,
            };
            let span = json(key).span();
            let Some(key) = json(key).string() else {
                continue;
            };
            let is_twice = pairs_few(&members) && members.iter().any(|other| other.key == key);
            if is_twice {
                source.error_of(Code::Syntax, path, &span, || {
                    format!("`{}` appears twice", shown(&key))
                });
                continue;
            }
            members.push(Member {
                key,
                value: json(value),
            });
        }
        Some(Object {
            source,
            path: path.to_owned(),
            span: self.span(),
            members,
            asked: RefCell::default(),
        })
    }

    /// Its items, where it is a list.
    pub fn items(&self) -> Option<Vec<Self>> {
        if !self.raw.starts_with('[') {
            return None;
        }
        let items: Vec<&'t RawValue> = serde_json::from_str(self.raw).ok()?;
        let json = |raw: &'t RawValue| Self {
            raw: raw.get(),
            source: self.source,
        };
        Some(items.into_iter().map(json).collect())
    }

    /// The first of its items, where it is a list that has one. However many follow, they are not looked at.
    pub fn first_item(&self) -> Option<Self> {
        let items = self.raw.strip_prefix('[')?;
        let mut values = serde_json::Deserializer::from_str(items).into_iter::<&RawValue>();
        Some(Self {
            raw: values.next()?.ok()?.get(),
            source: self.source,
        })
    }

    fn string(&self) -> Option<Cow<'t, str>> {
        let inner = self.raw.strip_prefix('"')?.strip_suffix('"')?;
        if inner.contains('\\') {
            serde_json::from_str::<String>(self.raw)
                .ok()
                .map(Cow::Owned)
        } else {
            Some(Cow::Borrowed(inner))
        }
    }
}

/// Objects of these formats have a few dozen members; looking for repetitions in more would take longer than it is worth.
fn pairs_few(members: &[Member<'_>]) -> bool {
    members.len() < 512
}

impl<'t> Object<'t> {
    /// The dotted path of a member.
    pub fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// Whether a member is there, and is not null.
    pub fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    fn find(&self, key: &str) -> Option<Json<'t>> {
        let member = self.members.iter().find(|member| member.key == key)?;
        Some(member.value).filter(|value| !value.is_null())
    }

    /// A member, unless it is null.
    pub fn get(&self, key: &'static str) -> Option<Json<'t>> {
        self.asked.borrow_mut().push(key);
        self.find(key)
    }

    fn wrong(&self, key: &str, value: Json<'t>, wanted: &str) {
        let message = format!("expected {wanted}, not {}", value.kind());
        self.source
            .error(Code::WrongType, &self.path_of(key), message, &value.span());
    }

    /// A text.
    pub fn text(&self, key: &'static str) -> Option<Sited<String>> {
        let value = self.get(key)?;
        let span = value.span();
        match value.string() {
            Some(text) => Some(Sited {
                value: text.into_owned(),
                span,
            }),
            None if value.raw.starts_with('"') => None,
            None => {
                self.wrong(key, value, "a text");
                None
            }
        }
    }

    /// A text or a number, as its text.
    pub fn word(&self, key: &'static str) -> Option<Sited<String>> {
        let value = self.get(key)?;
        if value.is_number() {
            return Some(Sited {
                value: value.raw.to_owned(),
                span: value.span(),
            });
        }
        self.text(key)
    }

    /// True or false.
    pub fn boolean(&self, key: &'static str) -> Option<Sited<bool>> {
        let value = self.get(key)?;
        match value.raw {
            "true" | "false" => Some(Sited {
                value: value.raw == "true",
                span: value.span(),
            }),
            _ => {
                self.wrong(key, value, "true or false");
                None
            }
        }
    }

    /// A number, as it is written.
    pub fn number(&self, key: &'static str) -> Option<Sited<Decimal>> {
        let value = self.get(key)?;
        if !value.is_number() {
            self.wrong(key, value, "a number");
            return None;
        }
        let number = decimal::parse(value.raw).filter(|number| number.abs() <= LARGEST_FIGURE);
        if number.is_none() {
            let message = format!(
                "`{}` is larger or has more digits than any figure here",
                shown(value.raw)
            );
            let path = self.path_of(key);
            self.source
                .error(Code::WrongType, &path, message, &value.span());
        }
        Some(Sited {
            value: number?,
            span: value.span(),
        })
    }

    /// An object within this one.
    pub fn object(&self, key: &'static str) -> Option<Object<'t>> {
        let value = self.get(key)?;
        let object = value.object(&self.path_of(key));
        if object.is_none() && !value.raw.starts_with('{') {
            self.wrong(key, value, "an object");
        }
        object
    }

    /// A list within this object; none when it is absent.
    pub fn list(&self, key: &'static str) -> Option<Vec<Json<'t>>> {
        let value = self.get(key)?;
        let items = value.items();
        if items.is_none() {
            self.wrong(key, value, "a list");
        }
        items
    }

    /// The members that nobody asked for, other than null: each with its key.
    pub fn rest(&self) -> Vec<(String, Json<'t>)> {
        let asked = self.asked.borrow();
        self.members
            .iter()
            .filter(|member| !member.value.is_null() && !asked.iter().any(|key| member.key == *key))
            .map(|member| (member.key.to_string(), member.value))
            .collect()
    }
}
