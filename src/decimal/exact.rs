//! Exact fractions: what a score is computed with between the figures that are given and the places where the law rounds.
//!
//! A third has no decimal. A fraction of whole numbers carries it, so that nothing is cut before its rounding point and
//! an exact half stays one.

mod operators;

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{
    rounding::{Rounding, RoundingMode, to_places},
    small::tens,
};

/// Numerators and denominators stay below this, so that ten times a remainder still fits.
const LIMIT: i128 = 10_i128.pow(36);

/// Numbers below this have products of which two together stay below the limit.
const FEW: u64 = 1 << 59;

/// The largest whole number that a [`Decimal`] holds.
const LARGEST: u128 = (1 << 96) - 1;

/// Decimals of a fraction that had to be cut on which nothing is decided.
const SURE_PLACES: u32 = 16;

/// A fraction of whole numbers.
///
/// Sums of many fractions with large denominators can outgrow it. Such a value goes on with 28 digits; where it is
/// compared or rounded, its digits beyond the sixteenth decimal count for nothing, so that it still is the half that the
/// whole fraction would have been.
#[derive(Clone, Copy, Debug)]
pub struct Exact {
    numerator: i128,
    /// Above 0.
    denominator: i128,
    is_cut: bool,
}

impl Exact {
    /// Nothing.
    pub const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
        is_cut: false,
    };

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// The quotient; none by 0.
    #[must_use]
    pub fn checked_div(self, divisor: impl Into<Self>) -> Option<Self> {
        let Self {
            numerator,
            denominator,
            is_cut,
        } = divisor.into();
        (numerator != 0).then(|| {
            self * Self {
                numerator: denominator * numerator.signum(),
                denominator: numerator.abs(),
                is_cut,
            }
        })
    }

    /// A hundredth of it.
    #[must_use]
    pub fn hundredth(self) -> Self {
        self * Self {
            numerator: 1,
            denominator: 100,
            is_cut: false,
        }
    }

    /// The decimal that it is, or, where it has none, the nearest of 28 digits.
    #[must_use]
    pub fn decimal(self) -> Decimal {
        if let Some(decimal) = self.as_decimal() {
            return decimal;
        }
        let (magnitude, denominator) = (
            self.numerator.unsigned_abs(),
            self.denominator.unsigned_abs(),
        );
        let (mut digits, mut rest) = divided(magnitude, denominator);
        let mut scale = 0;
        while rest != 0 && scale < Decimal::MAX_SCALE && digits <= (LARGEST - 9) / 10 {
            let (next, left) = divided(rest * 10, denominator);
            (digits, rest) = (digits * 10 + next, left);
            scale += 1;
        }
        if denominator <= rest * 2 {
            digits += 1;
        }
        let digits = i128::try_from(digits.min(LARGEST)).unwrap_or(i128::MAX);
        let mut decimal = Decimal::try_from_i128_with_scale(digits, scale).unwrap_or(Decimal::MAX);
        decimal.set_sign_negative(self.numerator < 0);
        decimal
    }

    /// The nearest whole number of units of `places` decimals, a half away from zero; `None` for more than a number holds.
    #[must_use]
    pub fn units(self, places: u32) -> Option<i64> {
        let numerator = self.numerator.checked_mul(10_i128.checked_pow(places)?)?;
        let (units, rest) = (numerator / self.denominator, numerator % self.denominator);
        let away = self.denominator <= rest.abs().checked_mul(2)?;
        i64::try_from(units + i128::from(away) * numerator.signum()).ok()
    }

    /// The decimal, where the denominator is a power of ten as it stands.
    fn as_decimal(self) -> Option<Decimal> {
        let scale = if let Ok(denominator) = i64::try_from(self.denominator) {
            let scale = denominator.ilog10();
            (tens(scale) == Some(denominator)).then_some(scale)?
        } else {
            let scale = self.denominator.ilog10();
            (10_i128.pow(scale) == self.denominator).then_some(scale)?
        };
        match i64::try_from(self.numerator) {
            Ok(numerator) => Decimal::try_new(numerator, scale).ok(),
            Err(_) => Decimal::try_from_i128_with_scale(self.numerator, scale).ok(),
        }
    }

    /// Its numerator and denominator, where products of such numbers and the sum of two of them stay below the limit.
    #[inline]
    fn few_digits(self) -> Option<(i64, i64)> {
        let numerator = i64::try_from(self.numerator).ok()?;
        let denominator = i64::try_from(self.denominator).ok()?;
        let fits = numerator.unsigned_abs() < FEW && denominator.unsigned_abs() < FEW;
        fits.then_some((numerator, denominator))
    }

    fn reduced(self) -> Self {
        let divisor = common_divisor(self.numerator, self.denominator);
        Self {
            numerator: self.numerator / divisor,
            denominator: self.denominator / divisor,
            ..self
        }
    }

    fn of(numerator: Option<i128>, denominator: Option<i128>, is_cut: bool) -> Option<Self> {
        let (numerator, denominator) = (numerator?, denominator?);
        let fits = -LIMIT < numerator && numerator < LIMIT && denominator < LIMIT;
        fits.then_some(Self {
            numerator,
            denominator,
            is_cut,
        })
    }

    /// The sum over the denominator that both go into with these factors.
    fn sum(self, other: Self, factors: (i128, i128)) -> Option<Self> {
        let one = self.numerator.checked_mul(factors.0)?;
        let more = other.numerator.checked_mul(factors.1)?;
        Self::of(
            one.checked_add(more),
            self.denominator.checked_mul(factors.0),
            self.is_cut || other.is_cut,
        )
    }

    fn product(self, other: Self) -> Option<Self> {
        Self::of(
            self.numerator.checked_mul(other.numerator),
            self.denominator.checked_mul(other.denominator),
            self.is_cut || other.is_cut,
        )
    }

    /// What goes on of a value that outgrew a fraction. No figure of a score is near the largest decimal.
    fn cut(decimal: Option<Decimal>) -> Self {
        Self {
            is_cut: true,
            ..Self::from(decimal.unwrap_or(Decimal::MAX))
        }
    }

    /// The decimals on which something may be decided.
    fn sure(self) -> Decimal {
        to_places(self.decimal(), SURE_PLACES)
    }
}

