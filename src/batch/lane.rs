//! The short way through a row: its cells become numbers, and a shape that stands for all the rest.
//!
//! Nothing is decided here. A cell that is in any way unusual ends the short way, and the row takes the general one.

use std::ops::Range;

use memchr::memchr;

use super::{
    cells,
    columns::{Column, Inert, Kind, Numbers, SLOT_PLACES},
    figures::{Figure, Given},
    heading::Heading,
    job::Job,
    lines::{Layout, Member},
    map::Map,
    number,
    records::Dialect,
    spelling::Holds,
};
use crate::practice::MOST_CLINICIANS;

/// What the cells of one row come to.
pub(super) struct Lane<'j> {
    map: Option<&'j Map>,
    /// The shape; its first word is left to the caller.
    pub shape: Vec<u64>,
    pub numbers: Numbers,
    /// Which numbers there are, and of which categories there are figures.
    pub mask: u16,
    /// The figures of measures, each with the number of its column or member.
    pub figures: Vec<(usize, Given<Range<usize>>)>,
    /// How many clinicians there are, where a column of them has only its steps in the shape.
    pub clinicians: Option<u32>,
    /// Whether nothing is in the row.
    pub is_blank: bool,
    id: Range<usize>,
    kept: Vec<Range<usize>>,
}

impl<'j> Lane<'j> {
    pub(super) fn new(job: &Job<'j>) -> Self {
        Self {
            map: job.map,
            shape: Vec::new(),
            numbers: Numbers::default(),
            mask: 0,
            figures: Vec::new(),
            clinicians: None,
            is_blank: true,
            id: 0..0,
            kept: vec![0..0; job.keep.len()],
        }
    }

    #[inline]
    fn clear(&mut self) {
        self.shape.clear();
        self.shape.push(0);
        self.mask = 0;
        self.figures.clear();
        self.clinicians = None;
        self.is_blank = true;
        self.id = 0..0;
        self.kept.fill(0..0);
    }

