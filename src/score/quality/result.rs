//! The results of the quality category, as the scorecard shows them.

use rust_decimal::Decimal;

use super::{
    best,
    choice::Choice,
    eligible::Applicability,
    measure::{Measure, MeasureResult},
    notes::QualityNote,
    survey,
    total::{self, QualityTotal},
    year::Year,
};
use crate::{
    rules::{
        collection_type::CollectionType::{AdminClaims, Cahps},
        quality::PathwayMethod,
    },
    score::{
        reason::MeasureReason,
        scorecard::{MeasureScore, Note},
    },
};

/// Adds to the reasons of a measure which bonuses it earns.
pub fn bonus_reasons(year: &Year<'_>, measure: &mut Measure<'_>, is_required: bool) {
    let rules = year.rules;
    let pathway = &year.practice.pathway;
    let on_pathway = |pathways: Option<&Vec<_>>| {
        pathways.is_some_and(|pathways: &Vec<_>| pathways.contains(pathway))
    };
    if !is_required
        && on_pathway(
            rules
                .high_priority_bonus
                .as_ref()
                .map(|bonus| &bonus.pathways),
        )
        && !total::high_priority_points(year, measure).is_zero()
    {
        measure.reasons.push(MeasureReason::HighPriorityBonus);
    }
    if on_pathway(rules.end_to_end_bonus.as_ref().map(|bonus| &bonus.pathways))
        && !total::end_to_end_points(year, measure).is_zero()
    {
        measure.reasons.push(MeasureReason::EndToEndBonus);
    }
}

/// Adds to the reasons of a measure that the complex organization adjustment looks at it.
pub fn complex_organization_reason(year: &Year<'_>, measure: &mut Measure<'_>) {
    let is_complex = year
        .rules
        .complex_organization
        .as_ref()
        .is_some_and(|rules| rules.participation.contains(&year.practice.participation));
    if is_complex && !total::complex_organization_points(year, measure).is_zero() {
        measure.reasons.push(MeasureReason::ComplexOrganization);
    }
}

/// The result of each measure.
pub fn scores(year: &Year<'_>, measures: &[Measure<'_>], choice: &Choice) -> Vec<MeasureScore> {
    measures
        .iter()
        .enumerate()
        .filter(|(index, measure)| measure.entry.is_some() || choice.counted.contains(index))
        .map(|(index, measure)| MeasureScore {
            id: measure.id.to_owned(),
            collection_type: measure.collection_type,
            title: measure.row.title.clone(),
            performance_rate: measure.rate.map(|rate| rate.value),
            decile: measure.placed.and_then(|placed| placed.decile),
            points: measure.points(),
            available: match measure.result {
                MeasureResult::Points(_) => year.rules.achievement.maximum,
                _ => Decimal::ZERO,
            },
            counted: choice.counted.contains(&index),
            reasons: measure.reasons.clone(),
        })
        .collect()
}

/// What a reader must know.
pub fn notes(
    year: &Year<'_>,
    measures: &[Measure<'_>],
    choices: &[Choice],
    choice: &Choice,
    total: &QualityTotal,
) -> Vec<Note> {
    let has = |reason| {
        measures
            .iter()
            .any(|measure| measure.reasons.contains(&reason))
    };
    let has_prior = year.rules.improvement.is_some()
        && year
            .practice
            .prior_year
            .quality_achievement_percent
            .is_some();
    let has_remaining =
        |measure: &Measure<'_>| measure.entry.is_some_and(|entry| entry.remaining.is_some());
    let candidates = [
        measures_missing(measures, choice),
        choice.lacks_required.then_some(QualityNote::OutcomeMissing),
        choice
            .applicability
            .as_ref()
            .map(|found| applicability_note(year, measures, choice, found)),
        rates_of_zero(measures),
        (choices.len() > 1).then_some(QualityNote::LowerSet),
        lacks_survey(measures, choice).then_some(QualityNote::SurveyMissing),
        survey_fell_short(year, choice).then_some(QualityNote::SurveyShortfall),
        has(MeasureReason::OutsideMvp).then_some(QualityNote::OutsideMvp),
        measures
            .iter()
            .any(is_complete_by_assumption)
            .then_some(QualityNote::CompletenessAssumed),
        has(MeasureReason::PlaceholderBenchmark).then_some(QualityNote::Placeholders),
        (has_prior && !choice.participates_fully(measures)).then_some(QualityNote::NoImprovement),
        total
            .available
            .is_zero()
            .then_some(QualityNote::NothingScored),
        measures
            .iter()
            .any(has_remaining)
            .then_some(QualityNote::RemainingIgnored),
    ];
    candidates
        .into_iter()
        .flatten()
        .map(Note::Quality)
        .collect()
}

/// How many of the required measures are missing, apart from those that another note names.
fn measures_missing(measures: &[Measure<'_>], choice: &Choice) -> Option<QualityNote> {
    let not_reported = choice
        .counted
        .iter()
        .filter(|index| {
            measures[**index]
                .reasons
                .contains(&MeasureReason::NotReported)
        })
        .count();
    let said_apart = usize::from(choice.lacks_required && choice.empty > 0).max(choice.excused);
    let missing = choice.empty + not_reported - said_apart;
    let required = choice.counted.len() + choice.empty - choice.added.len() - choice.excused;
    (missing > 0).then_some(QualityNote::MeasuresMissing { missing, required })
}

/// Whether the survey counts and was not reported.
fn lacks_survey(measures: &[Measure<'_>], choice: &Choice) -> bool {
    choice.counted.iter().any(|index| {
        measures[*index].is_in(&[Cahps])
            && measures[*index]
                .reasons
                .contains(&MeasureReason::NotReported)
    })
}

/// Whether too few patients for the survey changed what is required.
fn survey_fell_short(year: &Year<'_>, choice: &Choice) -> bool {
    survey::fell_short(year)
        && (!choice.points_off.is_zero()
            || matches!(year.pathway.method, PathwayMethod::FixedSet(_)))
}

/// Whether the measure is taken as reported on enough patients because the file does not say on how many.
fn is_complete_by_assumption(measure: &Measure<'_>) -> bool {
    measure.is_reported()
        && measure.patients.completeness.is_none()
        && !measure.is_in(&[Cahps, AdminClaims])
        && !measure.reasons.contains(&MeasureReason::PointsGiven)
}

/// Says why fewer measures are enough, or what is missing for that and what it would make of the category.
fn applicability_note(
    year: &Year<'_>,
    measures: &[Measure<'_>],
    choice: &Choice,
    found: &Applicability,
) -> QualityNote {
    match found {
        Applicability::Fewer(fewer) => QualityNote::FewerEligible(fewer.clone()),
        Applicability::Short(short) => {
            let mut measures = measures.to_vec();
            let other = best::with_fewer(year, &mut measures, choice, short.enough);
            let percent = total::total(year, &measures, &other).percent;
            QualityNote::ShortOfEligible(short.clone(), percent.decimal())
        }
    }
}

/// Names the measures that CMS's engine gives no points.
fn rates_of_zero(measures: &[Measure<'_>]) -> Option<QualityNote> {
    let ids: Vec<String> = measures
        .iter()
        .filter(|measure| measure.reasons.contains(&MeasureReason::RateOfZero))
        .map(|measure| measure.id.to_owned())
        .collect();
    (!ids.is_empty()).then_some(QualityNote::RateOfZero(ids))
}