/// A number in units of `places` decimals, where it is far from the largest that fits.
fn small_units(number: u128, places: u32) -> Option<u128> {
    let number = u64::try_from(number).ok()?;
    let tens = tens(places).filter(|_| places <= 9)?;
    Some(u128::from(number) * u128::from(tens.unsigned_abs()))
}

/// The quotient and the rest.
fn divided(number: u128, by: u128) -> (u128, u128) {
    match (u64::try_from(number), u64::try_from(by)) {
        (Ok(number), Ok(by)) => ((number / by).into(), (number % by).into()),
        _ => (number / by, number % by),
    }
}

fn common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

impl Rounding {
    /// Rounds a fraction, as [`Rounding::apply`] a decimal.
    #[must_use]
    pub fn apply_exact(&self, value: Exact) -> Decimal {
        if value.is_cut {
            return self.apply(value.sure());
        }
        self.of_fraction(value)
            .unwrap_or_else(|| self.apply(value.decimal()))
    }

    fn of_fraction(&self, value: Exact) -> Option<Decimal> {
        let is_negative = value.numerator < 0;
        let (magnitude, denominator) = (
            value.numerator.unsigned_abs(),
            value.denominator.unsigned_abs(),
        );
        let (mut digits, mut rest);
        if let Some(units) = small_units(magnitude, self.places) {
            // One division, where all the places fit before it.
            (digits, rest) = divided(units, denominator);
        } else {
            (digits, rest) = (magnitude / denominator, magnitude % denominator);
            for _ in 0..self.places {
                rest *= 10;
                digits = digits.checked_mul(10)? + rest / denominator;
                rest %= denominator;
            }
        }
        let away = match (rest * 2).cmp(&denominator) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal => match self.mode {
                RoundingMode::HalfUp => !is_negative,
                RoundingMode::HalfDown => is_negative,
                RoundingMode::HalfAwayFromZero => true,
                RoundingMode::HalfEven => digits % 2 != 0,
            },
        };
        let digits = i128::try_from(digits + u128::from(away)).ok()?;
        let mut rounded = Decimal::try_from_i128_with_scale(digits, self.places).ok()?;
        rounded.set_sign_negative(is_negative && digits != 0);
        Some(rounded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::from(super::super::parse(text).unwrap())
    }

