//! Exact decimals: the only place where a figure is rounded.

mod exact;
mod rounding;
mod small;

pub use exact::Exact;
pub(crate) use rounding::round_down;
pub use rounding::{Rounding, RoundingMode, round_up, to_places};
use rust_decimal::Decimal;
pub(crate) use small::{compare, normalized};

/// One hundred.
pub const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

/// No count, dollar or percent of a practice is larger: a trillion. Products of such figures still fit a decimal.
pub(crate) const LARGEST_FIGURE: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

/// A decimal as a whole number of units of `places` decimals; `None` when it is not one, or is too large.
#[must_use]
pub fn scaled(value: Decimal, places: u32) -> Option<i64> {
    if let Some((digits, own)) = small::trimmed(value)
        && let Some(tens) = places.checked_sub(own).and_then(small::tens)
    {
        return digits.checked_mul(tens);
    }
    let value = value.normalize();
    let more = places.checked_sub(value.scale())?;
    let units = value.mantissa().checked_mul(10_i128.checked_pow(more)?)?;
    i64::try_from(units).ok()
}

/// Whether `shown` is `value` as it is shown with as many decimals as `shown` has: a half goes up or to either side.
#[must_use]
pub(crate) fn is_shown_as(value: Decimal, shown: Decimal) -> bool {
    let twice = (value - shown).abs() * Decimal::TWO;
    twice <= Decimal::new(1, shown.scale())
}

/// The exact text of a figure without trailing zeros, `0` for zero.
#[must_use]
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// The exact text of a figure with thousands: `90,000`, `83.2`.
#[must_use]
pub(crate) fn with_thousands(value: Decimal) -> String {
    let text = plain(value);
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text.as_str(), None),
    };
    let (sign, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", whole),
    };
    let mut grouped = String::from(sign);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(decimals) = decimals {
        grouped.push('.');
        grouped.push_str(decimals);
    }
    grouped
}

/// A computed figure as it is shown: to four decimals, as CMS's engine shows them. What is computed from it goes on with
/// the exact one.
#[must_use]
pub fn shown(value: Decimal) -> Decimal {
    to_places(value, 4).normalize()
}

/// A decimal read from text: digits with an optional sign, point and exponent. `None` for anything else, and for more
/// digits than a decimal can hold exactly: 28.
#[must_use]
pub fn parse(text: &str) -> Option<Decimal> {
    let text = text.strip_prefix('+').unwrap_or(text);
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if text.contains(['e', 'E']) {
        return Decimal::from_scientific(text).ok();
    }
    Decimal::from_str_exact(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounding(mode: RoundingMode) -> Rounding {
        Rounding {
            cite: String::new(),
            status: None,
            places: 2,
            mode,
        }
    }

    fn rounded(mode: RoundingMode, text: &str) -> String {
        rounding(mode).apply(parse(text).unwrap()).to_string()
    }

    #[test]
    fn halves_go_where_the_mode_says() {
        assert_eq!(rounded(RoundingMode::HalfUp, "0.125"), "0.13");
        assert_eq!(rounded(RoundingMode::HalfUp, "-0.125"), "-0.12");
        assert_eq!(rounded(RoundingMode::HalfAwayFromZero, "-0.125"), "-0.13");
        assert_eq!(rounded(RoundingMode::HalfEven, "0.125"), "0.12");
    }

    #[test]
    fn whole_numbers_are_rounded_as_decimals_are() {
        for mode in [
            RoundingMode::HalfUp,
            RoundingMode::HalfDown,
            RoundingMode::HalfAwayFromZero,
            RoundingMode::HalfEven,
        ] {
            for amount in -40_000_i64..40_000 {
                let decimal = rounding(mode).apply(Decimal::new(amount, 6));
                let whole = rounding(mode).whole(amount, 10_000);
                assert_eq!(scaled(decimal, 2), Some(whole), "{amount} {mode:?}");
            }
        }
    }

    #[test]
    fn a_figure_of_any_length_is_held_against_what_it_is_shown_as() {
        let is_shown =
            |value: &str, shown: &str| is_shown_as(parse(value).unwrap(), parse(shown).unwrap());
        assert!(is_shown("82.345", "82.35") && is_shown("82.345", "82.34"));
        assert!(!is_shown("82.3451", "82.34"));
        let long = "0.3333333333333333333333333333";
        assert!(is_shown(long, long) && !is_shown("50", long));
    }

    #[test]
    fn zero_has_no_sign_and_keeps_its_places() {
        assert_eq!(rounded(RoundingMode::HalfAwayFromZero, "-0.0012"), "0.00");
        assert_eq!(rounded(RoundingMode::HalfUp, "83.2"), "83.20");
    }

    #[test]
    fn text_is_read_exactly_or_not_at_all() {
        assert_eq!(
            parse("82.123456789012345678").unwrap().to_string(),
            "82.123456789012345678"
        );
        assert_eq!(parse("1e2"), Some(HUNDRED));
        for not_a_number in [
            "",
            "+",
            "inf",
            "nan",
            "1.2.3",
            "123456789012345678901234567890",
        ] {
            assert_eq!(parse(not_a_number), None, "{not_a_number}");
        }
    }
}
