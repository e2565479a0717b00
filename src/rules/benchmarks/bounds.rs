//! Where the deciles of a benchmark begin.

use std::{ops::Deref, slice};

use rust_decimal::Decimal;

use crate::decimal::{compare, scaled};

/// Rates and bounds of so many decimals are compared as whole numbers.
const PLACES: u32 = 6;

/// Where the deciles of a benchmark begin, worst to best, in the measure's own unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds {
    bounds: Vec<Decimal>,
    /// The same in millionths; none where one of them is finer or too large.
    millionths: Option<Vec<i64>>,
}

impl From<Vec<Decimal>> for Bounds {
    fn from(bounds: Vec<Decimal>) -> Self {
        let millionths = bounds.iter().map(|bound| scaled(*bound, PLACES));
        Self {
            millionths: millionths.collect(),
            bounds,
        }
    }
}

impl Deref for Bounds {
    type Target = [Decimal];

    fn deref(&self) -> &[Decimal] {
        &self.bounds
    }
}

impl<'b> IntoIterator for &'b Bounds {
    type Item = &'b Decimal;
    type IntoIter = slice::Iter<'b, Decimal>;

    fn into_iter(self) -> Self::IntoIter {
        self.bounds.iter()
    }
}

impl Bounds {
    /// Which is the last that a rate reaches: that is not above it, or, of an `inverse` measure, not below.
    pub(super) fn last_reached(&self, rate: Decimal, inverse: bool) -> Option<usize> {
        match self.millionths.as_deref().zip(scaled(rate, PLACES)) {
            Some((bounds, rate)) if inverse => bounds.iter().rposition(|bound| rate <= *bound),
            Some((bounds, rate)) => bounds.iter().rposition(|bound| *bound <= rate),
            None => self.bounds.iter().rposition(|bound| {
                let order = compare(rate, *bound);
                if inverse {
                    order.is_le()
                } else {
                    order.is_ge()
                }
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decimal::parse;

    #[test]
    fn rates_of_any_number_of_decimals_reach_the_same_bounds() {
        let texts = ["20", "35.5", "35.5", "60.000001", "60.0000011", "99"];
        let bounds = texts.map(|text| parse(text).unwrap());
        // Without the one that is finer than a millionth, as whole numbers; with it, as decimals.
        for fine in [false, true] {
            let kept = bounds
                .iter()
                .filter(|bound| fine || bound.scale() <= PLACES);
            let up = Bounds::from(kept.copied().collect::<Vec<_>>());
            let down = Bounds::from(up.iter().rev().copied().collect::<Vec<_>>());
            assert_eq!(up.millionths.is_none(), fine);
            for text in texts
                .into_iter()
                .chain(["0", "35.4999999", "60.00000105", "100"])
            {
                let rate = parse(text).unwrap();
                let reached = up.iter().filter(|bound| **bound <= rate).count();
                let last = |reached: usize| reached.checked_sub(1);
                assert_eq!(up.last_reached(rate, false), last(reached), "{text}");
                let reached = down.iter().filter(|bound| rate <= **bound).count();
                assert_eq!(down.last_reached(rate, true), last(reached), "{text}");
            }
        }
    }
}