    fn fraction(numerator: &str, denominator: &str) -> Exact {
        exact(numerator).checked_div(exact(denominator)).unwrap()
    }

    fn rounding(mode: RoundingMode) -> Rounding {
        Rounding {
            cite: String::new(),
            status: None,
            places: 2,
            mode,
        }
    }

    #[test]
    fn units_are_the_nearest() {
        for (numerator, denominator, units) in [
            ("1", "3", 333),
            ("2", "3", 667),
            ("-2", "3", -667),
            ("1", "16", 63),
            ("5", "1", 5000),
        ] {
            assert_eq!(fraction(numerator, denominator).units(3), Some(units));
        }
        assert_eq!(Exact::from(Decimal::MAX).units(13), None);
    }

    #[test]
    fn three_thirds_are_one() {
        let third = fraction("1", "3");
        assert_eq!(third + third + third, exact("1"));
        assert_eq!((third * exact("3")).decimal().to_string(), "1");
        assert_eq!(
            third.decimal().to_string(),
            "0.3333333333333333333333333333"
        );
        assert_eq!(exact("1").checked_div(Exact::ZERO), None);
    }

    #[test]
    fn a_half_from_thirds_is_rounded_as_a_half() {
        // 49.801 / 60 x 100 x 30 / 100 + 50.0945 = 74.995, to the digit.
        let percent = fraction("4980.1", "60");
        let half = (percent * exact("30")).hundredth() + exact("50.0945");
        assert_eq!(half, exact("74.995"));
        for (mode, up, down) in [
            (RoundingMode::HalfUp, "75.00", "-74.99"),
            (RoundingMode::HalfDown, "74.99", "-75.00"),
            (RoundingMode::HalfAwayFromZero, "75.00", "-75.00"),
            (RoundingMode::HalfEven, "75.00", "-75.00"),
        ] {
            let rounding = rounding(mode);
            assert_eq!(rounding.apply_exact(half).to_string(), up);
            assert_eq!(rounding.apply_exact(-half).to_string(), down);
        }
    }

    #[test]
    fn a_sum_that_outgrows_a_fraction_keeps_its_half() {
        // Each prime's fractions add up to a whole number, and their sum in this order never fits.
        let primes = [
            999_983, 999_979, 999_961, 999_959, 999_953, 999_931, 999_917,
        ];
        let ones = primes.map(|prime| {
            exact("1")
                .checked_div(Exact::from(Decimal::from(prime)))
                .unwrap()
        });
        let rests = ones.map(|one| exact("1") - one);
        let sum: Exact = ones.into_iter().chain(rests).sum();
        assert!(sum.is_cut);
        assert_eq!(sum, exact("7"));
        let half = sum + exact("0.005");
        let rounded = rounding(RoundingMode::HalfUp).apply_exact(half);
        assert_eq!(rounded.to_string(), "7.01");
    }

    #[test]
    fn fractions_of_any_size_add_and_multiply_without_a_panic() {
        let large = Exact::from(Decimal::MAX);
        let small = exact("0.0000000000000000000000000001");
        for a in [large, small, -large, fraction("1", "7")] {
            for b in [large, small, -large, fraction("1", "7")] {
                assert_eq!(a + b, b + a);
                assert_eq!(a * b, b * a);
            }
        }
    }
}
