//! Flat values as types.

use serde::{
    Deserializer,
    de::{
        DeserializeOwned, DeserializeSeed, Error as _, IntoDeserializer, MapAccess, SeqAccess,
        Unexpected, Visitor,
        value::{BorrowedStrDeserializer, MapAccessDeserializer, StrDeserializer},
    },
    forward_to_deserialize_any,
};

use super::{
    misfit::Misfit,
    reading::{Entries, Flat, Items, Kind, Table},
};

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

/// Types a value of any text.
///
/// # Errors
///
/// What does not fit the type, and where.
pub(in crate::rules) fn fitting<T: DeserializeOwned>(value: Flat<'_>) -> Result<T, Misfit> {
    let is_embedded = false;
    T::deserialize(Typing { value, is_embedded })
}

/// A value to be typed.
#[derive(Clone, Copy)]
struct Typing<'t> {
    value: Flat<'t>,
    /// Whether it is in the embedded text, where its place is enough to find it again.
    is_embedded: bool,
}

impl<'t> Typing<'t> {
    fn list<V: Visitor<'t>>(self, items: Items<'t>, visitor: V) -> Result<V::Value, Misfit> {
        let mut items = InList(items, 0, self.is_embedded);
        let typed = visitor.visit_seq(&mut items)?;
        match items.0.next() {
            None => Ok(typed),
            Some(_) => Err(Misfit::custom("the list is too long")),
        }
    }

    fn table<T>(
        self,
        table: Table<'t>,
        visit: impl FnOnce(&mut InTable<'t>) -> Result<T, Misfit>,
    ) -> Result<T, Misfit> {
        let mut entries = InTable(table.entries(), None, self.is_embedded);
        let typed = visit(&mut entries)?;
        match entries.0.next() {
            None => Ok(typed),
            Some(_) => Err(Misfit::custom("the table has too many keys")),
        }
    }
}

/// A number as types take it.
enum Number<'t> {
    Whole(u64),
    Negative(i64),
    Decimal(&'t str),
}

impl<'t> Number<'t> {
    /// A whole one as such, and else the shortest text that means it, where it has few digits.
    fn of(text: &'t str) -> Self {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        let (whole, part) = digits
            .split_once('.')
            .map_or((digits, None), |(whole, part)| (whole, Some(part)));
        let is_plain = is_digits(whole) && (whole == "0" || !whole.starts_with('0'));
        match part {
            None if is_plain => match (text.parse(), text.parse()) {
                (Ok(number), _) => Self::Whole(number),
                (_, Ok(number)) => Self::Negative(number),
                _ => Self::Decimal(text),
            },
            Some(part) if is_plain && is_digits(part) && digits.len() <= MOST_DIGITS + 1 => {
                Self::Decimal(text.trim_end_matches('0').trim_end_matches('.'))
            }
            _ => Self::Decimal(text),
        }
    }
}

impl<'t> Deserializer<'t> for Typing<'t> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value.kind() {
            Kind::Truth(yes) => visitor.visit_bool(yes),
            Kind::Number(text) => match Number::of(text) {
                Number::Whole(number) => visitor.visit_u64(number),
                Number::Negative(number) => visitor.visit_i64(number),
                Number::Decimal(text) => visitor.visit_borrowed_str(text),
            },
            Kind::Text(text) => visitor.visit_borrowed_str(text),
            Kind::List(items) => self.list(items, visitor),
            Kind::Table(table) => self.table(table, |entries| visitor.visit_map(entries)),
        }
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
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
    ) -> Result<V::Value, Misfit> {
        match self.value.kind() {
            Kind::Text(text) => {
                let word: StrDeserializer<'_, Misfit> = text.into_deserializer();
                visitor.visit_enum(word)
            }
            // A word with what belongs to it.
            Kind::Table(table) => self.table(table, |entries| {
                visitor.visit_enum(MapAccessDeserializer::new(entries))
            }),
            _ => Err(Misfit::custom("expected a word")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value.kind() {
            Kind::Number(text) => Err(Misfit::invalid_type(Unexpected::Other(text), &visitor)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_str(visitor)
    }

    // The rules have no such numbers; a type that asks for one is refused by its visitor.
    fn deserialize_f32<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_any(visitor)
    }

    fn deserialize_f64<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        <V: Visitor<'t>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 char bytes byte_buf unit unit_struct seq tuple tuple_struct
        map struct identifier
    }
}

/// The items that are left, how many were taken, and whether they are embedded.
struct InList<'t>(Items<'t>, usize, bool);

impl<'t> SeqAccess<'t> for InList<'t> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        let Some(value) = self.0.next() else {
            return Ok(None);
        };
        let (position, is_embedded) = (self.1, self.2);
        self.1 += 1;
        seed.deserialize(Typing { value, is_embedded })
            .map(Some)
            .map_err(|misfit| misfit.in_item(position))
    }
}

/// The entries that are left, the one whose key was taken last, and whether they are embedded.
struct InTable<'t>(Entries<'t>, Option<(&'t str, Flat<'t>)>, bool);

impl<'t> MapAccess<'t> for InTable<'t> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'t>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        let Some((key, value)) = self.0.next() else {
            return Ok(None);
        };
        self.1 = Some((key, value));
        seed.deserialize(BorrowedStrDeserializer::new(key))
            .map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        let is_embedded = self.2;
        match self.1.take() {
            Some((key, value)) => seed
                .deserialize(Typing { value, is_embedded })
                .map_err(|misfit| misfit.in_key(key)),
            None => Err(Misfit::custom("a key comes before its value")),
        }
    }
}
