//! The quality category from its own data: 42 CFR 414.1380(b)(1).

mod best;
mod choice;
mod eligible;
mod fixed;
mod lines;
mod measure;
pub mod notes;
mod patients;
mod rate;
mod result;
mod selection;
mod survey;
mod total;
mod year;

pub use notes::QualityNote;

use self::{
    choice::Choice,
    measure::{Measure, MeasureResult},
    total::QualityTotal,
    year::Year,
};
use super::computation::Computation;
use crate::{
    category::Category,
    practice::{Practice, Record, states::Computed},
    rules::{
        book::YearRules, collection_type::CollectionType, quality::PathwayMethod,
        terms::Participation,
    },
    score::{reason::MeasureReason, worksheet::Worksheet},
};

/// Computes the category from [`Practice::data`].
///
/// `records` are those of the measures, where they were looked up before.
pub(super) fn compute(
    rules: &YearRules,
    practice: &Practice,
    records: Option<&[Record]>,
    sheet: &mut Worksheet,
) -> Computation {
    let (Some(inventory), Some(pathway)) = (
        rules.inventory(),
        rules.quality.pathways.get(&practice.pathway),
    ) else {
        return Computation::nothing(practice, Category::Quality);
    };
    let year = Year {
        number: rules.performance_year,
        rules: &rules.quality,
        pathway,
        inventory,
        benchmarks: rules.benchmarks(),
        practice,
    };
    let mut measures = scored(&year, records);
    let choices = choices(&year, &mut measures);
    let totals: Vec<QualityTotal> = choices
        .iter()
        .map(|choice| total::total(&year, &measures, choice))
        .collect();
    // Of equally good ones the first; one without available points is worse than any other.
    let best = (0..totals.len()).reduce(|best, other| {
        let rank = |index: usize| (!totals[index].available.is_zero(), totals[index].percent);
        if rank(other) > rank(best) {
            other
        } else {
            best
        }
    });
    let Some(best) = best else {
        return Computation::nothing(practice, Category::Quality);
    };
    let (choice, total) = (&choices[best], &totals[best]);
    if !sheet.is_blank() {
        explain(&year, &mut measures, &choices, best);
        lines::write(&year, &measures, choice, total, sheet);
    }
    let is_reported = |measure: &Measure<'_>| measure.is_reported();
    let submits = measures
        .iter()
        .any(|measure| is_reported(measure) && !measure.is_in(&[CollectionType::AdminClaims]));
    let (scores, notes) = if sheet.is_blank() {
        (Vec::new(), Vec::new())
    } else {
        let scores = result::scores(&year, &measures, choice);
        (
            scores,
            result::notes(&year, &measures, &choices, choice, total),
        )
    };
    Computation {
        submits,
        computed: if !practice.data.quality.is_empty() && !measures.iter().any(is_reported) {
            Computed::NotSubmitted
        } else if total.available.is_zero() {
            Computed::NotScored
        } else {
            Computed::Percent(total.percent)
        },
        is_on_sheet: !total.available.is_zero(),
        measures: scores,
        notes,
    }
}

/// What each reported measure earns, and the survey as a whole.
fn scored<'a>(year: &Year<'a>, records: Option<&'a [Record]>) -> Vec<Measure<'a>> {
    let mut measures = Vec::with_capacity(year.practice.data.quality.len() + 1);
    for (n, entry) in year.practice.data.quality.iter().enumerate() {
        let Some(collection_type) = entry.collection_type else {
            continue;
        };
        let known = records.and_then(|records| records.get(n));
        let found = match known {
            Some(record) => Some((&record.row, record.benchmark.as_ref())),
            None => year.record(collection_type, &entry.id),
        };
        let Some((row, benchmark)) = found else {
            continue;
        };
        let is_part_of_survey =
            collection_type == CollectionType::Cahps && !year.rules.cahps.is_whole(&entry.id);
        let unscored_leaves = is_part_of_survey || year.unscored_leaves(collection_type);
        let mut measure = measure::score(
            year,
            entry,
            collection_type,
            (row, benchmark),
            unscored_leaves,
        );
        if is_too_small(year, &measure) {
            measure.result = MeasureResult::Excluded;
            measure.reasons = vec![MeasureReason::TooFewClinicians, MeasureReason::NotScored];
        }
        measures.push(measure);
    }
    let fixed = matches!(year.pathway.method, PathwayMethod::FixedSet(_));
    if let Some(whole) = survey::whole(year, &mut measures, fixed) {
        measures.push(whole);
    }
    measures
}

/// Whether CMS does not compute a measure for a practice of this size. A subgroup has the result of its group.
fn is_too_small(year: &Year<'_>, measure: &Measure<'_>) -> bool {
    let Some(least) = measure.row.minimum_clinicians else {
        return false;
    };
    let kind = year.practice.participation;
    let is_given = measure.entry.is_some_and(|entry| entry.points.is_some());
    if is_given || kind == Participation::Subgroup {
        return false;
    }
    let too_few = match year.practice.clinicians {
        Some(clinicians) => clinicians < least,
        None => year.practice.small_practice,
    };
    too_few
        || year
            .rules
            .administrative_claims
            .below_minimum_clinicians
            .contains(&kind)
}

/// Every way in which the pathway's requirement can be filled.
fn choices<'a>(year: &Year<'a>, measures: &mut Vec<Measure<'a>>) -> Vec<Choice> {
    match &year.pathway.method {
        PathwayMethod::BestSubmitted { required } => best::of_all(year, measures, *required),
        PathwayMethod::BestOfMvp {
            required,
            small_practice_claims,
        } => {
            let id = year.practice.mvp.as_deref().unwrap_or_default();
            year.inventory
                .mvps
                .get(id)
                .map(|mvp| best::of_mvp(year, measures, mvp, *required, *small_practice_claims))
                .into_iter()
                .collect()
        }
        PathwayMethod::FixedSet(set) => fixed::app(year, measures, set),
    }
}

/// Says of each measure why it does or does not count.
fn explain(year: &Year<'_>, measures: &mut [Measure<'_>], choices: &[Choice], best: usize) {
    let choice = &choices[best];
    for (index, measure) in measures.iter_mut().enumerate() {
        if choice.required == Some(index) && choice.counted.contains(&index) {
            measure
                .reasons
                .push(if measure.row.measure_type.is_outcome() {
                    MeasureReason::OutcomeMeasure
                } else {
                    MeasureReason::HighPriorityMeasure
                });
        }
        let in_pool = choice.pool.contains(&index);
        if in_pool && !choice.counted.contains(&index) && measure.points().is_some() {
            measure.reasons.push(MeasureReason::NotAmongBest);
        }
        if !in_pool && choices.iter().any(|other| other.pool.contains(&index)) {
            measure.reasons.push(MeasureReason::OtherSet);
        }
        if in_pool {
            result::bonus_reasons(year, measure, choice.required == Some(index));
        }
        if choice.submitted.contains(&index) {
            result::complex_organization_reason(year, measure);
        }
    }
}
