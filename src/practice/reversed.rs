//! A rate that looks as if the wrong patients were counted.

use rust_decimal::Decimal;

use super::file::QualityMeasure;
use crate::{
    decimal::{Exact, HUNDRED},
    rules::{
        benchmarks::Place,
        book::YearRules,
        collection_type::CollectionType,
        measures::{self, MetricType},
    },
};

/// Percent from which on a rate looks reversed wherever its benchmark begins.
const HIGH: Decimal = Decimal::from_parts(80, 0, 0, false, 0);

/// Percent up to which a rate is never taken for a reversed one: half of the patients are either.
const HALF: Decimal = Decimal::from_parts(50, 0, 0, false, 0);

/// The rate of an entry, in percent, where less is better and so much was given that those who did well were perhaps
/// counted.
#[must_use]
pub fn seems_reversed(
    rules: &YearRules,
    entry: &QualityMeasure,
    row: &measures::QualityMeasure,
) -> Option<Decimal> {
    let kind = entry.collection_type?;
    let is_percent = matches!(
        row.metric_type,
        MetricType::SinglePerformanceRate | MetricType::MultiPerformanceRate
    ) && kind != CollectionType::AdminClaims;
    if !row.inverse || !is_percent {
        return None;
    }
    let rate = match (entry.rate, entry.numerator, entry.denominator) {
        (Some(rate), ..) => Exact::from(rate),
        (None, Some(numerator), Some(denominator)) => {
            (Exact::from(numerator) * HUNDRED).checked_div(denominator)?
        }
        _ => return None,
    };
    let is_below_scale = || {
        let benchmark = rules.benchmarks()?.get(kind, &entry.id)?;
        Some(benchmark.place(rate.decimal()) == Place::Below)
    };
    let is_high =
        Exact::from(HIGH) <= rate || (Exact::from(HALF) < rate && is_below_scale() == Some(true));
    (is_high && rate <= HUNDRED.into()).then(|| rate.decimal())
}
