//! Finds where the cells of a block end, in one pass over it.

use std::ops::Range;

use memchr::memchr;

use super::{blocks::BLOCK_BYTES, cells, records::Dialect};

/// Bytes examined together: one for each bit of a word.
const TOGETHER: usize = u64::BITS as usize;
/// Ends written at a time; those beyond the count are overwritten later.
const AT_A_TIME: usize = 8;

/// Where the cells end: at a delimiter, at the end of a row, or at the end of the block.
#[derive(Default)]
pub(super) struct Marks {
    /// First the place before the first byte, then the ends. Whatever follows the last end has no meaning.
    ends: Vec<u32>,
    count: usize,
}

/// The place before the first byte: adding one gives zero.
const BEFORE_ALL: u32 = u32::MAX;

/// The bytes of a cell, given its end and the end before it.
#[inline]
pub(super) fn cell(ends: &[u32], n: usize) -> Range<usize> {
    ends[n].wrapping_add(1) as usize..ends[n + 1] as usize
}

impl Marks {
    /// The place before the first byte, then the ends in order.
    #[inline]
    pub(super) fn ends(&self) -> &[u32] {
        &self.ends[..self.count]
    }

    fn begin(&mut self, bytes: &[u8]) {
        let most = bytes.len() + TOGETHER + AT_A_TIME;
        if self.ends.len() < most {
            // Room that is never written to takes no memory.
            let room = most.max(BLOCK_BYTES + TOGETHER + AT_A_TIME);
            self.ends = vec![0; room];
        }
        self.ends[0] = BEFORE_ALL;
        self.count = 1;
    }

    /// Finds the ends of the cells in whole rows. True if all quotes are regular: each opens at the beginning of a cell and
    /// closes in the same row, so that each row is one line. If false, find the rows one by one.
    pub(super) fn of_block(&mut self, bytes: &[u8], dialect: Dialect, has_quotes: bool) -> bool {
        self.begin(bytes);
        if has_quotes {
            return self.of_quoted(bytes, dialect);
        }
        let Dialect {
            delimiter,
            terminator,
            ..
        } = dialect;
        pieces(bytes, |n, some| {
            self.push(
                n,
                bits(some, |byte| byte == delimiter || byte == terminator),
            );
        });
        self.close(bytes, terminator);
        true
    }

    fn of_quoted(&mut self, bytes: &[u8], dialect: Dialect) -> bool {
        // Whether the byte before is inside quotes, and whether a quote may open after it.
        let (mut within, mut may_open) = (0, 1);
        let mut is_regular = true;
        pieces(bytes, |n, some| {
            let delimiters = bits(some, |byte| byte == dialect.delimiter);
            let terminators = bits(some, |byte| byte == dialect.terminator);
            let quotes = bits(some, |byte| byte == b'"');
            // From each opening quote up to the byte before the closing one.
            let inside = up_to_each(quotes) ^ within;
            let outside = (delimiters | terminators) & !inside;
            let opening = quotes & inside;
            let allowed = (outside | quotes) << 1 | may_open;
            is_regular &= opening & !allowed == 0 && terminators & inside == 0;
            self.push(n, outside);
            within = 0_u64.wrapping_sub(inside >> (TOGETHER - 1));
            may_open = (outside | quotes) >> (TOGETHER - 1);
        });
        self.close(bytes, dialect.terminator);
        is_regular && within == 0
    }

    /// Finds the ends of the cells of one row.
    pub(super) fn of_row(&mut self, row: &[u8], dialect: Dialect) {
        self.begin(row);
        let Dialect {
            delimiter,
            terminator,
            quotes,
        } = dialect;
        let mut at = 0;
        loop {
            while quotes && row.get(at) == Some(&b'"') {
                let closing = memchr(b'"', &row[at + 1..]);
                at = closing.map_or(row.len(), |length| at + length + 2);
            }
            let end = cells::end(row, at, delimiter, terminator);
            self.add(end);
            if end >= row.len() {
                break;
            }
            at = end + 1;
        }
    }

    /// Adds one end. Blocks and rows are short enough for any end to fit.
    fn add(&mut self, end: usize) {
        if let Ok(end) = u32::try_from(end) {
            self.ends[self.count] = end;
            self.count += 1;
        }
    }

    /// Adds the end for each bit that is set in a word; its lowest bit stands for the byte `n`.
    #[inline]
    fn push(&mut self, n: u32, bits: u64) {
        let mut rest = bits;
        let mut at = self.count;
        self.count += bits.count_ones() as usize;
        while rest != 0 {
            let Some(places) = self.ends[at..].first_chunk_mut::<AT_A_TIME>() else {
                return;
            };
            for place in places {
                *place = n + rest.trailing_zeros();
                rest &= rest.wrapping_sub(1);
            }
            at += AT_A_TIME;
        }
    }

