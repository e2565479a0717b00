//! A table that is typed when it is first asked for: a score of category percents never asks how a category is computed,
//! and one of measures asks for few of them.

use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};

use super::{embedded, flat::typed, in_place::InPlace};

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
        Ok(match InPlace::<T>::deserialize(deserializer)? {
            InPlace::Place(place) => Self {
                place,
                typed: OnceLock::new(),
            },
            InPlace::Whole(table) => Self::from(table),
        })
    }
}
