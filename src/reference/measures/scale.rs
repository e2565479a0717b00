//! A benchmark, and what a rate earns on it.

use rust_decimal::Decimal;

use super::row::spoken;
use crate::{
    rules::{
        benchmarks::{Basis, Benchmark, Shape},
        book::YearRules,
        collection_type::CollectionType,
    },
    score::measure_points::{self, PointScale},
};

/// A benchmark, and what it is worth.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Scale {
    /// Where each decile begins, worst to best.
    pub bounds: Vec<(u8, Decimal)>,
    /// The rate of the middle submitter; absent where the bounds do not come from the distribution.
    pub median: Option<Decimal>,
    /// CMS calls it topped out.
    pub topped_out: bool,
    /// The cap on its points, where the cap applies.
    pub cap: Option<Decimal>,
    /// The most points that a rate can earn.
    pub highest: Decimal,
    /// The least points of a scored rate.
    pub floor: Decimal,
    /// Whether lower rates are better.
    pub inverse: bool,
    /// Where the bounds come from, in words.
    pub source: String,
    pub(super) is_cost: bool,
}

impl Scale {
    pub(super) fn of(
        rules: &YearRules,
        row: &Benchmark,
        kind: CollectionType,
        is_cost: bool,
        best: Option<Decimal>,
    ) -> Self {
        let exempt = rules
            .quality
            .topped_out
            .as_ref()
            .is_some_and(|rule| rule.exempt_collection_types.contains(&kind));
        let deciles = (row.first..).zip(row.bounds.iter().copied());
        let middle = |low: u8, high: u8| Some((row.bound(low)? + row.bound(high)?) / Decimal::TWO);
        let mut scale = Self {
            bounds: deciles.collect(),
            median: match row.shape {
                // Decile 6 begins at the 50th percentile.
                Shape::Empirical | Shape::Quantiles => row.bound(6),
                // Decile 7 spans one standard deviation around the median.
                Shape::SdBased => middle(7, 8),
                Shape::Flat | Shape::DefinedToppedOut => None,
            },
            topped_out: row.topped_out,
            cap: row.cap.filter(|_| !exempt),
            highest: Decimal::ZERO,
            floor: if is_cost {
                rules.cost.minimum_points
            } else {
                rules.quality.achievement.floor
            },
            inverse: row.inverse,
            source: source(row),
            is_cost,
        };
        let best = best.or(row.bounds.last().copied()).unwrap_or_default();
        scale.highest = scale.points(rules, row, best);
        scale
    }

    /// The points of a rate, capped.
    pub(super) fn points(&self, rules: &YearRules, row: &Benchmark, rate: Decimal) -> Decimal {
        let scale = if self.is_cost {
            PointScale {
                floor: rules.cost.minimum_points,
                maximum: rules.cost.maximum_points,
                partial: None,
            }
        } else {
            PointScale {
                floor: rules.quality.achievement.floor,
                maximum: rules.quality.achievement.maximum,
                partial: Some(&rules.quality.partial_points_rounding),
            }
        };
        let points = measure_points::points(row, rate, scale).points;
        self.cap.map_or(points, |cap| points.min(cap))
    }
}

fn source(row: &Benchmark) -> String {
    let basis = match row.basis {
        Basis::Historical => format!("data of {}", row.from),
        Basis::Performance => format!("data of {}, the performance year itself", row.from),
        Basis::Placeholder => "a placeholder until CMS publishes this year's".into(),
    };
    let shape = match row.shape {
        Shape::Empirical => "",
        Shape::Flat => "flat percentages, ",
        Shape::DefinedToppedOut => "the fixed scale for topped-out measures,  ",
        Shape::SdBased => "median and standard deviations, ",
        Shape::Quantiles => "quantiles, not deciles, so an estimate,  ",
    };
    let status = row
        .status
        .map_or_else(String::new, |status| format!("; {}", spoken(status)));
    format!("{shape}{basis}{status}")
}
