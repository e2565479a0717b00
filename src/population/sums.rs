//! Sums over a population, and the factors that they settle: whole numbers, so that nothing is rounded on the way.

use rust_decimal::Decimal;

use super::result::{Balance, FACTOR_PLACES, Factor};
use crate::{
    batch::{Bracket, Tally},
    decimal::{HUNDRED, scaled},
    rules::book::YearRules,
    score::adjustment::{Class, class},
};

/// Sums over the population, in units of [`Tally::PRODUCT_PLACES`] decimals of dollars times points.
#[derive(Default)]
pub(super) struct Sums {
    /// Paid amounts at the maximum penalty, times the threshold.
    maximum_penalty: i128,
    /// Paid amounts below the threshold, times the points that lack.
    below: i128,
    /// Paid amounts above the threshold, times the points above.
    pub(super) above: i128,
    /// Paid amounts of the exceptional, in their own units.
    pub(super) exceptional: i128,
    /// The same, times the points above the additional threshold.
    above_additional: i128,
}

pub(super) fn score_of(index: usize) -> Decimal {
    Decimal::new(i64::try_from(index).unwrap_or(i64::MAX), 2)
}

pub(super) fn dollars(bracket: &Bracket) -> Decimal {
    decimal(bracket.paid, Tally::PAID_PLACES)
}

/// Whole units of so many decimals as a decimal, which has room for 28 digits.
pub(super) fn decimal(mut units: i128, mut places: u32) -> Decimal {
    loop {
        match Decimal::try_from_i128_with_scale(units, places) {
            Ok(decimal) => return decimal,
            Err(_) if places == 0 => return Decimal::MAX,
            Err(_) => {
                units = (units + units.signum() * 5) / 10;
                places -= 1;
            }
        }
    }
}

/// Points as units by which a paid amount is multiplied to be a sum.
pub(super) fn points(value: Decimal) -> i128 {
    scaled(value, Tally::PRODUCT_PLACES - Tally::PAID_PLACES).map_or(i128::MAX, i128::from)
}

/// A bracket's paid amounts times its points above a threshold.
pub(super) fn above(bracket: &Bracket, threshold: Decimal) -> Option<i128> {
    let at_threshold = bracket.paid.checked_mul(points(threshold))?;
    bracket.paid_by_score.checked_sub(at_threshold)
}

/// The same, of the additional threshold. A score that only rounds up to it is at it.
pub(super) fn above_first(bracket: &Bracket, index: usize, first: Decimal) -> Option<i128> {
    let lack = if score_of(index) == first {
        bracket.paid_by_lack
    } else {
        0
    };
    above(bracket, first)?.checked_add(lack)
}

impl Sums {
    /// The sums; `None` where they are too large to be any population's.
    pub(super) fn of(rules: &YearRules, tally: &Tally) -> Option<Self> {
        let adjustment = &rules.adjustment;
        let threshold = adjustment.performance_threshold;
        let mut sums = Self::default();
        let add = |sum: &mut i128, more: i128| {
            *sum = sum.checked_add(more)?;
            Some(())
        };
        for (index, bracket) in occupied(tally) {
            let class = class(adjustment, score_of(index));
            let over = above(bracket, threshold)?;
            match class {
                Class::MaximumPenalty => {
                    let paid = bracket.paid.checked_mul(points(threshold))?;
                    add(&mut sums.maximum_penalty, paid)?;
                }
                Class::Penalty => add(&mut sums.below, -over)?,
                Class::Neutral => {}
                Class::Positive | Class::Exceptional => add(&mut sums.above, over)?,
            }
            if let (Class::Exceptional, Some(additional)) = (class, &adjustment.additional) {
                add(&mut sums.exceptional, bracket.paid)?;
                let over = above_first(bracket, index, additional.performance_threshold)?;
                add(&mut sums.above_additional, over)?;
            }
        }
        Some(sums)
    }

    pub(super) fn base_factor(&self, rules: &YearRules) -> Option<Factor> {
        let adjustment = &rules.adjustment;
        let threshold = adjustment.performance_threshold;
        let room = rules.final_score.maximum - threshold;
        let [threshold, room] = whole([threshold, room])?;
        // Decreases over the threshold, increases over the room above it: a factor makes them equal.
        let lost = self.maximum_penalty.checked_add(self.below)?;
        balanced(
            lost.checked_mul(room)?,
            self.above.checked_mul(threshold)?,
            adjustment.maximum_scaling_factor,
        )
    }

    pub(super) fn additional_factor(&self, rules: &YearRules) -> Option<Option<Factor>> {
        let Some(additional) = &rules.adjustment.additional else {
            return Some(None);
        };
        let first = additional.performance_threshold;
        let room = rules.final_score.maximum - first;
        let rise = additional.last_percent - additional.first_percent;
        let [room, rise, first_percent, hundred, one] =
            whole([room, rise, additional.first_percent, HUNDRED, Decimal::ONE])?;
        let exceptional = self.exceptional.checked_mul(points(Decimal::ONE))?;
        let unscaled = exceptional
            .checked_mul(first_percent)?
            .checked_mul(room)?
            .checked_add(rise.checked_mul(self.above_additional)?.checked_mul(one)?)?;
        let limit = scaled(additional.national_limit_dollars, Tally::PAID_PLACES)?;
        let limit = i128::from(limit).checked_mul(points(Decimal::ONE))?;
        let wanted = limit.checked_mul(room)?.checked_mul(hundred)?;
        balanced(wanted, unscaled, additional.maximum_scaling_factor).map(Some)
    }
}

/// Figures as whole numbers of the same unit.
pub(super) fn whole<const N: usize>(figures: [Decimal; N]) -> Option<[i128; N]> {
    let places = figures.iter().map(|it| it.normalize().scale()).max()?;
    let mut numbers = [0; N];
    for (number, figure) in numbers.iter_mut().zip(figures) {
        *number = i128::from(scaled(figure, places)?);
    }
    Some(numbers)
}

/// The factor with which `unscaled` is `wanted`, from 0 to `most`, rounded down to its decimals.
pub(super) fn balanced(wanted: i128, unscaled: i128, most: Decimal) -> Option<Factor> {
    let (value, balance) = if wanted == 0 {
        (Decimal::ZERO, Balance::NobodyBelow)
    } else if unscaled == 0 {
        (most, Balance::NobodyAbove)
    } else {
        let capped = Some(Factor {
            value: most,
            balance: Balance::Capped,
        });
        let Ok(mut units) = i64::try_from(wanted / unscaled) else {
            return capped;
        };
        let mut rest = wanted % unscaled;
        for _ in 0..FACTOR_PLACES {
            rest = rest.checked_mul(10)?;
            let Some(more) = units.checked_mul(10) else {
                return capped;
            };
            units = more + i64::try_from(rest / unscaled).ok()?;
            rest %= unscaled;
        }
        let factor = Decimal::new(units, FACTOR_PLACES).normalize();
        if factor > most {
            return capped;
        }
        (factor, Balance::Met)
    };
    Some(Factor { value, balance })
}

pub(super) fn occupied(tally: &Tally) -> impl Iterator<Item = (usize, &Bracket)> {
    let brackets = tally.brackets.iter().enumerate();
    brackets.filter(|(_, bracket)| bracket.count > 0)
}
