//! Flat values as types.

use serde::{
    Deserializer,
    de::{
        DeserializeOwned, DeserializeSeed, Error as _, IntoDeserializer, MapAccess, SeqAccess,
        Visitor,
        value::{BorrowedStrDeserializer, Error, MapAccessDeserializer},
    },
    forward_to_deserialize_any,
};

use super::reading::{Entries, Flat, Items, Kind};

/// The name under which a type asks for the place of its value, as a number, instead of the value: see
/// [`crate::rules::deferred`].
pub(in crate::rules) const IN_PLACE: &str = "mips::in_place";

/// Types a value.
///
/// # Panics
///
/// When it is not of the type. The build writes what a test types.
pub(in crate::rules) fn typed<T: DeserializeOwned>(value: Flat<'static>) -> T {
    match T::deserialize(Typing(value)) {
        Ok(typed) => typed,
        Err(error) => panic!("a test types every embedded table: {error}"),
    }
}

struct Typing(Flat<'static>);

impl Deserializer<'static> for Typing {
    type Error = Error;

    fn deserialize_any<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.kind() {
            Kind::Truth(yes) => visitor.visit_bool(yes),
            Kind::Number(text) => match (text.parse::<u64>(), text.parse::<i64>()) {
                (Ok(number), _) => visitor.visit_u64(number),
                (_, Ok(number)) => visitor.visit_i64(number),
                _ => visitor.visit_borrowed_str(text),
            },
            Kind::Text(text) => visitor.visit_borrowed_str(text),
            Kind::List(items) => visitor.visit_seq(InList(items)),
            Kind::Table(table) => visitor.visit_map(InTable(table.entries(), None)),
        }
    }

    fn deserialize_option<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'static>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == IN_PLACE {
            visitor.visit_u64(self.0.within().1 as u64)
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_enum<V: Visitor<'static>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0.kind() {
            Kind::Text(text) => visitor.visit_enum(text.into_deserializer()),
            // A word with what belongs to it.
            Kind::Table(table) => {
                visitor.visit_enum(MapAccessDeserializer::new(InTable(table.entries(), None)))
            }
            _ => Err(Error::custom("expected a word")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    // The rules have no such numbers; a type that asks for one is refused by its visitor.
    fn deserialize_f32<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_f64<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        <V: Visitor<'static>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct
        map struct identifier
    }
}

struct InList(Items<'static>);

impl SeqAccess<'static> for InList {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'static>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        self.0
            .next()
            .map(|item| seed.deserialize(Typing(item)))
            .transpose()
    }
}

/// The entries that are left, and the value of the key that was taken last.
struct InTable(Entries<'static>, Option<Flat<'static>>);

impl MapAccess<'static> for InTable {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'static>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((key, value)) = self.0.next() else {
            return Ok(None);
        };
        self.1 = Some(value);
        seed.deserialize(BorrowedStrDeserializer::new(key))
            .map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'static>>(&mut self, seed: V) -> Result<V::Value, Error> {
        match self.1.take() {
            Some(value) => seed.deserialize(Typing(value)),
            None => Err(Error::custom("a key comes before its value")),
        }
    }
}
