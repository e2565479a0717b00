//! Other people's text, made safe for the place where it is shown: one function for each form.
//!
//! Names, paths and values come from files. On a terminal they must not move the cursor or turn the reading direction,
//! in a spreadsheet they must not become a formula, in a table they must not become a column. XML and HTML have a type
//! of their own, [`crate::report::markup`].

use std::{borrow::Cow, fmt::Write as _};

/// Whether a character changes how the text around it is shown rather than being shown itself.
fn is_hidden(letter: char) -> bool {
    let is_direction = matches!(
        letter,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    letter.is_control() || is_direction || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// A text of one or more lines for a terminal: control characters and those that turn the reading direction are written
/// out (`\u{1b}`). Line ends and tabs stay.
///
/// ```
/// assert_eq!(mips::escape::terminal("a\u{1b}[31mb\nc"), "a\\u{1b}[31mb\nc");
/// ```
#[must_use]
pub fn terminal(text: &str) -> Cow<'_, str> {
    written_out(text, |letter| {
        is_hidden(letter) && !matches!(letter, '\n' | '\t')
    })
}

/// As [`terminal`], for a text that is on one line: line ends and tabs are written out too.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    written_out(text, is_hidden)
}

fn written_out(text: &str, is_unsafe: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_unsafe(letter) {
            let _ = write!(safe, "{}", letter.escape_unicode());
        } else {
            safe.push(letter);
        }
    }
    Cow::Owned(safe)
}

/// The same text with as many characters, for an excerpt with a mark below it: what [`terminal`] writes out is a space.
#[must_use]
pub(crate) fn aligned(text: &str) -> Cow<'_, str> {
    if text.contains(is_hidden) {
        Cow::Owned(text.replace(is_hidden, " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// A cell of CSV: a text that a spreadsheet would run as a formula gets an apostrophe in front, as spreadsheets mark a
/// text. Figures (`-0.41`, `+5%`) stay as they are. Quotes and separators are the CSV writer's.
///
/// ```
/// assert_eq!(mips::escape::csv("=1+1"), "'=1+1");
/// assert_eq!(mips::escape::csv("-0.41"), "-0.41");
/// ```
#[must_use]
pub fn csv(cell: &str) -> Cow<'_, str> {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if runs && !is_figure(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// A signed number, with a dollar sign, commas or a percent sign at most, or a dash that stands for nothing.
fn is_figure(cell: &str) -> bool {
    let digits = cell.trim_start_matches(['+', '-']).trim_start_matches('$');
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    cell.len() - cell.trim_start_matches(['+', '-']).len() <= 1
        && digits
            .chars()
            .all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ','))
}

/// A text as JSON, quotes included: what turns the reading direction is written as `\\u202e`, which reads as the same text.
///
/// ```
/// assert_eq!(mips::escape::json("a\u{202e}\n"), r#""a\u202e\n""#);
/// ```
#[must_use]
pub fn json(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap_or_default();
    if !quoted.contains(is_hidden) {
        return quoted;
    }
    let mut safe = String::with_capacity(quoted.len() + 8);
    for letter in quoted.chars() {
        // The quotes have written out what is below 0x20; every other one has four hexadecimal digits.
        if is_hidden(letter) {
            let _ = write!(safe, "\\u{:04x}", u32::from(letter));
        } else {
            safe.push(letter);
        }
    }
    safe
}

/// A cell of a Markdown table: what would end the cell, make markup or an element is escaped; line ends become spaces.
#[must_use]
pub fn markdown(cell: &str) -> Cow<'_, str> {
    let is_markup = |letter: char| matches!(letter, '|' | '\\' | '`' | '<' | '[' | ']' | '*');
    if !cell.contains(|letter| is_markup(letter) || is_hidden(letter)) {
        return Cow::Borrowed(cell);
    }
    let mut safe = String::with_capacity(cell.len() + 8);
    for letter in cell.chars() {
        if is_hidden(letter) {
            safe.push(' ');
            continue;
        }
        if is_markup(letter) {
            safe.push('\\');
        }
        safe.push(letter);
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_shows_what_would_move_it() {
        assert_eq!(terminal("Elm Street\tFamily\n"), "Elm Street\tFamily\n");
        assert_eq!(terminal("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(terminal("a\u{202e}b\u{9b}c\r"), "a\\u{202e}b\\u{9b}c\\u{d}");
        assert_eq!(one_line("a\nb\tc"), "a\\u{a}b\\u{9}c");
        assert_eq!(aligned("a\u{202e}b\tc"), "a b c");
    }

    #[test]
    fn a_spreadsheet_runs_nothing() {
        for text in [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "--",
            "-a",
        ] {
            assert_eq!(csv(text), format!("'{text}"));
        }
        for figure in ["-9.00", "+1.5%", "-$1,200.00", "12", "a=1", "", "-"] {
            assert_eq!(csv(figure), figure);
        }
    }

    #[test]
    fn a_markdown_cell_stays_a_cell() {
        assert_eq!(markdown("a|b\nc"), "a\\|b c");
        assert_eq!(markdown("<b>[x](y)</b>"), "\\<b>\\[x\\](y)\\</b>");
        assert_eq!(markdown("84.70"), "84.70");
    }
}
