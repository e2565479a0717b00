//! Reads the flat text: looks up keys, and goes through entries and items.

use super::writing::{BITS, FALSE, LIST, NUMBER, TABLE, TEXT, TRUE, WIDTH};

/// A value within a flat text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flat<'t> {
    text: &'t str,
    at: usize,
}

/// What a value is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind<'t> {
    Truth(bool),
    /// As it is written in decimal.
    Number(&'t str),
    Text(&'t str),
    List(Items<'t>),
    Table(Table<'t>),
}

impl<'t> Flat<'t> {
    /// The value that begins at a place of a text.
    pub(crate) fn at(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    /// The text that it is in, and where it begins there.
    pub(crate) fn within(self) -> (&'t str, usize) {
        (self.text, self.at)
    }

    /// It alone, as it is written.
    pub(crate) fn written(self) -> &'t str {
        &self.text[self.at..self.end()]
    }

    /// What it is.
    pub(crate) fn kind(self) -> Kind<'t> {
        let content = &self.text[self.start()..self.end()];
        match char::from(self.text.as_bytes()[self.at]) {
            TRUE => Kind::Truth(true),
            FALSE => Kind::Truth(false),
            NUMBER => Kind::Number(content),
            TEXT => Kind::Text(content),
            LIST => Kind::List(Items {
                text: self.text,
                at: self.start(),
                end: self.end(),
            }),
            TABLE => Kind::Table(Table(self)),
            other => unreachable!("no value is marked {other:?}"),
        }
    }

    /// The value of a key, if this is a table that has it.
    pub(crate) fn get(self, key: &str) -> Option<Self> {
        match self.kind() {
            Kind::Table(table) => table.get(key),
            _ => None,
        }
    }

    /// The text that it is, if it is one.
    pub(crate) fn as_text(self) -> Option<&'t str> {
        match self.kind() {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Where its content starts, after its mark and its length.
    fn start(self) -> usize {
        self.at + 1 + WIDTH
    }

    fn end(self) -> usize {
        self.start() + length(self.text, self.at + 1)
    }
}

fn length(text: &str, at: usize) -> usize {
    let digits = &text.as_bytes()[at..at + WIDTH];
    let digits = digits.iter().rev();
    digits.fold(0, |length, digit| length << BITS | usize::from(*digit))
}

/// The values of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Items<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

#[expect(clippy::copy_iterator, reason = "a place in a text, read from again")]
impl<'t> Iterator for Items<'t> {
    type Item = Flat<'t>;

    fn next(&mut self) -> Option<Flat<'t>> {
        let item = Flat::at(self.text, self.at);
        (self.at < self.end).then(|| {
            self.at = item.end();
            item
        })
    }
}

/// The entries of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table<'t>(Flat<'t>);

impl<'t> Table<'t> {
    /// How many there are.
    pub(crate) fn len(self) -> usize {
        length(self.0.text, self.0.start())
    }

    /// The value of a key.
    pub(crate) fn get(self, key: &str) -> Option<Flat<'t>> {
        Some(self.nth(self.position(key)?).1)
    }

    /// Which entry a key has, in the order of the keys.
    pub(crate) fn position(self, key: &str) -> Option<usize> {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from.midpoint(to);
            match self.nth(middle).0.cmp(key) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => to = middle,
            }
        }
        None
    }

    /// An entry, in the order of the keys.
    pub(crate) fn nth(self, n: usize) -> (&'t str, Flat<'t>) {
        let (text, start) = (self.0.text, self.0.start());
        entry(text, start + length(text, start + WIDTH * (n + 1)))
    }

    /// All of them, as they came.
    pub(crate) fn entries(self) -> Entries<'t> {
        Entries {
            text: self.0.text,
            at: self.0.start() + WIDTH * (self.len() + 1),
            end: self.0.end(),
        }
    }
}

/// The entry that begins at a place.
fn entry(text: &str, at: usize) -> (&str, Flat<'_>) {
    let start = at + WIDTH;
    let end = start + length(text, at);
    (&text[start..end], Flat::at(text, end))
}

/// Entries of a table, one after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entries<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

#[expect(clippy::copy_iterator, reason = "a place in a text, read from again")]
impl<'t> Iterator for Entries<'t> {
    type Item = (&'t str, Flat<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        (self.at < self.end).then(|| {
            let (key, value) = entry(self.text, self.at);
            self.at = value.end();
            (key, value)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{super::writing, *};

    #[test]
    fn what_was_written_is_found() {
        let items = ["a", "\u{e9}"].map(writing::text);
        let long = "x".repeat(20_000);
        let inner = writing::table([
            ("z", writing::list(items)),
            ("b", writing::truth(true)),
            ("long", writing::text(&long)),
            ("m", writing::number("-84.04")),
        ]);
        let text = format!("before{}", writing::table([("outer", inner)]));
        let root = Flat::at(&text, 6);
        let inner = root.get("outer").expect("the key is there");
        let Kind::Table(table) = inner.kind() else {
            panic!("{inner:?}")
        };
        assert_eq!(table.len(), 4);
        let keys: Vec<&str> = table.entries().map(|(key, _)| key).collect();
        assert_eq!(keys, ["z", "b", "long", "m"]);
        assert!(matches!(table.get("b").unwrap().kind(), Kind::Truth(true)));
        assert!(matches!(
            table.get("m").unwrap().kind(),
            Kind::Number("-84.04")
        ));
        assert_eq!(table.get("long").unwrap().as_text(), Some(long.as_str()));
        let Kind::List(items) = table.get("z").unwrap().kind() else {
            panic!("a list was written")
        };
        let items: Vec<&str> = items.filter_map(Flat::as_text).collect();
        assert_eq!(items, ["a", "\u{e9}"]);
        for other in ["", "a", "zz", "outer"] {
            assert!(inner.get(other).is_none(), "{other}");
        }
        assert!(table.get("b").unwrap().get("b").is_none());
    }
}