    /// The name of the row that was read.
    #[inline]
    pub(super) fn id<'r>(&self, bytes: &'r [u8]) -> &'r [u8] {
        &bytes[self.id.clone()]
    }

    /// The cells that are copied, in the order in which they were asked for.
    #[inline]
    pub(super) fn kept<'r>(&self, bytes: &'r [u8]) -> Vec<&'r [u8]> {
        self.kept.iter().map(|it| &bytes[it.clone()]).collect()
    }

    /// Reads the cells of the row that `bytes` begin with, and says where it ends; `None` when something is unusual.
    #[inline]
    pub(super) fn csv(&mut self, heading: &Heading, bytes: &[u8]) -> Option<usize> {
        self.clear();
        let Dialect {
            delimiter,
            terminator,
            ..
        } = heading.dialect;
        let columns = &heading.columns;
        let mut start = 0;
        let mut end = 0;
        for (n, column) in columns.iter().enumerate() {
            let is_last = n + 1 == columns.len();
            let ends = |end: usize| {
                bytes.get(end).is_none_or(|byte| {
                    *byte == delimiter || *byte == terminator || is_last && *byte == b'\r'
                })
            };
            let plain = match column.kind {
                Kind::Number(slot) if self.map.is_none() => {
                    number::read(bytes, start, SLOT_PLACES[slot])
                        .filter(|(_, after)| ends(*after))
                        .map(|(number, after)| (slot, number, after))
                }
                _ => None,
            };
            let figure = match &column.kind {
                Kind::Figure(figure) if self.map.is_none() && figure.is_number() => {
                    number::figure(bytes, start)
                        .filter(|(_, after)| ends(*after))
                        .map(|(number, after)| (figure, number, after))
                }
                _ => None,
            };
            if let Some((figure, number, after)) = figure {
                self.figure(n, figure, Given::Number(number));
                end = after;
                if !heading.keeps.is_empty() {
                    self.keep(&heading.keeps, n, bytes, start..end)?;
                }
            } else if let Some((slot, number, after)) = plain {
                self.number(slot, number);
                end = after;
                if !heading.keeps.is_empty() {
                    self.keep(&heading.keeps, n, bytes, start..end)?;
                }
            } else if ends(start) {
                end = start;
                self.nothing(column);
            } else {
                let (cell, after) = if bytes[start] == b'"' && heading.dialect.quotes {
                    quoted(bytes, start)?
                } else {
                    let after = cells::end(bytes, start, delimiter, terminator);
                    (start..after, after)
                };
                end = after;
                let cell = trimmed(bytes, cell);
                if !self.given(n, column, bytes, &cell) {
                    self.take(n, column, &bytes[cell.clone()], delimiter)?;
                }
                if column.kind == Kind::Id {
                    self.id = cell.clone();
                }
                if !heading.keeps.is_empty() {
                    self.keep(&heading.keeps, n, bytes, cell)?;
                }
            }
            if is_last && bytes.get(end) == Some(&b'\r') && terminator != b'\r' {
                end += 1;
            }
            let ends_row = bytes.get(end).is_none_or(|byte| *byte == terminator);
            if ends_row != is_last || !(ends_row || bytes[end] == delimiter) {
                return None;
            }
            start = end + 1;
        }
        (!self.is_blank).then_some(end)
    }

    /// Reads the members of a line that is laid out so; `None` when it is not, or something is unusual.
    pub(super) fn json(&mut self, layout: &Layout, line: &[u8]) -> Option<()> {
        self.clear();
        let mut at = 0;
        for (n, member) in layout.members.iter().enumerate() {
            let Member { before, column } = member;
            at += line
                .get(at..)?
                .starts_with(before)
                .then_some(before.len())?;
            let (value, content, after) = super::lines::value(line, at)?;
            at = after;
            let is_null = &line[value.clone()] == b"null";
            match column.kind {
                _ if is_null => self.nothing(column),
                Kind::Id => {
                    self.id = value.clone();
                    self.is_blank = false;
                }
                Kind::Number(slot)
                    if self.map.is_none() && number_at(line, &content, slot).is_some() =>
                {
                    let number = number_at(line, &content, slot)?;
                    self.number(slot, number);
                }
                // A text where a number or an answer belongs is spelled as in a cell.
                Kind::Number(_) | Kind::Figure(_) | Kind::Inert(Inert::Count(_)) => {
                    let content = trimmed(line, content);
                    if !self.given(n, column, line, &content) {
                        self.take(n, column, &line[content], b',')?;
                    }
                }
                Kind::Inert(Inert::Text) if value != content => self.is_blank = false,
                Kind::Inert(Inert::Text) => return None,
                Kind::Other if column.holds == Holds::Other || value == content => {
                    self.take(n, column, &line[value.clone()], b',')?;
                }
                Kind::Other => {
                    let content = trimmed(line, content);
                    self.take(n, column, &line[content], b',')?;
                }
                Kind::Unused => {}
            }
            for (kept, of_member) in layout.keeps.iter().enumerate() {
                if *of_member == Some(n) && !is_null {
                    self.kept[kept] = value.clone();
                }
            }
        }
        (line[at..] == layout.after && !self.is_blank).then_some(())
    }

    #[inline]
    fn number(&mut self, slot: usize, number: i64) {
        self.numbers[slot] = number;
        self.mask |= 1 << slot;
        self.is_blank = false;
    }

    #[inline]
    fn figure(&mut self, n: usize, figure: &Figure, given: Given<Range<usize>>) {
        self.figures.push((n, given));
        self.mask |= figure.bit();
        self.is_blank = false;
    }

    /// Takes an answer or a list that is spelled plainly; says whether it is one.
    fn given(&mut self, n: usize, column: &Column, bytes: &[u8], cell: &Range<usize>) -> bool {
        let Kind::Figure(figure) = &column.kind else {
            return false;
        };
        let given = figure.given(&bytes[cell.clone()], cell);
        let Some(given) = given.filter(|_| self.map.is_none()) else {
            return false;
        };
        // In the shape it is as if it said nothing.
        self.shape.push(0);
        self.figure(n, figure, given);
        true
    }

    /// Takes a cell that says nothing.
    #[inline]
    fn nothing(&mut self, column: &Column) {
        let is_in_shape = match &column.kind {
            Kind::Other | Kind::Inert(Inert::Count(_)) => true,
            Kind::Figure(figure) => !figure.is_number(),
            _ => false,
        };
        if is_in_shape {
            self.shape.push(0);
        }
    }

    /// Takes a cell; `None` when something about it is unusual.
    fn take(&mut self, n: usize, column: &Column, cell: &[u8], delimiter: u8) -> Option<()> {
        if cell.is_empty() {
            self.nothing(column);
            return Some(());
        }
        self.is_blank = false;
        if self.map.is_some() && !matches!(column.kind, Kind::Id | Kind::Unused) {
            return self.mapped(n, column, std::str::from_utf8(cell).ok()?, delimiter);
        }
        match &column.kind {
            Kind::Id => std::str::from_utf8(cell).is_ok().then_some(()),
            Kind::Unused => (!column.heading.is_empty()).then_some(()),
            Kind::Other => {
                self.word(cell);
                Some(())
            }
            Kind::Number(_) | Kind::Figure(_) | Kind::Inert(_) => {
                self.spelled(n, column, std::str::from_utf8(cell).ok()?, delimiter)
            }
        }
    }

    /// Takes a cell whose meaning a map says.
    fn mapped(&mut self, n: usize, column: &Column, cell: &str, delimiter: u8) -> Option<()> {
        let absent = self.map.is_some_and(|map| map.is_absent(cell));
        let value = match &column.mapped {
            _ if absent => "".into(),
            Some(mapped) if mapped.minus.is_some() => return None,
            Some(mapped) => mapped.value(cell),
            None => cell.into(),
        };
        if value.is_empty() {
            self.nothing(column);
            return Some(());
        }
        let gives_way = |mapped: &super::map::Mapped| {
            mapped.unless_scored.is_some() || mapped.instead_of.is_some()
        };
        if column.mapped.as_ref().is_some_and(gives_way) {
            return None;
        }
        if column.kind == Kind::Other {
            self.word(value.as_bytes());
            return Some(());
        }
        self.spelled(n, column, &value, delimiter)
    }

    /// Takes a cell as spreadsheets may spell it.
    fn spelled(&mut self, n: usize, column: &Column, cell: &str, delimiter: u8) -> Option<()> {
        let plain = column.holds.plain(cell, delimiter);
        match &column.kind {
            Kind::Number(slot) => {
                let bytes = plain.as_bytes();
                let (number, end) = number::read(bytes, 0, SLOT_PLACES[*slot])?;
                (end == bytes.len()).then(|| self.number(*slot, number))
            }
            Kind::Figure(figure) if figure.is_number() => {
                let bytes = plain.as_bytes();
                let (number, end) = number::figure(bytes, 0)?;
                (end == bytes.len()).then(|| self.figure(n, figure, Given::Number(number)))
            }
            Kind::Figure(_) => {
                self.word(plain.as_bytes());
                Some(())
            }
            Kind::Inert(Inert::Text) => is_text(&plain).then_some(()),
            Kind::Inert(Inert::Count(steps)) => {
                let is_count = plain.bytes().all(|byte| byte.is_ascii_digit());
                let count: u32 = plain.parse().ok().filter(|_| is_count)?;
                let step = steps.partition_point(|step| *step <= count);
                self.shape.push(step as u64 + 1);
                self.clinicians = Some(count);
                (count <= MOST_CLINICIANS).then_some(())
            }
            Kind::Id | Kind::Other | Kind::Unused => None,
        }
    }

    /// Adds a text to the shape, seven bytes and their number to a word, so that no two texts are alike.
    #[inline]
    fn word(&mut self, text: &[u8]) {
        let mut rest = text;
        while rest.len() > 7 {
            let (chunk, after) = rest.split_at(7);
            self.shape.push(packed(chunk, 0xFF));
            rest = after;
        }
        self.shape.push(packed(rest, rest.len() as u64));
    }

    fn keep(
        &mut self,
        keeps: &[Option<usize>],
        n: usize,
        bytes: &[u8],
        cell: Range<usize>,
    ) -> Option<()> {
        for (kept, of_column) in keeps.iter().enumerate() {
            if *of_column == Some(n) {
                std::str::from_utf8(&bytes[cell.clone()]).ok()?;
                self.kept[kept] = cell.clone();
            }
        }
        Some(())
    }
}

