//! Recognises files that are neither CSV nor NDJSON, and says what to do with them.

use super::job::Form;

/// The message for a file that begins with these bytes; `None` if it may be in the expected format.
pub(super) fn looks_like(bytes: &[u8], form: Form) -> Option<&'static str> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(
            "this looks like a workbook (.xlsx or .ods): save the sheet as CSV (UTF-8) and use that file",
        );
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Some(
            "this looks like an old Excel workbook (.xls): save the sheet as CSV (UTF-8) and use that file",
        );
    }
    if bytes.starts_with(b"PAR1") {
        return Some(
            "this looks like a Parquet file: write it as CSV (DuckDB and pandas do that), and give that file",
        );
    }
    if bytes.starts_with(b"\x1f\x8b") {
        return Some("this looks like a gzip file: unpack it first");
    }
    if bytes.starts_with(b"%PDF") {
        return Some(
            "this looks like a PDF: a batch takes rows, as CSV with a heading or as NDJSON",
        );
    }
    let is_wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if is_wide || bytes.iter().take(2).any(|byte| *byte == 0) {
        return Some("this looks like UTF-16, or is not text: save it as CSV (UTF-8)");
    }
    let text = bytes.trim_ascii_start();
    let mut lines = text.split(|byte| matches!(byte, b'\n' | b'\r'));
    let is_statement = |line: &[u8]| !(line.is_empty() || line.starts_with(b"#"));
    let first = lines.find(|line| is_statement(line)).unwrap_or_default();
    let first = first.trim_ascii();
    match form {
        Form::Ndjson if first == b"{" => Some(
            "this looks like one JSON document over several lines: NDJSON has one object a line \
             (one practice by itself is scored by `mips score`)",
        ),
        Form::Csv if first.starts_with(b"{") => {
            Some("this looks like JSON: give --format ndjson, or rows with a heading as CSV")
        }
        Form::Csv if is_toml(first) => Some(
            "this looks like a practice file (TOML): a batch takes rows, as CSV with a heading or as NDJSON \
             (one practice is scored by `mips score`, and `--base` takes what all rows share)",
        ),
        _ => None,
    }
}

/// Whether a line is a TOML table header or sets a TOML key, which no CSV heading does.
fn is_toml(line: &[u8]) -> bool {
    if line.starts_with(b"[") && line.ends_with(b"]") {
        return true;
    }
    let Some(equals) = memchr::memchr(b'=', line) else {
        return false;
    };
    let key = line[..equals].trim_ascii();
    let is_of_key = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte);
    // `sep=;` is a line that Excel writes.
    !key.is_empty() && key.iter().all(is_of_key) && !key.eq_ignore_ascii_case(b"sep")
}
