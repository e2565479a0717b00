//! A table that is typed when it is first asked for: a score of category percents never asks how a category is computed,
//! and one of measures asks for few of them.

use std::{
    fmt,
    marker::PhantomData,
    ops::Deref,
    sync::{Arc, OnceLock},
};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, Error, Visitor},
};

use super::{
    embedded,
    flat::{IN_PLACE, typed},
};

/// A table of the rules. Of an embedded one only its place is known until it is asked for; a user's table is typed at
/// once, so that what is wrong with it shows when the year is loaded.
#[derive(Clone, Debug)]
pub struct Deferred<T> {
    place: usize,
    typed: OnceLock<Arc<T>>,
}

impl<T: DeserializeOwned> Deref for Deferred<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.typed
            .get_or_init(|| Arc::new(typed(embedded::value(self.place))))
    }
}

impl<T> From<T> for Deferred<T> {
    fn from(value: T) -> Self {
        Self {
            place: 0,
            typed: OnceLock::from(Arc::new(value)),
        }
    }
}

impl<T: Default> Default for Deferred<T> {
    fn default() -> Self {
        Self::from(T::default())
    }
}

impl<T: DeserializeOwned + PartialEq> PartialEq for Deferred<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: DeserializeOwned + Serialize> Serialize for Deferred<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Deferred<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(IN_PLACE, PlaceOrTable(PhantomData))
    }
}

struct PlaceOrTable<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for PlaceOrTable<T> {
    type Value = Deferred<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table")
    }

    fn visit_u64<E: Error>(self, place: u64) -> Result<Deferred<T>, E> {
        Ok(Deferred {
            place: usize::try_from(place).map_err(E::custom)?,
            typed: OnceLock::new(),
        })
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, table: D) -> Result<Deferred<T>, D::Error> {
        T::deserialize(table).map(Deferred::from)
    }
}
