//! From bytes to text: encodings, line ends, and files that are not text at all.

use std::borrow::Cow;

/// A text as it is read, and what is to be said of how it was read.
#[derive(Debug)]
pub struct Decoded<'b> {
    /// The text.
    pub text: Cow<'b, str>,
    /// How it was read, where that is not as UTF-8.
    pub note: Option<&'static str>,
}

/// The text of a practice file.
///
/// # Errors
///
/// What the bytes are instead, in a sentence.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, String> {
    let decoded = text(bytes)?;
    match other_text(&decoded.text) {
        Some(kind) => Err(kind.into()),
        None => Ok(decoded),
    }
}

/// The text in the bytes, whatever it is of: UTF-8 with or without a byte-order mark, or UTF-16; line ends of every kind.
///
/// # Errors
///
/// What the bytes are instead, in a sentence.
pub fn text(bytes: &[u8]) -> Result<Decoded<'_>, String> {
    if let Some(kind) = foreign(bytes) {
        return Err(kind.into());
    }
    let (text, note) = match utf16(bytes)? {
        Some(text) => (
            Cow::Owned(text),
            Some("the file is UTF-16, as Windows writes it; it was read as such"),
        ),
        None => (Cow::Borrowed(utf8(bytes)?), None),
    };
    if text.contains('\0') {
        return Err("the text has zero bytes in it: this is not a text file".into());
    }
    // The line ends of an old Mac: each becomes one that TOML knows, in the same place.
    let text = if text.contains('\r') && !text.contains('\n') {
        Cow::Owned(text.replace('\r', "\n"))
    } else {
        text
    };
    Ok(Decoded { text, note })
}

/// The text in bytes that are one letter each, as spreadsheets and older programs write Western languages.
pub fn western(bytes: &[u8]) -> Option<Decoded<'static>> {
    if foreign(bytes).is_some() || bytes.contains(&0) {
        return None;
    }
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    Some(Decoded {
        text: text.into(),
        note: Some("the file is not UTF-8; it was read as Western text (Windows-1252, ISO 8859-1)"),
    })
}

/// What begins as no text does.
pub(super) fn foreign(bytes: &[u8]) -> Option<&'static str> {
    let has = |wanted: &[u8]| memchr::memmem::find(bytes, wanted).is_some();
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(if has(b"xl/workbook") {
            "this is an Excel workbook: save the sheet as CSV, and score its rows with `mips batch`"
        } else if has(b"word/document") {
            "this is a Word document: save it as plain text"
        } else {
            "this is a zip archive, not a practice file"
        });
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Some(
            "this is an Excel or Word file of the old kind: save it as plain text, or a table as CSV",
        );
    }
    if bytes.starts_with(b"PAR1") {
        return Some(
            "this is a Parquet file: write it as CSV (DuckDB and pandas do that), and score its rows with `mips batch`",
        );
    }
    if bytes.starts_with(b"\x1f\x8b") {
        return Some("this is a gzip file: unpack it first");
    }
    if bytes.starts_with(b"%PDF") {
        return Some("this is a PDF, not a practice file");
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(
            "this is rich text (RTF), as WordPad and TextEdit save it: save it as plain text",
        );
    }
    None
}

/// UTF-16 by its byte-order mark, or by a first character of which every other byte is zero.
fn utf16(bytes: &[u8]) -> Result<Option<String>, String> {
    let (units, big): (&[u8], bool) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, false),
        [0xfe, 0xff, rest @ ..] => (rest, true),
        [first, 0, ..] if *first != 0 => (bytes, false),
        [0, second, ..] if *second != 0 => (bytes, true),
        _ => return Ok(None),
    };
    let broken =
        || "the text begins as UTF-16 and goes on as something else: save it as UTF-8".to_owned();
    if !units.len().is_multiple_of(2) {
        return Err(broken());
    }
    let units = units.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if big {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        }
    });
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.map(Some).map_err(|_| broken())
}

fn utf8(bytes: &[u8]) -> Result<&str, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()]
            .split(|byte| *byte == b'\n')
            .count();
        format!(
            "the text is not UTF-8: see line {line}, byte {} of the file; save it as UTF-8",
            error.valid_up_to() + 1
        )
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// A text of another kind, by its first line.
fn other_text(text: &str) -> Option<&'static str> {
    let start = text.trim_start();
    if start.starts_with('<') {
        return Some(if start.contains("ClinicalDocument") {
            "this is a QRDA document: `mips import` makes a practice file of it"
        } else if start[..start.len().min(200)]
            .to_ascii_lowercase()
            .contains("<html")
        {
            "this is a web page, not a practice file"
        } else {
            "this is XML, not a practice file"
        });
    }
    let mut lines = start.lines();
    let first = lines.next()?;
    let is_ours = first.starts_with(['#', '[', '{'])
        || first.starts_with('"') && !first.contains("\",")
        || first.contains('=');
    let is_table = [',', ';', '\t'].into_iter().any(|sign| {
        let cells = |line: &str| line.split(sign).count();
        // A heading of two cells alone says little; a row of two below it does.
        let rows = || lines.clone().filter(|line| !line.trim().is_empty());
        let has_rows = rows().next().is_some() && rows().all(|row| cells(row) == 2);
        cells(first) >= 3 || (cells(first) == 2 && has_rows && !start.contains('='))
    });
    (!is_ours && is_table)
        .then_some("this is a CSV table, not a practice file: `mips batch` scores each of its rows")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> String {
        decode(bytes).unwrap().text.into_owned()
    }

    #[test]
    fn encodings_and_line_ends_are_read() {
        let text = "name = \"M\u{fc}ller\"\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [
            [b"\xff\xfe".to_vec(), little.clone()].concat(),
            [b"\xfe\xff".to_vec(), big.clone()].concat(),
            little,
            big,
        ] {
            let read = decode(&bytes).unwrap();
            assert_eq!(read.text, text);
            assert!(read.note.is_some());
        }
        assert_eq!(text_of(b"\xef\xbb\xbfa = 1\r\n"), "a = 1\r\n");
        assert_eq!(text_of(b"a = 1\rb = 2\r"), "a = 1\nb = 2\n");
    }

    #[test]
    fn what_is_no_practice_file_is_named_for_what_it_is() {
        for (bytes, word) in [
            (&b"PK\x03\x04....xl/workbook.xml"[..], "Excel"),
            (b"PK\x03\x04....", "zip"),
            (b"\xd0\xcf\x11\xe0", "old kind"),
            (b"{\\rtf1 hello}", "RTF"),
            (b"%PDF-1.7", "PDF"),
            (b"PAR1\x15\x04", "Parquet"),
            (b"\x1f\x8b\x08", "gzip"),
            (b"<?xml version=\"1.0\"?><ClinicalDocument/>", "QRDA"),
            (b"<!DOCTYPE html><html>", "web page"),
            (b"id,quality.percent,cost.percent\n1,2,3\n", "CSV"),
            (b"id,quality.percent\n1,80\n2,90\n", "CSV"),
            (b"\"Practice, Name\",\"Year\",\"Score\"\n", "CSV"),
            (b"\xff\xfea\0b", "UTF-16"),
        ] {
            let message = decode(bytes).unwrap_err();
            assert!(message.contains(word), "{message}");
        }
        for ours in [
            "a = [1, 2, 3]",
            "# a, b, c, d",
            "[a]",
            "{\"a\": 1, \"b\": 2, \"c\": 3}",
        ] {
            assert!(decode(ours.as_bytes()).is_ok(), "{ours}");
        }
    }
}
