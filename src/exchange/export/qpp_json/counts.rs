//! The counts that a submission states, worked out of what the practice file has.

use rust_decimal::Decimal;

use crate::{
    decimal::{HUNDRED, to_places},
    exchange::notes::LeftOuts,
    practice::QualityMeasure,
    report::tree::Tree,
    rules::collection_type::CollectionType,
};

/// The counts of one rate.
pub(super) struct Counts {
    pub(super) numerator: Decimal,
    pub(super) denominator: Decimal,
    pub(super) eligible: Decimal,
    pub(super) exclusions: Decimal,
    pub(super) exceptions: Decimal,
}

impl Counts {
    pub(super) fn members(&self) -> Vec<(&'static str, Tree)> {
        let mut members = vec![
            ("performanceMet", number(self.numerator)),
            (
                "performanceNotMet",
                number(self.denominator - self.numerator),
            ),
            ("eligiblePopulation", number(self.eligible)),
        ];
        for (key, count) in [
            ("eligiblePopulationExclusion", self.exclusions),
            ("eligiblePopulationException", self.exceptions),
        ] {
            if !count.is_zero() {
                members.push((key, number(count)));
            }
        }
        members
    }
}

pub(super) fn counts_of(measure: &QualityMeasure) -> Option<Counts> {
    let (numerator, denominator) = (measure.numerator?, measure.denominator?);
    let exclusions = measure.exclusions.unwrap_or_default();
    let exceptions = measure.exceptions.unwrap_or_default();
    let reported = denominator + exclusions + exceptions;
    // A data completeness that is given stands for an eligible population that is not.
    let by_completeness = || {
        let percent = measure
            .data_completeness
            .filter(|percent| !percent.is_zero())?;
        Some(to_places(reported * HUNDRED / percent, 0))
    };
    let eligible = measure
        .eligible_population
        .or_else(by_completeness)
        .unwrap_or(reported);
    Some(Counts {
        numerator,
        denominator,
        eligible,
        exclusions,
        exceptions,
    })
}

/// A registry's rate: the counts behind it, as far as its cases and its completeness tell them.
pub(super) fn worked_out(
    measure: &QualityMeasure,
    left_out: &mut LeftOuts,
) -> Option<Vec<(&'static str, Tree)>> {
    let (Some(rate), Some(cases)) = (measure.rate, measure.cases.or(measure.eligible_population))
    else {
        left_out.add(path_of(measure), "points are not counts");
        return None;
    };
    let exclusions = measure.exclusions.unwrap_or_default();
    let exceptions = measure.exceptions.unwrap_or_default();
    let eligible = measure.eligible_population.unwrap_or(cases + exclusions);
    let percent = measure.data_completeness.unwrap_or(HUNDRED);
    let reported = to_places(eligible * percent / HUNDRED, 0);
    let denominator = (reported - exclusions - exceptions).max(Decimal::ZERO);
    let numerator = to_places(denominator * rate / HUNDRED, 0);
    let counts = Counts {
        numerator: numerator.clamp(Decimal::ZERO, denominator),
        denominator,
        eligible,
        exclusions,
        exceptions,
    };
    left_out.add(
        format!("{} counts", path_of(measure)),
        "they are worked out from the rate, the cases and the completeness",
    );
    Some(counts.members())
}

pub(super) fn path_of(measure: &QualityMeasure) -> String {
    let kind = measure.collection_type.map_or("", CollectionType::key);
    format!("quality.measures.{kind}.{}", measure.id)
}

pub(super) fn number(value: Decimal) -> Tree {
    value.normalize().into()
}
