//! Exact decimals: the only place where a figure is rounded.

use std::cmp::Ordering;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// One hundred.
pub const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

/// How a half is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// A half goes up, towards positive infinity.
    HalfUp,
    /// A half goes down, towards negative infinity.
    HalfDown,
    /// A half goes away from zero.
    HalfAwayFromZero,
    /// A half goes to the even neighbor.
    HalfEven,
}

/// One named rounding of a year's rules: to how many decimal places, and which way a half goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// Where the rounding comes from in the law.
    pub cite: String,
    /// How sure the source is; absent when it was read in the regulation.
    #[serde(default)]
    pub status: Option<String>,
    /// Decimal places kept.
    pub places: u32,
    /// Which way a half goes.
    pub mode: RoundingMode,
}

impl Rounding {
    /// Rounds `value`, and prints it with all its places (`83.20`).
    #[must_use]
    pub fn apply(&self, value: Decimal) -> Decimal {
        let strategy = match self.mode {
            RoundingMode::HalfEven => RoundingStrategy::MidpointNearestEven,
            RoundingMode::HalfUp if value.is_sign_negative() => {
                RoundingStrategy::MidpointTowardZero
            }
            RoundingMode::HalfDown if !value.is_sign_negative() => {
                RoundingStrategy::MidpointTowardZero
            }
            RoundingMode::HalfUp | RoundingMode::HalfDown | RoundingMode::HalfAwayFromZero => {
                RoundingStrategy::MidpointAwayFromZero
            }
        };
        let mut rounded = value.round_dp_with_strategy(self.places, strategy);
        rounded.rescale(self.places);
        if rounded.is_zero() {
            // A loss too small to print is no negative zero.
            rounded.set_sign_positive(true);
        }
        rounded
    }
}

impl Rounding {
    /// Rounds a whole number of some small unit to whole multiples of `unit` and says how many they are. The unit of the
    /// result is that of [`Rounding::places`]: of amounts in millionths, `unit` is 10,000 where two places are kept.
    #[must_use]
    pub fn whole(&self, amount: i64, unit: i64) -> i64 {
        let below = amount.div_euclid(unit);
        let rest = amount.rem_euclid(unit);
        let up = match (rest * 2).cmp(&unit) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal => match self.mode {
                RoundingMode::HalfUp => true,
                RoundingMode::HalfDown => false,
                RoundingMode::HalfAwayFromZero => amount >= 0,
                RoundingMode::HalfEven => below % 2 != 0,
            },
        };
        below + i64::from(up)
    }
}

/// A decimal as a whole number of units of `places` decimals; `None` when it is not one, or is too large.
#[must_use]
pub fn scaled(value: Decimal, places: u32) -> Option<i64> {
    let value = value.normalize();
    let more = places.checked_sub(value.scale())?;
    let units = value.mantissa().checked_mul(10_i128.checked_pow(more)?)?;
    i64::try_from(units).ok()
}

impl Rounding {
    /// Half of the last place that is kept: what a figure may lack of one that it rounds up to.
    #[must_use]
    pub fn half_place(&self) -> Decimal {
        Decimal::new(5, self.places + 1)
    }
}

/// The figure with `places` decimals, halves away from zero: for what is counted or printed, not for what the law rounds.
#[must_use]
pub fn to_places(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// The smallest figure of `places` decimals that is not below `value`.
#[must_use]
pub fn round_up(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::ToPositiveInfinity)
}

/// The largest figure of `places` decimals that is not above `value`.
#[must_use]
pub fn round_down(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::ToNegativeInfinity)
}

/// Whether `shown` is `value` as it is shown with as many decimals as `shown` has: a half goes up or to either side.
#[must_use]
pub fn is_shown_as(value: Decimal, shown: Decimal) -> bool {
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
pub fn with_thousands(value: Decimal) -> String {
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
    value
        .round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero)
        .normalize()
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
