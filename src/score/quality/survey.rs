//! The CAHPS for MIPS survey: one measure, from its survey measures.

use rust_decimal::Decimal;

use super::{
    measure::{Measure, MeasureResult},
    year::Year,
};
use crate::{decimal::Exact, rules::collection_type::CollectionType, score::reason::MeasureReason};

/// The survey as a whole, from the survey measures in `measures`, or as the practice file gives it.
///
/// Its points are the unrounded mean of those of its survey measures that have a benchmark.
pub fn whole<'a>(
    year: &Year<'a>,
    measures: &mut [Measure<'a>],
    unscored_leaves: bool,
) -> Option<Measure<'a>> {
    let rules = &year.rules.cahps;
    let survey = [CollectionType::Cahps];
    if measures
        .iter()
        .any(|measure| measure.is_in(&survey) && rules.is_whole(measure.id))
    {
        return None;
    }
    let counts: Vec<&mut Measure<'a>> = measures
        .iter_mut()
        .filter(|measure| measure.is_in(&survey))
        .collect();
    let first = counts.first()?;
    let (id, row) = year.inventory.quality.get_key_value(&rules.measure)?;
    let mut whole = Measure {
        entry: first.entry,
        is_complete: true,
        has_cases: true,
        reasons: Vec::new(),
        ..Measure::missing(id, row, Some(CollectionType::Cahps))
    };
    let mut sum = Exact::ZERO;
    let mut scored = 0_u32;
    for part in counts {
        part.reasons.push(MeasureReason::PartOfSurvey);
        if let Some(points) = part.points() {
            sum = sum + points;
            scored += 1;
        }
    }
    whole.result = if scored > 0 {
        whole.reasons.push(MeasureReason::SurveyMean);
        whole.mean = sum.checked_div(Decimal::from(scored));
        MeasureResult::Points(whole.mean.unwrap_or_default().decimal())
    } else {
        whole.reasons.push(MeasureReason::NoBenchmark);
        if unscored_leaves {
            whole.reasons.push(MeasureReason::NotScored);
            MeasureResult::Excluded
        } else {
            MeasureResult::Points(
                year.rules
                    .without_benchmark
                    .of(year.practice.small_practice),
            )
        }
    };
    Some(whole)
}

/// Whether the practice file says that the survey had too few patients to sample: cases, and nothing else.
pub fn fell_short(year: &Year<'_>) -> bool {
    year.practice.data.quality.iter().any(|entry| {
        entry.collection_type == Some(CollectionType::Cahps)
            && year.rules.cahps.is_whole(&entry.id)
            && entry.points.is_none()
            && entry.cases.is_some_and(|cases| cases.is_zero())
    })
}
