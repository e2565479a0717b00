//! Reads a row of CSV, given where its cells end.

use std::ops::Range;

use memchr::memchr;

use super::{Lane, trimmed};
use crate::batch::{
    columns::{BONUS, FINAL_SCORE, Kind, PAID, SLOT_PLACES},
    figures::Given,
    heading::{Groups, Heading},
    marks,
    number::{self, PAID_PLACES, PLACES, SLOTS},
    records::Dialect,
};

/// For each slot, a hundredth in its units if its numbers are usually in hundredths; otherwise 0.
const HUNDREDTHS: [i64; SLOTS] = {
    let mut units = [0; SLOTS];
    let mut slot = 0;
    while slot <= BONUS {
        units[slot] = 10_i64.pow(PLACES - 2);
        slot += 1;
    }
    units[PAID] = 10_i64.pow(PAID_PLACES - 2);
    units[FINAL_SCORE] = 10_i64.pow(PLACES - 2);
    units
};

impl Lane<'_> {
    /// Reads the row whose ends come first, after the end of the cell before it; `None` if anything is unusual.
    #[inline]
    pub(in crate::batch) fn csv(
        &mut self,
        heading: &Heading,
        bytes: &[u8],
        ends: &[u32],
    ) -> Option<()> {
        self.clear();
        let dialect = heading.dialect;
        let ends = ends.get(..=heading.columns.len())?;
        let [_, cells @ .., last] = ends else {
            return None;
        };
        // Cells end at delimiters; the last cell ends at the end of the row.
        let is = |end: u32, byte| bytes.get(end as usize).is_none_or(|it| *it == byte);
        let are_cells = cells.iter().all(|end| is(*end, dialect.delimiter));
        if !(are_cells && is(*last, dialect.terminator)) {
            return None;
        }
        let Groups {
            numbers,
            words,
            others,
        } = &heading.groups;
        let mut mask = 0;
        // Not 0 once a cell is not empty.
        let mut filled = 0;
        for (n, slot) in numbers {
            let cell = marks::cell(ends, *n);
            let (hundredths, fits) = hundredths(*slot, bytes, &cell);
            if fits | cell.is_empty() {
                // Empty cells and numbers take the same steps, because the processor cannot guess which comes next.
                self.numbers[*slot] = hundredths;
                mask |= u16::from(fits) << slot;
                filled |= cell.len();
            } else {
                self.cell(*n, heading, bytes, cell)?;
            }
        }
        for n in words {
            let cell = marks::cell(ends, *n);
            if let Some(word) = word(bytes, &cell) {
                self.shape.push(word);
                filled |= cell.len();
            } else {
                self.cell(*n, heading, bytes, cell)?;
            }
        }
        for n in others {
            let cell = marks::cell(ends, *n);
            let is_id = heading.columns[*n].kind == Kind::Id;
            if is_id && is_name(&bytes[cell.clone()]) {
                filled |= cell.len();
                self.id = cell;
            } else {
                self.cell(*n, heading, bytes, cell)?;
            }
        }
        self.mask |= mask;
        self.is_blank &= filled == 0;
        if !heading.keeps.is_empty() {
            self.keep(heading, bytes, ends)?;
        }
        (!self.is_blank).then_some(())
    }

    /// Reads a cell that is not of the usual kind; `None` if anything about it is unusual.
    fn cell(
        &mut self,
        n: usize,
        heading: &Heading,
        bytes: &[u8],
        cell: Range<usize>,
    ) -> Option<()> {
        let cell = bare(bytes, cell, heading.dialect)?;
        let column = &heading.columns[n];
        let Range { start, end } = cell;
        match &column.kind {
            Kind::Number(slot) if self.map.is_none() => {
                let (hundredths, fits) = hundredths(*slot, bytes, &cell);
                let read = if fits {
                    Some((hundredths, end))
                } else {
                    number::read(bytes, start, SLOT_PLACES[*slot])
                };
                if let Some((number, after)) = read
                    && after == end
                {
                    self.number(*slot, number);
                    return Some(());
                }
            }
            Kind::Figure(figure) if self.map.is_none() && figure.is_number() => {
                if let Some((number, after)) = number::figure(bytes, start)
                    && after == end
                {
                    self.figure(n, figure, Given::Number(number));
                    return Some(());
                }
            }
            Kind::Id => self.id = cell.clone(),
            _ => {}
        }
        if self.given(n, column, bytes, &cell) {
            return Some(());
        }
        self.take(n, column, &bytes[cell], heading.dialect.delimiter)
    }

    /// Records where the copied cells are.
    fn keep(&mut self, heading: &Heading, bytes: &[u8], ends: &[u32]) -> Option<()> {
        for (kept, of_column) in heading.keeps.iter().enumerate() {
            if let Some(n) = *of_column {
                let cell = bare(bytes, marks::cell(ends, n), heading.dialect)?;
                std::str::from_utf8(&bytes[cell.clone()]).ok()?;
                self.kept[kept] = cell;
            }
        }
        Some(())
    }
}

/// A number of hundredths in units of its slot; `false` if the cell holds anything else.
#[inline]
#[expect(
    clippy::needless_bitwise_bool,
    reason = "no branch depends on what a cell holds"
)]
fn hundredths(slot: usize, bytes: &[u8], cell: &Range<usize>) -> (i64, bool) {
    let unit = HUNDREDTHS[slot];
    let (hundredths, fits) = if slot == PAID {
        number::hundredths(bytes, cell.start, cell.end)
    } else {
        number::few_hundredths(bytes, cell.start, cell.end)
    };
    (hundredths * unit, fits & (unit > 0))
}

/// The one word of the shape for a short cell without blanks or quotes before it.
#[inline]
fn word(bytes: &[u8], cell: &Range<usize>) -> Option<u64> {
    let chunk = bytes.get(cell.start..)?.first_chunk::<8>()?;
    let length = cell.len();
    let is_bare = length == 0 || chunk[0] > b' ' && chunk[0] != b'"';
    (is_bare && length <= 7).then(|| {
        let text = u64::from_le_bytes(*chunk) & !(u64::MAX << (8 * length));
        text | (length as u64) << 56
    })
}

/// Whether a cell is ASCII text without blanks and quotes around it.
#[inline]
fn is_name(cell: &[u8]) -> bool {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // Added to a byte, sets its highest bit if the byte is above the quote.
    const TO_HIGH: u64 = 0x5D5D_5D5D_5D5D_5D5D;
    let (words, rest) = cell.as_chunks::<8>();
    let are_letters = words.iter().all(|word| {
        let word = u64::from_le_bytes(*word);
        word & HIGH == 0 && word.wrapping_add(TO_HIGH) & HIGH == HIGH
    });
    are_letters && rest.iter().all(|byte| (b'#'..0x80).contains(byte))
}

/// A cell without the blanks and quotes around it; `None` if it contains quotes.
fn bare(bytes: &[u8], cell: Range<usize>, dialect: Dialect) -> Option<Range<usize>> {
    if !dialect.quotes || bytes[cell.clone()].first() != Some(&b'"') {
        return Some(trimmed(bytes, cell));
    }
    let mut content = cell.start + 1..cell.end;
    if bytes[content.clone()].last() == Some(&b'\r') {
        content.end -= 1;
    }
    let length = memchr(b'"', &bytes[content.clone()])?;
    content.end -= 1;
    (length == content.len()).then(|| trimmed(bytes, content))
}
