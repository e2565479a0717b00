//! Reads cells as people write them: amounts, percents, counts, yes and no.

use std::{borrow::Cow, sync::LazyLock};

use serde_json::Value;

use crate::{
    document::{
        setting::segments,
        spelling::{self, Unit},
    },
    reference::schema,
};

/// The schema of the practice file.
static PRACTICE: LazyLock<Value> = LazyLock::new(schema::practice);

/// What kind of value the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// A number.
    Number(Unit),
    /// True or false.
    Boolean,
    /// A text, a list, or a value of more than one kind.
    Other,
}

impl Holds {
    /// The kind of value that the practice file has at a path.
    pub(super) fn at(path: &str) -> Self {
        let mut schema = &*PRACTICE;
        let keys = segments(path).unwrap_or_default();
        for key in &keys {
            schema = match &schema["properties"][key] {
                Value::Null => &schema["additionalProperties"],
                known => known,
            };
        }
        let of = &schema["type"];
        match of.as_str().or_else(|| of[0].as_str()) {
            Some("number" | "integer") => {
                Self::Number(keys.last().map_or(Unit::Plain, |key| Unit::of(key)))
            }
            Some("boolean") => Self::Boolean,
            _ => Self::Other,
        }
    }

    /// The cell as TOML would have it. Unchanged if it can be read in two ways, or in none.
    pub(super) fn plain(self, cell: &str, delimiter: u8) -> Cow<'_, str> {
        // If cells are separated by semicolons, a single comma may be a decimal comma.
        let comma_is_decimal = delimiter == b';';
        let plain = match self {
            Self::Other => None,
            Self::Number(unit) => spelling::number(cell, unit, comma_is_decimal),
            Self::Boolean => match (spelling::answer(cell), cell) {
                (Some(true), _) | (None, "1") => Some(Cow::Borrowed("true")),
                (Some(false), _) | (None, "0") => Some(Cow::Borrowed("false")),
                _ => None,
            },
        };
        plain.unwrap_or(Cow::Borrowed(cell))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_can_be_read_in_two_ways_stays_as_it_is() {
        for (holds, cell, plain) in [
            (Holds::Number(Unit::Dollars), "$412,350.00", "412350.00"),
            (Holds::Number(Unit::Percent), "82,5", "82,5"),
            (Holds::Boolean, "Yes", "true"),
            (Holds::Boolean, "0", "false"),
            (Holds::Boolean, "maybe", "maybe"),
            (Holds::Other, "1,000", "1,000"),
        ] {
            assert_eq!(holds.plain(cell, b','), plain, "{cell}");
        }
        assert_eq!(Holds::Number(Unit::Dollars).plain("1,000", b';'), "1,000");
    }

    #[test]
    fn the_schema_says_what_a_column_holds() {
        for (path, holds) in [
            ("practice.part_b_paid", Holds::Number(Unit::Dollars)),
            ("quality.percent", Holds::Number(Unit::Percent)),
            ("practice.clinicians", Holds::Number(Unit::Plain)),
            ("complex_patient_bonus.points", Holds::Number(Unit::Plain)),
            ("practice.small_practice", Holds::Boolean),
            ("quality.not_submitted", Holds::Boolean),
            ("practice.name", Holds::Other),
            ("rules.a", Holds::Other),
        ] {
            assert_eq!(Holds::at(path), holds, "{path}");
        }
    }
}
