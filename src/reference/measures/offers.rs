//! The collection types of a measure, each with its benchmark.

use rust_decimal::Decimal;

use super::{row::Row, scale::Scale, target::Target};
use crate::{
    decimal::HUNDRED,
    rules::{
        book::YearRules,
        collection_type::CollectionType,
        measures::{Inventory, MetricType, QualityMeasure},
    },
};

/// One collection type of a measure.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Offer {
    /// The collection type.
    pub collection_type: CollectionType,
    /// Its benchmark.
    pub scale: Option<Scale>,
    /// What else is to know of it: why it has no benchmark, suppression, truncation.
    pub remarks: Vec<String>,
    /// Where the given counts are.
    pub target: Option<Target>,
}

/// Whether the measure's figure is a percent.
pub(super) fn is_percent(row: &QualityMeasure) -> bool {
    matches!(
        row.metric_type,
        MetricType::SinglePerformanceRate | MetricType::MultiPerformanceRate
    )
}

/// Every collection type of a row that has any.
pub(super) fn offers(
    rules: &YearRules,
    inventory: &Inventory,
    id: &str,
    row: Row<'_>,
) -> Vec<Offer> {
    let (kinds, best, is_cost): (Vec<CollectionType>, Option<Decimal>, bool) = match row {
        Row::Quality(row) if is_percent(row) => {
            let best = if row.inverse { Decimal::ZERO } else { HUNDRED };
            (row.via.clone(), Some(best), false)
        }
        Row::Quality(row) => (row.via.clone(), None, false),
        Row::Cost(_) => (vec![CollectionType::AdminClaims], None, true),
        _ => return Vec::new(),
    };
    let offer = |kind: CollectionType| {
        let benchmark = rules.benchmarks().and_then(|table| table.get(kind, id));
        let mut remarks = Vec::new();
        if benchmark.is_none() {
            let reasons: Vec<&str> = inventory
                .exclusion(kind, id)
                .iter()
                .map(|code| {
                    inventory
                        .exclusion_reasons
                        .get(code)
                        .unwrap_or(code)
                        .as_str()
                })
                .collect();
            remarks.push(if reasons.is_empty() {
                "no benchmark".into()
            } else {
                format!("no benchmark: {}", reasons.join("; "))
            });
        }
        if let Row::Quality(row) = row {
            if row.suppressed.contains(&kind) {
                remarks.push(
                    "CMS suppressed it this year: it is left out of the points earned and the points possible".into(),
                );
            }
            if row.truncated.contains(&kind) {
                remarks.push("only the first nine months of the year count".into());
            }
            if row.cap_removed.contains(&kind) {
                remarks.push("no cap, although topped out".into());
            }
        }
        Offer {
            collection_type: kind,
            scale: benchmark.map(|row| Scale::of(rules, row, kind, is_cost, best)),
            remarks,
            target: None,
        }
    };
    kinds.into_iter().map(offer).collect()
}
