//! How an office writes what TOML writes as `412350.00`, `82.5` and `true`: `$412,350.00`, `82.5%`, `yes`. The one place
//! that says what such a text means, for files, settings and the cells of a table alike. What can be read in two ways is
//! read in none.

use std::borrow::Cow;

/// What the figure of a key counts, as far as its spelling goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Dollars: a dollar sign may come before it.
    Dollars,
    /// Percent: its sign may come after it.
    Percent,
    /// Neither sign belongs to it.
    Plain,
}

impl Unit {
    /// The unit of a key, by its name alone: the last one of a dotted path.
    pub(crate) fn of(key: &str) -> Self {
        const DOLLARS: [&str; 9] = [
            "part_b_paid",
            "cost",
            "allowed_charges",
            "total",
            "per_physician",
            "hourly_cost",
            "paid_base_year",
            "allowed_payment_year",
            "shared_savings",
        ];
        const PERCENTS: [&str; 2] = ["rate", "data_completeness"];
        let is_percent =
            key.ends_with("percent") || key.ends_with("_share") || key.ends_with("_score");
        if DOLLARS.contains(&key) || key.ends_with("_payments") {
            Self::Dollars
        } else if PERCENTS.contains(&key) || (is_percent && key != "final_score") {
            Self::Percent
        } else {
            Self::Plain
        }
    }
}

/// The number in digits: `$412,350.00` is `412350.00`. `None` for everything else. Where a comma may be a decimal one
/// (`comma_is_decimal`), a single one before three digits says nothing.
pub(crate) fn number(text: &str, unit: Unit, comma_is_decimal: bool) -> Option<Cow<'_, str>> {
    let text = text.trim();
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let bare = match unit {
        Unit::Dollars => rest.strip_prefix('$').unwrap_or(rest).trim_start(),
        Unit::Percent => rest.strip_suffix('%').unwrap_or(rest).trim_end(),
        Unit::Plain => rest,
    };
    if is_plain(bare) {
        return Some(if sign.is_empty() {
            Cow::Borrowed(bare)
        } else {
            Cow::Owned(format!("{sign}{bare}"))
        });
    }
    let plain = without_thousands(bare, comma_is_decimal)?;
    Some(Cow::Owned(format!("{sign}{plain}")))
}

/// True or false, as `yes`, `no`, `true` or `false` in any case say it.
pub(crate) fn answer(text: &str) -> Option<bool> {
    let is = |words: [&str; 2]| words.iter().any(|it| text.trim().eq_ignore_ascii_case(it));
    if is(["yes", "true"]) {
        Some(true)
    } else if is(["no", "false"]) {
        Some(false)
    } else {
        None
    }
}

/// Digits, perhaps with a point among them.
fn is_plain(text: &str) -> bool {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    are_digits(whole) && are_digits(decimals)
}

/// `1,234.5` without its comma.
fn without_thousands(text: &str, comma_is_decimal: bool) -> Option<String> {
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let groups: Vec<&str> = groups.collect();
    let fits = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && !groups.is_empty()
        && groups.iter().all(|group| group.len() == 3);
    let may_be_decimal = comma_is_decimal && groups.len() == 1 && !text.contains('.');
    let plain = text.replace(',', "");
    (fits && !may_be_decimal && !text[whole.len()..].contains(',') && is_plain(&plain))
        .then_some(plain)
}

/// A small number that is written as a word: `four`.
pub(crate) fn word_as_number(text: &str) -> Option<usize> {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    WORDS
        .iter()
        .position(|word| text.trim().eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_meant_and_never_guessed() {
        for (unit, text, plain) in [
            (Unit::Dollars, "$412,350.00", Some("412350.00")),
            (Unit::Dollars, "1,000", Some("1000")),
            (Unit::Dollars, "-$1,000", Some("-1000")),
            (Unit::Dollars, "12%", None),
            (Unit::Percent, "82.5%", Some("82.5")),
            (Unit::Percent, " 82.5 % ", Some("82.5")),
            (Unit::Percent, "82,5", None),
            (Unit::Percent, "8,2500", None),
            (Unit::Percent, "0,825", None),
            (Unit::Percent, "1.000,5", None),
            (Unit::Percent, "$5", None),
            (Unit::Plain, "6,120", Some("6120")),
            (Unit::Plain, "50%", None),
            (Unit::Plain, "1,2,000", None),
            (Unit::Plain, "-3", Some("-3")),
            (Unit::Plain, "1e2", None),
            (Unit::Plain, "", None),
        ] {
            assert_eq!(number(text, unit, false).as_deref(), plain, "{text}");
        }
        assert_eq!(number("1,000", Unit::Dollars, true), None);
        assert_eq!(
            number("1,000.00", Unit::Dollars, true).as_deref(),
            Some("1000.00")
        );
    }

    #[test]
    fn the_key_says_which_sign_belongs_to_its_figure() {
        for (key, unit) in [
            ("part_b_paid", Unit::Dollars),
            ("cost", Unit::Dollars),
            ("percent", Unit::Percent),
            ("rate", Unit::Percent),
            ("hospital_share", Unit::Percent),
            ("payment_score", Unit::Percent),
            ("clinicians", Unit::Plain),
            ("final_score", Unit::Plain),
            ("dual_ratio", Unit::Plain),
        ] {
            assert_eq!(Unit::of(key), unit, "{key}");
        }
    }

    #[test]
    fn answers_are_yes_and_no_in_any_case() {
        assert_eq!(answer("Yes"), Some(true));
        assert_eq!(answer("FALSE"), Some(false));
        assert_eq!(answer("y"), None);
        assert_eq!(word_as_number("Four"), Some(4));
        assert_eq!(word_as_number("many"), None);
    }
}
