//! Writes values as one flat text in which a key is looked up without reading what stands before it. The build writes
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
pub(crate) fn table<'k>(entries: impl IntoIterator<Item = (&'k str, String)>) -> String {
    let entries: Vec<(&str, String)> = entries.into_iter().collect();
    let mut place = WIDTH * (entries.len() + 1);
    let mut places = Vec::new();
    let mut written = String::new();
    for (key, value) in &entries {
        places.push((*key, place));
        place += WIDTH + key.len() + value.len();
        written.push_str(&length(key.len()));
        written.push_str(key);
        written.push_str(value);
    }
    places.sort_unstable();
    let mut content = length(entries.len());
    content.extend(places.into_iter().map(|(_, place)| length(place)));
    content.push_str(&written);
    value(TABLE, &content)
}

fn value(mark: char, content: &str) -> String {
    format!("{mark}{}{content}", length(content.len()))
}

fn length(length: usize) -> String {
    assert!(
        length >> (WIDTH * BITS) == 0,
        "a table of {length} bytes is too long to be written flat"
    );
    let digit = |n: usize| (length >> (n * BITS)) & ((1 << BITS) - 1);
    (0..WIDTH)
        .map(|n| u8::try_from(digit(n)).map_or('\0', char::from))
        .collect()
}
