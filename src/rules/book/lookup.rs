//! Citations and figures of the rules by dotted path, looked up in the flat text of their table.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::{Deserialize, de::IntoDeserializer};

use crate::{
    decimal,
    rules::{
        flat::{Flat, Kind},
        status::Status,
    },
};

/// A citation, and how sure its source is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Citation {
    /// The source.
    pub cite: String,
    /// How sure it is; absent when it was read in the regulation.
    pub status: Option<Status>,
}

/// The flat text of `rules.toml`.
pub(super) struct Lookup {
    text: Cow<'static, str>,
    place: usize,
}

impl Lookup {
    /// Of a table that is all of a text.
    pub(super) fn of(text: String) -> Self {
        Self {
            text: text.into(),
            place: 0,
        }
    }

    /// Of an embedded table.
    pub(super) fn embedded(table: Flat<'static>) -> Self {
        let (text, place) = table.within();
        Self {
            text: text.into(),
            place,
        }
    }

    /// All of the table.
    pub(super) fn root(&self) -> Flat<'_> {
        Flat::at(&self.text, self.place)
    }

    /// The citation of a path's table, or the nearest one around it.
    pub(super) fn citation(&self, path: &str) -> Citation {
        let mut nearest = None;
        let mut node = Some(self.root());
        let mut keys = path.split('.');
        node = node.and_then(|root| root.get(keys.next()?));
        while let Some(table) = node {
            if table.get("cite").is_some() {
                nearest = Some(table);
            }
            node = keys.next().and_then(|key| table.get(key));
        }
        let cite = nearest.unwrap_or(self.root()).get("cite");
        // The year's own `status` says whether its rule is final, not how sure a source is.
        let status = nearest.and_then(|table| table.get("status")?.as_text());
        Citation {
            cite: cite.and_then(Flat::as_text).unwrap_or_default().to_owned(),
            status: status.and_then(|word| {
                let word: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
                    word.into_deserializer();
                Status::deserialize(word).ok()
            }),
        }
    }

    /// The number at a path.
    pub(super) fn figure(&self, path: &str) -> Option<Decimal> {
        let mut keys = path.split('.').filter(|key| !key.is_empty());
        match keys
            .try_fold(self.root(), super::super::flat::Flat::get)?
            .kind()
        {
            // A figure of many digits is kept as its text.
            Kind::Number(text) | Kind::Text(text) => decimal::parse(text),
            _ => None,
        }
    }
}