    /// The last cell ends at the end of the bytes, unless a row end closes it.
    fn close(&mut self, bytes: &[u8], terminator: u8) {
        if bytes.last().is_some_and(|last| *last != terminator) {
            self.add(bytes.len());
        }
    }
}

/// Passes the bytes on in pieces, each with the number of its first byte; the last is filled up with zeros.
#[inline]
fn pieces(bytes: &[u8], mut each: impl FnMut(u32, &[u8; TOGETHER])) {
    let (pieces, rest) = bytes.as_chunks::<TOGETHER>();
    let mut n = 0;
    for piece in pieces {
        each(n, piece);
        n += u64::BITS;
    }
    if !rest.is_empty() {
        let mut last = [0; TOGETHER];
        last[..rest.len()].copy_from_slice(rest);
        each(n, &last);
    }
}

/// A bit for each byte that equals one of those searched for; the first byte has the lowest bit.
#[inline]
fn bits(bytes: &[u8; TOGETHER], is_one: impl Fn(u8) -> bool) -> u64 {
    // Multiplying gathers the lowest bit of each of eight bytes in the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut ones = [0; TOGETHER];
    for (one, byte) in ones.iter_mut().zip(bytes) {
        *one = u8::from(is_one(*byte));
    }
    let (words, _) = ones.as_chunks::<8>();
    let mut bits = 0;
    for (n, word) in words.iter().enumerate() {
        bits |= u64::from_le_bytes(*word).wrapping_mul(GATHER) >> 56 << (8 * n);
    }
    bits
}

/// Sets each bit for which an odd number of the given bits lie at or below it.
#[inline]
fn up_to_each(mut bits: u64) -> u64 {
    for step in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << step;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMAS: Dialect = Dialect {
        delimiter: b',',
        terminator: b'\n',
        quotes: true,
    };

    /// The same cells found byte by byte; `None` if the quotes are not regular.
    fn one_by_one(text: &[u8]) -> Option<Vec<u32>> {
        let mut ends = Vec::new();
        let mut within = false;
        for (n, byte) in (0_u32..).zip(text) {
            let before = u32::checked_sub(n, 1).map(|n| text[n as usize]);
            match byte {
                b'"' if within => within = false,
                b'"' if before.is_none_or(|it| b",\n\"".contains(&it)) => within = true,
                b'"' => return None,
                b'\n' if within => return None,
                b',' | b'\n' if !within => ends.push(n),
                _ => {}
            }
        }
        if text.last().is_some_and(|last| *last != b'\n') {
            ends.extend(u32::try_from(text.len()));
        }
        (!within).then_some(ends)
    }

    #[test]
    fn ends_are_found_in_pieces_as_one_by_one() {
        let mut dice = 7_u64;
        let mut regular = 0;
        for n in 0..40_000_usize {
            let letters: &[u8] = if n % 2 == 0 { b"a1,,\n" } else { b"a1.;,\n\"" };
            let text: Vec<u8> = (0..n % 190)
                .map(|_| {
                    dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    letters[(dice >> 33) as usize % letters.len()]
                })
                .collect();
            let has_quotes = text.contains(&b'"');
            let mut marks = Marks::default();
            let is_regular = marks.of_block(&text, COMMAS, has_quotes);
            let expected = one_by_one(&text);
            assert_eq!(is_regular, expected.is_some(), "{}", text.escape_ascii());
            if let Some(expected) = expected {
                assert_eq!(marks.ends()[1..], expected, "{}", text.escape_ascii());
                regular += usize::from(has_quotes);
            }
        }
        assert!(regular > 100, "{regular}");
    }

    #[test]
    fn a_long_quoted_row_is_one_block() {
        let cell = format!("\"{}\"", "a,".repeat(100));
        let text = [cell.as_str(), "b", &cell].join(",") + "\n";
        let mut marks = Marks::default();
        assert!(marks.of_block(text.as_bytes(), COMMAS, true));
        assert_eq!(marks.ends()[1..], [202, 204, 407]);
    }

    #[test]
    fn a_row_alone_may_have_line_ends_in_its_cells() {
        for (row, ends) in [
            ("a,\"b\nc,\"\"d\"\"\",e", vec![1, 13, 15]),
            ("a\"b,c\",", vec![3, 6, 7]),
            ("\"a\"b,c", vec![4, 6]),
            ("\"a,b", vec![4]),
            ("", vec![0]),
        ] {
            let mut marks = Marks::default();
            marks.of_row(row.as_bytes(), COMMAS);
            assert_eq!(marks.ends()[1..], ends, "{row}");
        }
    }
}
