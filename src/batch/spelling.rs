//! How spreadsheets write what a cell holds: amounts with a dollar sign, percents with theirs, yes and no.

use std::{borrow::Cow, sync::LazyLock};

use serde_json::Value;

use crate::{document::setting::segments, reference::schema};

/// What a practice file has.
static PRACTICE: LazyLock<Value> = LazyLock::new(schema::practice);

/// What the cells of a column hold, as far as their spelling goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Dollars.
    Dollars,
    /// Another number.
    Number,
    /// True or false.
    Boolean,
    /// A text, a list, or something that the schema leaves open.
    Other,
}

impl Holds {
    /// What the practice file has at a path.
    pub(super) fn at(path: &str) -> Self {
        let mut schema = &*PRACTICE;
        for key in segments(path).unwrap_or_default() {
            schema = match &schema["properties"][key] {
                Value::Null => &schema["additionalProperties"],
                known => known,
            };
        }
        match schema["type"].as_str() {
            Some("number" | "integer") if path.ends_with("_paid") => Self::Dollars,
            Some("number" | "integer") => Self::Number,
            Some("boolean") => Self::Boolean,
            _ => Self::Other,
        }
    }

    /// The cell as TOML writes it; as it was where it can be read in two ways, or in none.
    pub(super) fn plain(self, cell: &str, delimiter: u8) -> Cow<'_, str> {
        let number = match self {
            Self::Other => return Cow::Borrowed(cell),
            Self::Boolean => {
                return match cell.to_ascii_lowercase().as_str() {
                    "yes" | "true" | "1" => Cow::Borrowed("true"),
                    "no" | "false" | "0" => Cow::Borrowed("false"),
                    _ => Cow::Borrowed(cell),
                };
            }
            Self::Dollars => cell.strip_prefix('$').unwrap_or(cell).trim_start(),
            Self::Number => cell.strip_suffix('%').unwrap_or(cell).trim_end(),
        };
        if is_number(number) {
            return Cow::Borrowed(number);
        }
        match without_thousands(number, delimiter) {
            Some(plain) => Cow::Owned(plain),
            None => Cow::Borrowed(cell),
        }
    }
}

/// Digits, perhaps with a point among them.
fn is_number(text: &str) -> bool {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    are_digits(whole) && are_digits(decimals)
}

/// `1,234.5` without its comma. Where semicolons stand between cells, a comma alone may be a decimal one.
fn without_thousands(text: &str, delimiter: u8) -> Option<String> {
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let groups: Vec<&str> = groups.collect();
    let fits = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && !groups.is_empty()
        && groups.iter().all(|group| group.len() == 3);
    let may_be_decimal = delimiter == b';' && groups.len() == 1 && !text.contains('.');
    let plain = text.replace(',', "");
    (fits && !may_be_decimal && !text[whole.len()..].contains(',') && is_number(&plain))
        .then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_they_are_meant_and_never_guessed() {
        for (holds, cell, plain) in [
            (Holds::Dollars, "$412,350.00", "412350.00"),
            (Holds::Dollars, "1,000", "1000"),
            (Holds::Dollars, "12%", "12%"),
            (Holds::Number, "82.5%", "82.5"),
            (Holds::Number, "82,5", "82,5"),
            (Holds::Number, "8,2500", "8,2500"),
            (Holds::Number, "0,825", "0,825"),
            (Holds::Number, "1.000,5", "1.000,5"),
            (Holds::Number, "$5", "$5"),
            (Holds::Number, "1,2,000", "1,2,000"),
            (Holds::Boolean, "Yes", "true"),
            (Holds::Boolean, "0", "false"),
            (Holds::Boolean, "maybe", "maybe"),
            (Holds::Other, "1,000", "1,000"),
        ] {
            assert_eq!(holds.plain(cell, b','), plain, "{cell}");
        }
        assert_eq!(Holds::Dollars.plain("1,000", b';'), "1,000");
        assert_eq!(Holds::Dollars.plain("1,000.00", b';'), "1000.00");
    }

    #[test]
    fn the_schema_says_what_a_column_holds() {
        for (path, holds) in [
            ("practice.part_b_paid", Holds::Dollars),
            ("quality.percent", Holds::Number),
            ("practice.clinicians", Holds::Number),
            ("complex_patient_bonus.points", Holds::Number),
            ("practice.small_practice", Holds::Boolean),
            ("quality.not_submitted", Holds::Boolean),
            ("practice.name", Holds::Other),
            ("rules.a", Holds::Other),
        ] {
            assert_eq!(Holds::at(path), holds, "{path}");
        }
    }
}
