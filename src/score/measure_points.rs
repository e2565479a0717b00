//! A performance rate on a benchmark: 42 CFR 414.1380(b)(1)(i) and (b)(2)(i). Quality and cost share it.

use rust_decimal::Decimal;

use crate::{
    decimal::{Exact, Rounding, compare, normalized},
    rules::benchmarks::{Benchmark, Place},
};

/// What turns a place on a benchmark into points, from a year's rules.
#[derive(Clone, Copy, Debug)]
pub struct PointScale<'a> {
    /// The least points of a measure that is scored on a benchmark.
    pub floor: Decimal,
    /// The most points of a measure.
    pub maximum: Decimal,
    /// How the part of a point between two deciles is rounded; none keeps it as it is.
    pub partial: Option<&'a Rounding>,
}

/// A rate on a benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Placed {
    /// Where it lies.
    pub place: Place,
    /// Its decile, 1 to 10; none below the scale.
    pub decile: Option<u8>,
    /// Its points, between the floor and the maximum, before any cap.
    pub points: Decimal,
}

/// The points of a rate short of the first bound, in the decile below it, which begins at the worst possible percent.
#[must_use]
pub fn below_first(benchmark: &Benchmark, rate: Decimal, scale: PointScale<'_>) -> Placed {
    let worst = if benchmark.inverse {
        Decimal::ONE_HUNDRED
    } else {
        Decimal::ZERO
    };
    let decile = benchmark.first.saturating_sub(1);
    let first = benchmark.bounds[0];
    let part = partial(rate - worst, first - worst, scale);
    Placed {
        place: Place::Within {
            decile,
            from: worst,
            to: first,
        },
        decile: Some(decile),
        points: (Decimal::from(decile) + part)
            .max(scale.floor)
            .min(scale.maximum)
            .normalize(),
    }
}

/// The points of a rate, in the measure's own unit, on a benchmark.
#[must_use]
pub fn points(benchmark: &Benchmark, rate: Decimal, scale: PointScale<'_>) -> Placed {
    let place = benchmark.place(rate);
    let points = match place {
        Place::Below => scale.floor,
        Place::Within { decile, from, to } => {
            let part = partial(rate - from, to - from, scale);
            Decimal::from(decile) + part
        }
        Place::Top => scale.maximum,
    };
    Placed {
        place,
        decile: place.decile(),
        points: normalized(at_most(at_least(points, scale.floor), scale.maximum)),
    }
}

fn at_least(points: Decimal, floor: Decimal) -> Decimal {
    if compare(points, floor).is_lt() {
        floor
    } else {
        points
    }
}

fn at_most(points: Decimal, maximum: Decimal) -> Decimal {
    if compare(points, maximum).is_gt() {
        maximum
    } else {
        points
    }
}

/// The most points of a measure, at the top of its benchmark.
#[must_use]
pub fn top(benchmark: &Benchmark, scale: PointScale<'_>) -> Placed {
    Placed {
        place: Place::Top,
        decile: benchmark
            .bounds
            .last()
            .and_then(|best| benchmark.decile(*best)),
        points: scale.maximum.normalize(),
    }
}

/// The part of a point that is reached between two deciles.
fn partial(reached: Decimal, whole: Decimal, scale: PointScale<'_>) -> Decimal {
    let part = Exact::from(reached).checked_div(whole).unwrap_or_default();
    scale
        .partial
        .map_or_else(|| part.decimal(), |rounding| rounding.apply_exact(part))
}
