//! Small help for text: figures as they are printed, columns, wrapping.

use rust_decimal::Decimal;

use crate::decimal::{parse, to_places, with_thousands};

/// The width that every text report keeps to, unless its reader has more.
pub const WIDTH: usize = 80;

/// A percent with its sign: `+0.34%`, `0.00%`, `-9.00%`.
#[must_use]
pub(crate) fn signed_percent(value: Decimal) -> String {
    format!("{}{value}%", plus(value))
}

/// Dollars with sign and thousands: `+$1,401.99`.
#[must_use]
pub(crate) fn signed_dollars(value: Decimal) -> String {
    let sign = if value.is_sign_negative() && !value.is_zero() {
        "-"
    } else {
        plus(value)
    };
    format!("{sign}{}", dollars(value.abs()))
}

/// Dollars with sign and thousands, to the dollar: `-$122,240`.
#[must_use]
pub(crate) fn whole_dollars(value: Decimal) -> String {
    let text = signed_dollars(to_places(value, 0));
    text.trim_end_matches(".00").to_owned()
}

/// Dollars with thousands: `$412,350.00`.
#[must_use]
pub fn dollars(value: Decimal) -> String {
    let text = format!("{value:.2}");
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let grouped = parse(whole).map_or_else(|| whole.to_owned(), with_thousands);
    format!("${grouped}.{cents}")
}

fn plus(value: Decimal) -> &'static str {
    if value.is_sign_positive() && !value.is_zero() {
        "+"
    } else {
        ""
    }
}

/// The text in lines of at most [`WIDTH`] columns: the first begins with `first`, the others with `other`.
#[must_use]
pub fn wrap(text: &str, first: &str, other: &str) -> String {
    wrap_to(WIDTH, text, first, other)
}

/// The text in lines of at most `width` columns: the first begins with `first`, the others with `other`.
#[must_use]
pub(crate) fn wrap_to(width: usize, text: &str, first: &str, other: &str) -> String {
    let mut wrapped = String::from(first);
    let mut column = first.chars().count();
    let mut is_start = true;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if !is_start && column + 1 + length > width {
            wrapped.push('\n');
            wrapped.push_str(other);
            column = other.chars().count();
            is_start = true;
        }
        if !is_start {
            wrapped.push(' ');
            column += 1;
        }
        wrapped.push_str(word);
        column += length;
        is_start = false;
    }
    wrapped.push('\n');
    wrapped
}

/// The text cut to so many columns, with an ellipsis where it was longer.
#[must_use]
pub fn cut(text: &str, columns: usize) -> String {
    if text.chars().count() <= columns {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(columns.saturating_sub(3)).collect();
    short.push_str("...");
    short
}

/// How many decimals it takes to print all figures so that they add up as they stand; six at most.
#[must_use]
pub(crate) fn common_places(figures: impl IntoIterator<Item = Decimal>) -> u32 {
    figures
        .into_iter()
        .map(|figure| figure.normalize().scale())
        .max()
        .unwrap_or(0)
        .clamp(2, 6)
}

/// A figure with so many decimals.
#[must_use]
pub(crate) fn with_places(value: Decimal, places: u32) -> String {
    let mut value =
        value.round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    value.rescale(places);
    value.to_string()
}
