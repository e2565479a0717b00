//! Sums, differences, products and the order of exact fractions.

use std::{
    cmp::Ordering,
    iter::Sum,
    ops::{Add, Mul, Neg, Sub},
};

use rust_decimal::Decimal;

use super::{super::small::normalized, Exact, common_divisor};

impl Default for Exact {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<Decimal> for Exact {
    fn from(decimal: Decimal) -> Self {
        let decimal = normalized(decimal);
        Self {
            numerator: decimal.mantissa(),
            denominator: 10_i128.pow(decimal.scale()),
            is_cut: false,
        }
    }
}

impl Add for Exact {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let (a, b) = (self.denominator, other.denominator);
        let factors = if a == b {
            (1, 1)
        } else if b % a == 0 {
            (b / a, 1)
        } else if a % b == 0 {
            (1, a / b)
        } else {
            (b, a)
        };
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