#[inline]
fn packed(chunk: &[u8], mark: u64) -> u64 {
    let mut word = [0; 8];
    word[..chunk.len()].copy_from_slice(chunk);
    u64::from_le_bytes(word) | mark << 56
}

/// The number that a member's value is as a whole.
#[inline]
fn number_at(line: &[u8], value: &Range<usize>, slot: usize) -> Option<i64> {
    let (number, end) = number::read(line, value.start, SLOT_PLACES[slot])?;
    (end == value.end).then_some(number)
}

/// The content of a quoted cell without quotes in it, and where the cell ends.
fn quoted(bytes: &[u8], start: usize) -> Option<(Range<usize>, usize)> {
    let length = memchr(b'"', &bytes[start + 1..])?;
    let end = start + 1 + length;
    Some((start + 1..end, end + 1))
}

#[inline]
fn trimmed(bytes: &[u8], cell: Range<usize>) -> Range<usize> {
    let is_blank = |at: &usize| bytes[*at].is_ascii_whitespace();
    let Range { mut start, mut end } = cell;
    while start < end && is_blank(&start) {
        start += 1;
    }
    while start < end && is_blank(&(end - 1)) {
        end -= 1;
    }
    start..end
}

/// Whether a cell is a text whatever a setting makes of it: no list, no table, no truth.
fn is_text(cell: &str) -> bool {
    !cell.starts_with(['[', '{'])
        && !["true", "false"]
            .iter()
            .any(|word| cell.eq_ignore_ascii_case(word))
}
