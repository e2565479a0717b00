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

use super::reading::{Entries, Flat, Items, Kind, Table};

/// The digits up to which a number that is not whole is typed from its shortest text.
const MOST_DIGITS: usize = 15;

/// The name under which a type asks for the place of its value, as a number, instead of the value: see
/// [`crate::rules::deferred`].
pub(in crate::rules) const IN_PLACE: &str = "mips::in_place";

/// Types an embedded value.
///
/// # Panics
///
/// When it is not of the type. The build writes what a test types.
pub(in crate::rules) fn typed<T: DeserializeOwned>(value: Flat<'static>) -> T {
    let is_embedded = true;
    match T::deserialize(Typing { value, is_embedded }) {
        Ok(typed) => typed,
        Err(error) => panic!("a test types every embedded table: {error}"),
    }
}

/// Types a value of any text; `None` where it is not of the type.
pub(in crate::rules) fn fitting<T: DeserializeOwned>(value: Flat<'_>) -> Option<T> {
    let is_embedded = false;
    T::deserialize(Typing { value, is_embedded }).ok()
}

/// A value to be typed.
#[derive(Clone, Copy)]
struct Typing<'t> {
    value: Flat<'t>,
    /// Whether it is in the embedded text, where its place is enough to find it again.
    is_embedded: bool,
}

impl<'t> Typing<'t> {
    fn list<V: Visitor<'t>>(self, items: Items<'t>, visitor: V) -> Result<V::Value, Error> {
        let mut items = InList(items, self.is_embedded);
        let typed = visitor.visit_seq(&mut items)?;
        match items.0.next() {
            None => Ok(typed),
            Some(_) => Err(Error::custom("the list is too long")),
        }
    }

    fn table<T>(
        self,
        table: Table<'t>,
        visit: impl FnOnce(&mut InTable<'t>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut entries = InTable(table.entries(), None, self.is_embedded);
        let typed = visit(&mut entries)?;
        match entries.0.next() {
            None => Ok(typed),
            Some(_) => Err(Error::custom("the table has too many keys")),
        }
    }
}

/// A number as the reader of a user's table types it: a whole one as such, and else the shortest text that means it, where
/// it has few digits.
fn number<'t, V: Visitor<'t>>(text: &'t str, visitor: V) -> Result<V::Value, Error> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let (whole, part) = digits
        .split_once('.')
        .map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let is_plain = is_digits(whole) && (whole == "0" || !whole.starts_with('0'));
    match part {
        None if is_plain => match (text.parse::<u64>(), text.parse::<i64>()) {
            (Ok(number), _) => visitor.visit_u64(number),
            (_, Ok(number)) => visitor.visit_i64(number),
            _ => visitor.visit_borrowed_str(text),
        },
        Some(part) if is_plain && is_digits(part) && digits.len() <= MOST_DIGITS + 1 => {
            visitor.visit_borrowed_str(text.trim_end_matches('0').trim_end_matches('.'))
        }
        _ if text.contains(['e', 'E']) => Err(Error::custom("a power of ten")),
        _ => visitor.visit_borrowed_str(text),
    }
}

impl<'t> Deserializer<'t> for Typing<'t> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value.kind() {
            Kind::Truth(yes) => visitor.visit_bool(yes),
            Kind::Number(text) => number(text, visitor),
            Kind::Text(text) => visitor.visit_borrowed_str(text),
            Kind::List(items) => self.list(items, visitor),
            Kind::Table(table) => self.table(table, |entries| visitor.visit_map(entries)),
        }
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == IN_PLACE && self.is_embedded {
            visitor.visit_u64(self.value.within().1 as u64)
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.value.kind() {
            Kind::Text(text) => visitor.visit_enum(text.into_deserializer()),
            // A word with what belongs to it.
            Kind::Table(table) => self.table(table, |entries| {
                visitor.visit_enum(MapAccessDeserializer::new(entries))
            }),
            _ => Err(Error::custom("expected a word")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value.kind() {
            Kind::Number(_) => Err(Error::custom("expected a text")),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    // The rules have no such numbers; a type that asks for one is refused by its visitor.
    fn deserialize_f32<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_f64<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        <V: Visitor<'t>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 char bytes byte_buf unit unit_struct seq tuple tuple_struct
        map struct identifier
    }
}

/// The items that are left, and whether they are embedded.
struct InList<'t>(Items<'t>, bool);

impl<'t> SeqAccess<'t> for InList<'t> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let is_embedded = self.1;
        let item = self.0.next();
        item.map(|value| seed.deserialize(Typing { value, is_embedded }))
            .transpose()
    }
}

/// The entries that are left, the value of the key that was taken last, and whether they are embedded.
struct InTable<'t>(Entries<'t>, Option<Flat<'t>>, bool);

impl<'t> MapAccess<'t> for InTable<'t> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'t>>(
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

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let is_embedded = self.2;
        match self.1.take() {
            Some(value) => seed.deserialize(Typing { value, is_embedded }),
            None => Err(Error::custom("a key comes before its value")),
        }
    }
}
