//! Rounding: to how many places, and which way a half goes.

use std::cmp::Ordering;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

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

    /// Rounds a whole number of some small unit to whole multiples of `unit` and says how many they are. The unit of the
    /// result is that of [`Rounding::places`]: of amounts in millionths, `unit` is 10,000 where two places are kept.
    #[must_use]
    #[inline]
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
