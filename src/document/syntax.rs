//! What is wrong with a line that is not TOML, in the words of whoever wrote it: the parser knows the grammar, and this
//! knows what people type.

use super::spelling::{self, Unit};
use crate::problem::{Place, Problem};

/// Puts the parser's message into our words, and says what would be right.
pub(super) fn explain(problem: &mut Problem, message: &str, text: &str) {
    let Some(place) = problem.place.as_ref() else {
        return;
    };
    if message.contains("recurs") {
        problem.message = "the tables are nested too deeply".into();
    } else if message.starts_with("duplicate key") {
        problem.message = format!("`{text}` is given twice");
    } else if let Some((message, help)) = mend(place, message) {
        problem.message = message;
        problem.help = help;
    } else {
        problem.message = one_line(message);
    }
}

type Mend = Option<(String, Option<String>)>;

fn mend(place: &Place, message: &str) -> Mend {
    let line = place.excerpt.trim();
    if let Some(header) = line.strip_prefix('[')
        && !line.contains(']')
        && !line.contains('=')
    {
        let header = header.trim();
        return Some((
            "the bracket of the table's name is not closed".into(),
            Some(format!("write [{header}]")),
        ));
    }
    if message.starts_with("extra assignment") {
        let help = "for example { numerator = 31, denominator = 180 }";
        return Some((
            "a comma belongs between the entries of a table".into(),
            Some(help.into()),
        ));
    }
    let Some((key, value)) = assignment(place) else {
        return without_equals(line);
    };
    if value.is_empty() && message.starts_with("string values must be quoted") {
        return Some(("the value is missing".into(), None));
    }
    of_value(key, value, message)
}

/// A line in which no `=` comes between key and value.
fn without_equals(line: &str) -> Mend {
    let is_key = |key: &str| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        !key.is_empty() && key.chars().all(is_part)
    };
    let is_value = |value: &str| {
        value.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '"' | '[' | '{'))
            || spelling::answer(value).is_some()
    };
    let (key, value) = line
        .split_once(':')
        .or_else(|| line.split_once(char::is_whitespace))?;
    let (key, value) = (key.trim(), value.trim());
    (is_key(key) && is_value(value)).then(|| {
        (
            "an equals sign belongs between a key and its value".into(),
            Some(format!("write {key} = {value}")),
        )
    })
}

/// The key and the value on the line of the place: of those in an inline table, the ones at the place.
fn assignment(place: &Place) -> Option<(&str, &str)> {
    let line = place.excerpt.as_str();
    let at = line
        .char_indices()
        .nth(place.column.saturating_sub(place.excerpt_column))
        .map_or(line.len(), |(at, _)| at);
    let equals = line[..at]
        .rfind('=')
        .or_else(|| line.find('=').filter(|_| !line[..at].contains('{')))?;
    let key = line[..equals].trim_end();
    let key = key.rsplit(['{', ',', ' ']).next().unwrap_or(key);
    let mut value = &line[equals + 1..];
    // A comment ends a value, unless it is within quotes.
    if let Some(hash) = value.find(" #").filter(|_| !value.contains('"')) {
        value = &value[..hash];
    }
    if line[..equals].contains('{') {
        // The next entry of the table begins behind the last comma before its equals sign.
        let next = value.find('=').and_then(|next| value[..next].rfind(','));
        let end = next.or_else(|| value.find('}')).unwrap_or(value.len());
        value = &value[..end];
    }
    Some((key.trim(), value.trim()))
}

fn of_value(key: &str, value: &str, message: &str) -> Mend {
    if let Some(mend) = of_quotes(key, value) {
        return mend;
    }
    if let Some(yes) = spelling::answer(value) {
        return Some((
            format!("`{value}` is not true or false as TOML writes it"),
            Some(format!("write {key} = {yes}")),
        ));
    }
    for unit in [Unit::Dollars, Unit::Percent, Unit::Plain] {
        if let Some(plain) = spelling::number(value, unit, false) {
            return of_number(key, value, &plain);
        }
    }
    if let Some(number) = without_a_digit(value) {
        return Some((
            format!("`{value}`: a digit belongs on both sides of the point"),
            Some(format!("write {key} = {number}")),
        ));
    }
    if let Some(number) = spelling::word_as_number(value) {
        return Some((
            format!("`{value}` is a word; write the number in digits"),
            Some(format!("write {key} = {number}")),
        ));
    }
    if is_date(value) {
        return Some((
            format!("`{value}` is not a date as TOML writes it"),
            Some("a date is written year, month, day: 2026-01-31".into()),
        ));
    }
    if let Some(items) = value.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        let items: Vec<String> = items
            .split(',')
            .map(|item| format!("\"{}\"", item.trim()))
            .collect();
        return Some((
            "put each text of a list in quotes".into(),
            Some(format!("write {key} = [{}]", items.join(", "))),
        ));
    }
    of_text(key, value, message)
}

/// Curly quotes made straight. A value with straight quotes is left as it is.
fn of_quotes(key: &str, value: &str) -> Option<Mend> {
    const CURLY: [char; 7] = ['“', '”', '„', '‟', '‘', '’', '‛'];
    if value.contains(CURLY) {
        let straight = value.replace(CURLY, "\"");
        return Some(Some((
            "these quotes are curly, as word processors make them; TOML takes straight ones".into(),
            Some(format!("write {key} = {straight}")),
        )));
    }
    value.contains(['"', '\'']).then_some(None)
}

/// A number with a sign, separators or leading zeros, written plainly; none where it was plain already.
fn of_number(key: &str, value: &str, number: &str) -> Mend {
    let plain = number.trim_start_matches('0');
    let plain = match plain.as_bytes().first() {
        None => "0".to_owned(),
        Some(b'.') => format!("0{plain}"),
        Some(_) => plain.to_owned(),
    };
    if value == plain {
        return None;
    }
    let quoted = if value.starts_with('0') {
        String::new()
    } else {
        format!(", or {key} = \"{value}\"")
    };
    Some((
        format!("`{value}` is not a number as TOML writes it"),
        Some(format!("write {key} = {plain}{quoted}")),
    ))
}

/// Text without quotes, or a number with something behind it.
fn of_text(key: &str, value: &str, message: &str) -> Mend {
    if value.contains(' ') && message.starts_with("string values must be quoted") {
        let word = value.split_whitespace().next().unwrap_or(value);
        if word.bytes().all(|it| it.is_ascii_digit() || it == b'.') {
            return Some((
                format!("something after {word} does not belong to it"),
                Some("put a comma between two values of one table, and text in quotes".into()),
            ));
        }
    }
    let is_word = value.chars().next().is_some_and(char::is_alphabetic)
        && value
            .chars()
            .all(|c| c.is_alphanumeric() || " .,&'-_()".contains(c));
    is_word.then(|| {
        (
            "text stands in quotes".to_owned(),
            Some(format!("write {key} = \"{value}\"")),
        )
    })
}

/// `.82` and `82.`, completed.
fn without_a_digit(value: &str) -> Option<String> {
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if let Some(decimals) = value.strip_prefix('.') {
        return are_digits(decimals).then(|| format!("0.{decimals}"));
    }
    let whole = value.strip_suffix('.')?;
    are_digits(whole).then(|| whole.to_owned())
}

/// Three numbers with slashes between them, as a date is written in the United States.
fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split(['/', '-']).collect();
    parts.len() == 3
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit()))
}

fn one_line(message: &str) -> String {
    message
        .lines()
        .map(str::trim)
        .collect::<Vec<_>>()
        .join("; ")
}
