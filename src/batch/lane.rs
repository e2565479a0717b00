//! The fast path through a row: its cells become numbers, and all other text its shape.
//!
//! Nothing is decided here. If a cell is in any way unusual, the row takes the full path.

mod line;
mod row;

use std::ops::Range;

use super::{
    columns::{Column, Inert, Kind, Numbers, SLOT_PLACES},
    figures::{Figure, Given},
    job::Job,
    map::Map,
    number,
};
use crate::practice::MOST_CLINICIANS;

/// What was read from the cells of one row.
pub(super) struct Lane<'j> {
    map: Option<&'j Map>,
    /// The shape. The caller sets its first word.
    pub shape: Vec<u64>,
    pub numbers: Numbers,
    /// Which numbers the row has, and which categories have figures.
    pub mask: u16,
    /// The figures of measures, each with the number of its column or member.
    pub figures: Vec<(usize, Given<Range<usize>>)>,
    /// The number of clinicians, if its column adds only a range to the shape.
    pub clinicians: Option<u32>,
    /// Whether the row is empty.
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

    /// The name of the row just read.
    #[inline]
    pub(super) fn id<'r>(&self, bytes: &'r [u8]) -> &'r [u8] {
        &bytes[self.id.clone()]
    }

    /// The cells that are copied, in the order in which the user named them.
    #[inline]
    pub(super) fn kept<'r>(&self, bytes: &'r [u8]) -> Vec<&'r [u8]> {
        if self.kept.is_empty() {
            return Vec::new();
        }
        self.kept.iter().map(|it| &bytes[it.clone()]).collect()
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

    /// Reads an answer or a list that is written in the plain way; false for any other.
    fn given(&mut self, n: usize, column: &Column, bytes: &[u8], cell: &Range<usize>) -> bool {
        let Kind::Figure(figure) = &column.kind else {
            return false;
        };
        let given = figure.given(&bytes[cell.clone()], cell);
        let Some(given) = given.filter(|_| self.map.is_none()) else {
            return false;
        };
        // The shape is the same as if the cell were empty.
        self.shape.push(0);
        self.figure(n, figure, given);
        true
    }

    /// Skips an empty cell.
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

    /// Reads a cell; `None` if anything about it is unusual.
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

    /// Reads a cell that a map converts.
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

    /// Reads a cell as people write numbers, yes and no in spreadsheets.
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

    /// Adds a text to the shape: seven bytes and their count in each word, so that no two texts give the same words.
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
}

#[inline]
fn packed(chunk: &[u8], mark: u64) -> u64 {
    let mut word = [0; 8];
    word[..chunk.len()].copy_from_slice(chunk);
    u64::from_le_bytes(word) | mark << 56
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

/// Whether a cell can only be read as a text: not as a list, a table, or true and false.
fn is_text(cell: &str) -> bool {
    !cell.starts_with(['[', '{'])
        && !["true", "false"]
            .iter()
            .any(|word| cell.eq_ignore_ascii_case(word))
}
