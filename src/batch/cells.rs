//! Splits a row into cells, and writes cells.

use super::records::Dialect;
use crate::escape;

/// The cells of a row, without the blanks around them. Accepts any row.
pub(super) fn split(row: &[u8], dialect: Dialect) -> Vec<Vec<u8>> {
    let quoted = dialect.quotes && memchr::memchr(b'"', row).is_some();
    if !quoted {
        return row
            .split(|byte| *byte == dialect.delimiter)
            .map(|cell| cell.trim_ascii().to_vec())
            .collect();
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        .terminator(csv::Terminator::Any(dialect.terminator))
        .from_reader(row);
    let mut record = csv::ByteRecord::new();
    // Reading from memory, with any number of cells per row, cannot fail.
    let _ = reader.read_byte_record(&mut record);
    record
        .iter()
        .map(|cell| cell.trim_ascii().to_vec())
        .collect()
}

/// Where the cell that begins at `at` ends: at a delimiter, at the end of the row, or at the end of the input.
#[inline]
pub(super) fn end(bytes: &[u8], mut at: usize, delimiter: u8, terminator: u8) -> usize {
    // Eight bytes at a time: the lowest marked byte of a word is always a true zero of its difference.
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let zeros = |word: u64| word.wrapping_sub(LOW) & !word & HIGH;
    let (delimiters, terminators) = (LOW * u64::from(delimiter), LOW * u64::from(terminator));
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(*chunk);
        let found = zeros(word ^ delimiters) | zeros(word ^ terminators);
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let rest = bytes[at..]
        .iter()
        .position(|byte| *byte == delimiter || *byte == terminator);
    rest.map_or(bytes.len(), |length| at + length)
}

/// Appends a cell, quoted where CSV needs it, and marked as text where a spreadsheet would read it as a formula.
#[inline]
pub(crate) fn write(cell: &[u8], out: &mut Vec<u8>) {
    if is_plain(cell) {
        out.extend_from_slice(cell);
    } else {
        write_with_care(cell, out);
    }
}

/// Whether the cell can be written as it is: all bytes are ASCII from the hyphen on, and the first is none of `-`, `=` and `@`,
/// with which a formula begins.
#[inline]
fn is_plain(cell: &[u8]) -> bool {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // Added to a byte, sets its highest bit if the byte is a hyphen or above.
    const TO_HIGH: u64 = 0x5353_5353_5353_5353;
    let (words, rest) = cell.as_chunks::<8>();
    let is_first_plain = !matches!(cell.first(), Some(b'-' | b'=' | b'@'));
    let are_plain = words.iter().all(|word| {
        let word = u64::from_le_bytes(*word);
        word & HIGH == 0 && word.wrapping_add(TO_HIGH) & HIGH == HIGH
    });
    let is_rest_plain = rest.iter().all(|byte| (b'-'..0x80).contains(byte));
    is_first_plain && are_plain && is_rest_plain
}

fn write_with_care(cell: &[u8], out: &mut Vec<u8>) {
    let safe = match (cell.first(), std::str::from_utf8(cell)) {
        (Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r'), Ok(text)) => Some(escape::csv(text)),
        _ => None,
    };
    let cell = safe.as_ref().map_or(cell, |text| text.as_bytes());
    let plain = !cell
        .iter()
        .any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'));
    if plain {
        out.extend_from_slice(cell);
        return;
    }
    out.push(b'"');
    for byte in cell {
        if *byte == b'"' {
            out.push(b'"');
        }
        out.push(*byte);
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_needs_no_care() {
        for byte in 0..=u8::MAX {
            for n in 0..18 {
                let mut cell = *b"0123456789abcdefgh";
                cell[n] = byte;
                let (mut quickly, mut carefully) = (Vec::new(), Vec::new());
                write(&cell, &mut quickly);
                write_with_care(&cell, &mut carefully);
                assert_eq!(quickly, carefully, "{}", cell.escape_ascii());
            }
        }
    }
}
