//! Writes values as one flat text in which a key is looked up without reading what comes before it. The build writes
//! the embedded tables with it.
//!
//! A value is a mark, the length of its content, and its content. That of a table is how many entries it has, then where
//! each begins, in the order of the keys, then the entries as they came: a key's length, the key, its value. Lengths and
//! places are four digits of base 128, which keeps the whole a text.

/// Marks of a value's kind.
pub(crate) const TRUE: char = 'y';
pub(crate) const FALSE: char = 'n';
pub(crate) const NUMBER: char = '#';
pub(crate) const TEXT: char = '"';
pub(crate) const LIST: char = '[';
pub(crate) const TABLE: char = '{';

/// Bytes of a length or of a place.
pub(crate) const WIDTH: usize = 4;
/// Bits of one of its digits: a byte of so many is a character.
pub(crate) const BITS: usize = 7;

/// A truth.
pub(crate) fn truth(yes: bool) -> String {
    value(if yes { TRUE } else { FALSE }, "")
}

/// A number, as it is written in decimal.
pub(crate) fn number(text: &str) -> String {
    value(NUMBER, text)
}

/// A text.
pub(crate) fn text(text: &str) -> String {
    value(TEXT, text)
}

/// A list of values.
pub(crate) fn list(items: impl IntoIterator<Item = String>) -> String {
    let items: String = items.into_iter().collect();
    value(LIST, &items)
}

/// A table of keys and values.
pub(crate) fn table<'k, V: AsRef<str>>(entries: impl IntoIterator<Item = (&'k str, V)>) -> String {
    let entries: Vec<(&str, V)> = entries.into_iter().collect();
    let mut place = WIDTH * (entries.len() + 1);
    let mut places = Vec::with_capacity(entries.len());
    for (key, value) in &entries {
        places.push((*key, place));
        place += WIDTH + key.len() + value.as_ref().len();
    }
    places.sort_unstable();
    let mut written = begun(TABLE, place);
    push_length(&mut written, entries.len());
    for (_, place) in places {
        push_length(&mut written, place);
    }
    for (key, value) in &entries {
        push_length(&mut written, key.len());
        written.push_str(key);
        written.push_str(value.as_ref());
    }
    written
}

fn value(mark: char, content: &str) -> String {
    let mut written = begun(mark, content.len());
    written.push_str(content);
    written
}

/// The mark and the length of a value, with room for its content.
fn begun(mark: char, length: usize) -> String {
    let mut written = String::with_capacity(1 + WIDTH + length);
    written.push(mark);
    push_length(&mut written, length);
    written
}

fn push_length(written: &mut String, length: usize) {
    assert!(
        length >> (WIDTH * BITS) == 0,
        "a table of {length} bytes is too long to be written flat"
    );
    for n in 0..WIDTH {
        let digit = (length >> (n * BITS)) & ((1 << BITS) - 1);
        written.push(u8::try_from(digit).map_or('\0', char::from));
    }
}
