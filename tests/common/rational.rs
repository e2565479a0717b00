//! Exact arithmetic of the tests' own: fractions of integers without bound, so that an expected figure never comes from
//! the code that is tested.

use num_rational::BigRational;
use num_traits::{Signed, pow};

pub type Rational = BigRational;

/// The whole number `n`.
pub fn whole(n: i64) -> Rational {
    Rational::from_integer(n.into())
}

/// The fraction `n / d`.
pub fn ratio(n: i64, d: i64) -> Rational {
    Rational::new(n.into(), d.into())
}

/// A decimal's text as a fraction.
pub fn decimal(text: &str) -> Rational {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let (whole_part, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let numerator: num_bigint::BigInt = format!("{whole_part}{decimals}")
        .parse()
        .unwrap_or_else(|_| panic!("`{text}` is no decimal"));
    let denominator = pow(num_bigint::BigInt::from(10), decimals.len());
    Rational::new(numerator * sign, denominator)
}

/// Rounded to so many places, halves away from zero.
pub fn half_away(value: &Rational, places: usize) -> Rational {
    let scale = Rational::from_integer(pow(num_bigint::BigInt::from(10), places));
    let half = ratio(1, 2);
    let shifted = value.abs() * &scale + half;
    let rounded = shifted.floor() / scale;
    if value.is_negative() {
        -rounded
    } else {
        rounded
    }
}

/// Rounded to so many places, up.
pub fn up(value: &Rational, places: usize) -> Rational {
    let scale = Rational::from_integer(pow(num_bigint::BigInt::from(10), places));
    (value * &scale).ceil() / scale
}

/// A fraction that ends in so many places, as text with all of them; zero has no sign.
pub fn text(value: &Rational, places: usize) -> String {
    let scale = pow(num_bigint::BigInt::from(10), places);
    let scaled = value * Rational::from_integer(scale);
    assert!(
        scaled.is_integer(),
        "{value} does not end in {places} places"
    );
    let digits = scaled.to_integer().abs().to_string();
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole_part, decimals) = digits.split_at(digits.len() - places);
    let sign = if value.is_negative() { "-" } else { "" };
    let point = if places == 0 { "" } else { "." };
    format!("{sign}{whole_part}{point}{decimals}")
}
