//! Sums, differences, products and the order of exact fractions.

use std::{
    cmp::Ordering,
    iter::Sum,
    ops::{Add, Div, Mul, Neg, Rem, Sub},
};

use rust_decimal::Decimal;

use super::{
    super::small::{tens, trimmed},
    Exact, common_divisor,
};

/// The product of two numbers of a few digits.
#[inline]
fn product(one: i64, other: i64) -> i128 {
    i128::from(one) * i128::from(other)
}

/// What two denominators are multiplied by to be the same, and no larger than need be where one goes into the other.
#[inline]
fn factors<N>(a: N, b: N) -> (N, N)
where
    N: Copy + From<bool> + PartialEq + Div<Output = N> + Rem<Output = N>,
{
    let (zero, one) = (N::from(false), N::from(true));
    if a == b {
        (one, one)
    } else if b % a == zero {
        (b / a, one)
    } else if a % b == zero {
        (one, a / b)
    } else {
        (b, a)
    }
}

impl Default for Exact {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<Decimal> for Exact {
    fn from(decimal: Decimal) -> Self {
        let few = trimmed(decimal).and_then(|(digits, places)| Some((digits, tens(places)?)));
        let (numerator, denominator) = if let Some((digits, tens)) = few {
            (digits.into(), tens.into())
        } else {
            let decimal = decimal.normalize();
            (decimal.mantissa(), 10_i128.pow(decimal.scale()))
        };
        Self {
            numerator,
            denominator,
            is_cut: false,
        }
    }
}

impl Add for Exact {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        if let (Some(one), Some(more)) = (self.few_digits(), other.few_digits()) {
            let (of_one, of_more) = factors(one.1, more.1);
            // What numbers of a few digits make fits a fraction.
            return Self {
                numerator: product(one.0, of_one) + product(more.0, of_more),
                denominator: product(one.1, of_one),
                is_cut: self.is_cut || other.is_cut,
            };
        }
        let factors = factors(self.denominator, other.denominator);
        self.sum(other, factors)
            .or_else(|| {
                let (one, more) = (self.reduced(), other.reduced());
                let divisor = common_divisor(one.denominator, more.denominator);
                let factors = (more.denominator / divisor, one.denominator / divisor);
                one.sum(more, factors)
            })
            .unwrap_or_else(|| Self::cut(self.decimal().checked_add(other.decimal())))
    }
}

impl Neg for Exact {
    type Output = Self;

    fn neg(self) -> Self {
        Self {
            numerator: -self.numerator,
            ..self
        }
    }
}

impl Sub for Exact {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Exact {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        if let (Some(one), Some(more)) = (self.few_digits(), other.few_digits()) {
            return Self {
                numerator: product(one.0, more.0),
                denominator: product(one.1, more.1),
                is_cut: self.is_cut || other.is_cut,
            };
        }
        self.product(other)
            .or_else(|| {
                let one = Self {
                    denominator: other.denominator,
                    ..self
                };
                let more = Self {
                    denominator: self.denominator,
                    ..other
                };
                one.reduced().product(more.reduced())
            })
            .unwrap_or_else(|| Self::cut(self.decimal().checked_mul(other.decimal())))
    }
}

impl Add<Decimal> for Exact {
    type Output = Self;

    fn add(self, other: Decimal) -> Self {
        self + Self::from(other)
    }
}

impl Sub<Decimal> for Exact {
    type Output = Self;

    fn sub(self, other: Decimal) -> Self {
        self - Self::from(other)
    }
}

impl Mul<Decimal> for Exact {
    type Output = Self;

    fn mul(self, other: Decimal) -> Self {
        self * Self::from(other)
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
        values.fold(Self::ZERO, Self::add)
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.is_cut || other.is_cut {
            return self.sure().cmp(&other.sure());
        }
        if let (Some(one), Some(more)) = (self.few_digits(), other.few_digits()) {
            return product(one.0, more.1).cmp(&product(more.0, one.1));
        }
        let across = |one: Self, other: Self| one.numerator.checked_mul(other.denominator);
        let compare = |one: Self, other: Self| Some(across(one, other)?.cmp(&across(other, one)?));
        compare(*self, *other)
            .or_else(|| compare(self.reduced(), other.reduced()))
            .unwrap_or_else(|| self.decimal().cmp(&other.decimal()))
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}
