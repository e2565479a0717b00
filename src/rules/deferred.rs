//! A table that is typed when it is first asked for: a score of category percents never asks how a category is computed.

use std::{fmt, marker::PhantomData, ops::Deref, sync::OnceLock};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, Error, MapAccess, Visitor, value::MapAccessDeserializer},
};

/// A table of the rules. The embedded rules hold it as the text of its JSON, typed on first use; a user's table is typed at
/// once, so that what is wrong with it shows when the year is loaded.
#[derive(Clone, Debug)]
pub struct Deferred<T> {
    text: String,
    typed: OnceLock<T>,
}

impl<T: DeserializeOwned> Deref for Deferred<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.typed.get_or_init(|| {
            serde_json::from_str(&self.text)
                .expect("a test loads every embedded table, and the build turned it from TOML")
        })
    }
}

impl<T: DeserializeOwned + Serialize> Serialize for Deferred<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Deferred<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TableOrText(PhantomData))
    }
}

struct TableOrText<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for TableOrText<T> {
    type Value = Deferred<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Deferred<T>, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Deferred<T>, E> {
        // Only the build writes a table as text; a user's text in its place is a mistake.
        if text.starts_with('{') {
            Ok(Deferred {
                text,
                typed: OnceLock::new(),
            })
        } else {
            Err(E::custom("expected a table, not text"))
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Deferred<T>, A::Error> {
        let typed = T::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Deferred {
            text: String::new(),
            typed: OnceLock::from(typed),
        })
    }
}
