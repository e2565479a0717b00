//! A value of the rules that is either named by its place among the embedded ones or given as a whole.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, Visitor},
};

use super::flat::IN_PLACE;

/// A table of the embedded rules by its place, which is typed later, or a user's, which is typed at once.
pub(super) enum InPlace<T> {
    /// Where the embedded table is.
    Place(usize),
    /// The table.
    Whole(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for InPlace<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(IN_PLACE, PlaceOrWhole(PhantomData))
    }
}

struct PlaceOrWhole<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for PlaceOrWhole<T> {
    type Value = InPlace<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table")
    }

    fn visit_u64<E: Error>(self, place: u64) -> Result<InPlace<T>, E> {
        usize::try_from(place)
            .map(InPlace::Place)
            .map_err(E::custom)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, table: D) -> Result<InPlace<T>, D::Error> {
        T::deserialize(table).map(InPlace::Whole)
    }
}
