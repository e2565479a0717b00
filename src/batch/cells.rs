//! The cells of one row, and cells written.

use super::records::Dialect;
use crate::escape;

/// The cells of a row, without the blanks around them. Nothing is wrong with any row's form.
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
    // Reading from memory, with rows of any length, meets no error.
    let _ = reader.read_byte_record(&mut record);
    record
        .iter()
        .map(|cell| cell.trim_ascii().to_vec())
        .collect()
}

/// Where the cell that begins at `at` ends: at a delimiter, at the end of the row, or at the end of all.
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

/// Appends a cell, in quotes where it takes them, and as a text where a spreadsheet would run it.
pub(crate) fn write(cell: &[u8], out: &mut Vec<u8>) {
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
