//! CMS's arrays of benchmark values -> bounds from worst to best.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    facts::{Layout, YearFacts},
    record::Record,
};
use crate::rules::benchmarks::Shape;

/// The keys of CMS's percentiles. The bound of decile K is the one before the next ten.
const PERCENTILES: [&str; 11] = [
    "1", "10", "20", "30", "40", "50", "60", "70", "80", "90", "99",
];

/// An array of deciles: its first decile and its bounds.
pub(super) fn deciles(
    record: &Record<'_>,
    values: &[Decimal],
    layout: Option<Layout>,
    historical: bool,
) -> Option<(u8, Vec<Decimal>)> {
    match (values.len(), layout) {
        (9, Some(Layout::Deciles2To10)) => Some((2, values.to_vec())),
        (9, _) if historical => {
            // CMS publishes the historical bounds of deciles 3 to 10; its file then begins at the worst possible rate.
            if !values[0].is_zero() && values[0] != Decimal::ONE_HUNDRED {
                record.note(format_args!(
                    "decile 2 begins at {}, which was taken for a filler and left out",
                    values[0]
                ));
            }
            Some((3, values[1..].to_vec()))
        }
        (9, _) => Some((2, values.to_vec())),
        (10, Some(Layout::Deciles1To10 | Layout::Quantiles)) => Some((1, values.to_vec())),
        (10, Some(Layout::Deciles2To10Best)) => Some((2, values[..9].to_vec())),
        (10, None) => {
            record.problem(
                "deciles",
                "ten values, and no fact says how they are laid out",
            );
            None
        }
        (count, _) => {
            record.problem(
                "deciles",
                format!("expected nine values (deciles 2 to 10), or ten, found {count}"),
            );
            None
        }
    }
}

/// CMS's percentiles ascend whatever is better: an inverse measure's deciles begin at the other end.
pub(super) fn from_percentiles(
    record: &Record<'_>,
    named: &BTreeMap<String, Decimal>,
    inverse: bool,
) -> Option<Vec<Decimal>> {
    let values: Option<Vec<Decimal>> = PERCENTILES
        .iter()
        .map(|key| named.get(*key).copied())
        .collect();
    let Some(mut values) = values.filter(|_| named.len() == PERCENTILES.len()) else {
        record.problem(
            "percentiles",
            format!("expected the percentiles {}", PERCENTILES.join(", ")),
        );
        return None;
    };
    if inverse {
        values.reverse();
    }
    values.pop();
    Some(values)
}

pub(super) fn descends(values: &[Decimal]) -> bool {
    matches!((values.first(), values.last()), (Some(first), Some(last)) if first > last)
}

/// What the values themselves tell of how they were made.
pub(super) fn shape(bounds: &[Decimal], first: u8, inverse: bool, facts: &YearFacts<'_>) -> Shape {
    let from = |decile: u8| {
        bounds
            .get(usize::from(decile.saturating_sub(first))..)
            .unwrap_or_default()
    };
    let turned = |value: Decimal| {
        if inverse {
            Decimal::ONE_HUNDRED - value
        } else {
            value
        }
    };
    let ladder = &facts.all.defined_topped_out;
    if facts.year >= ladder.from
        && first == 1
        && ladder
            .direct
            .iter()
            .copied()
            .map(turned)
            .eq(bounds.iter().copied())
    {
        return Shape::DefinedToppedOut;
    }
    // The lowest deciles differ: they hold the floor of the Web Interface, or the end of the percentages.
    let flat = (3..10).map(|tens| turned(Decimal::from(tens * 10)));
    if flat.eq(from(4).iter().copied()) {
        Shape::Flat
    } else {
        Shape::Empirical
    }
}

/// Whether the bounds lie at median + 2.75, 2.5, 2.25, 2, 1.5, 1, 0.5, -0.5, -1 and -1.5 standard deviations, as far as
/// the rounding of the bounds allows.
pub(super) fn spaced_by_sd(bounds: &[Decimal]) -> bool {
    const QUARTERS: [i64; 10] = [11, 10, 9, 8, 6, 4, 2, -2, -4, -6];
    let [.., d7, d8, _, _] = bounds else {
        return false;
    };
    let (median, quarter) = ((d7 + d8) / Decimal::TWO, (d7 - d8) / Decimal::from(4));
    // Half a unit of the last place, times as many quarters as the outermost bound is away.
    let scale = bounds.iter().map(Decimal::scale).max().unwrap_or_default();
    let tolerance = Decimal::new(5, scale);
    let fits = |(bound, quarters): (&Decimal, &i64)| {
        (*bound - median - quarter * Decimal::from(*quarters)).abs() <= tolerance
    };
    bounds.len() == QUARTERS.len() && bounds.iter().zip(&QUARTERS).all(fits)
}
