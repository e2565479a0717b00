//! The figures and results of the quality category, as the scorecard shows them.

use rust_decimal::Decimal;

use super::{
    QualityNote, Year,
    choice::Choice,
    measure::{Measure, MeasureResult},
    rate::Origin,
    survey,
    tally::{self, Limited, Tally},
};
use crate::{
    reason::MeasureReason,
    rules::{
        benchmarks::Place,
        collection_type::CollectionType::{self, AdminClaims, Cahps},
        quality::PathwayMethod,
    },
    scorecard::{MeasureScore, Note},
    worksheet::{LineName, Worksheet},
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
        && !tally::high_priority_points(year, measure).is_zero()
    {
        measure.reasons.push(MeasureReason::HighPriorityBonus);
    }
    if on_pathway(rules.end_to_end_bonus.as_ref().map(|bonus| &bonus.pathways))
        && !tally::end_to_end_points(year, measure).is_zero()
    {
        measure.reasons.push(MeasureReason::EndToEndBonus);
    }
    let is_complex = rules
        .complex_organization
        .as_ref()
        .is_some_and(|rules| rules.participation.contains(&year.practice.participation));
    if is_complex && !tally::complex_organization_points(year, measure).is_zero() {
        measure.reasons.push(MeasureReason::ComplexOrganization);
    }
}

/// Records every figure of the category, measure by measure, then its sums.
pub fn record(
    year: &Year<'_>,
    measures: &[Measure<'_>],
    choice: &Choice,
    tally: &Tally,
    sheet: &mut Worksheet,
) {
    for measure in measures.iter().filter(|measure| measure.entry.is_some()) {
        record_measure(year, measure, sheet);
    }
    sheet.about(None);
    sheet.line(LineName::QualityAchievementPoints, tally.achievement);
    let places = Decimal::from(choice.counted.len() + choice.empty);
    sheet.line(LineName::QualityMeasuresCounted, places);
    sheet.line(LineName::QualityPointsOff, choice.points_off);
    sheet.line(LineName::QualityAvailablePoints, tally.available);
    for (limited, raw, line) in [
        (
            tally.high_priority,
            LineName::HighPriorityPoints,
            LineName::HighPriorityBonus,
        ),
        (
            tally.end_to_end,
            LineName::EndToEndPoints,
            LineName::EndToEndBonus,
        ),
        (
            tally.complex_organization,
            LineName::ComplexOrganizationPoints,
            LineName::ComplexOrganizationAdjustment,
        ),
    ] {
        sheet.line(raw, limited.map_or(Decimal::ZERO, |limited| limited.earned));
        let branch = if limited.is_some() { "earned" } else { "none" };
        sheet.branch(line, branch, limited.map_or(Decimal::ZERO, Limited::points));
    }
    let branch = if tally.small_practice.is_some() {
        "earned"
    } else {
        "none"
    };
    let small = tally.small_practice.unwrap_or_default();
    sheet.branch(LineName::QualitySmallPracticePoints, branch, small);
    let Some(achievement) = tally.achievement_percent() else {
        return;
    };
    sheet.line(LineName::QualityAchievementPercent, achievement);
    let improvement = match tally.improvement {
        Some(improved) => {
            sheet.line(LineName::QualityPriorPercent, improved.prior);
            let branch = if choice.participates_fully(measures) {
                "improved"
            } else {
                "none"
            };
            sheet.branch(LineName::QualityImprovement, branch, improved.percent)
        }
        None => sheet.branch(LineName::QualityImprovement, "none", Decimal::ZERO),
    };
    debug_assert!(improvement >= Decimal::ZERO);
    sheet.line(LineName::QualityScore, tally.percent);
}

fn record_measure(year: &Year<'_>, measure: &Measure<'_>, sheet: &mut Worksheet) {
    let kind = measure.collection_type.map_or("", CollectionType::key);
    sheet.about(Some(format!("{kind}.{}", measure.id).into()));
    if let Some(rate) = measure.rate {
        let branch = match rate.origin {
            Origin::Given => "given",
            Origin::Counts {
                numerator,
                denominator,
            } => {
                sheet.line(LineName::Numerator, numerator);
                sheet.line(LineName::Denominator, denominator);
                "counts"
            }
            Origin::Mean => "mean",
        };
        sheet.put(
            LineName::PerformanceRate,
            Some(branch),
            None,
            rate.value,
            rate.exact,
        );
    }
    record_extent(measure, sheet);
    let Some(points) = measure.points() else {
        return;
    };
    let Some(placed) = measure.placed else {
        sheet.branch(LineName::MeasurePoints, class(year, measure), points);
        return;
    };
    let branch = match placed.place {
        Place::Below => "below_scale",
        Place::Within { decile, from, to } => {
            sheet.line(LineName::Decile, Decimal::from(decile));
            sheet.line(LineName::DecileStart, from);
            sheet.line(LineName::NextDecileStart, to);
            "within"
        }
        Place::Top => {
            sheet.line(LineName::Decile, placed.decile.unwrap_or_default().into());
            "top"
        }
    };
    sheet.branch(LineName::BenchmarkPoints, branch, placed.points);
    let has = |reason| measure.reasons.contains(&reason);
    let branch = if has(MeasureReason::ToppedOutCap) {
        sheet.line(LineName::MeasureCap, points);
        "capped"
    } else if has(MeasureReason::NewMeasureFloor) {
        sheet.line(LineName::NewMeasureFloor, points);
        "new_measure"
    } else {
        "benchmark"
    };
    sheet.branch(LineName::MeasurePoints, branch, points);
}

fn record_extent(measure: &Measure<'_>, sheet: &mut Worksheet) {
    let extent = &measure.extent;
    if let Some(parts) = extent.parts {
        if let Some(eligible) = parts.eligible_population {
            sheet.line(LineName::PatientsReported, parts.reported());
            sheet.line(LineName::EligiblePopulation, eligible);
        }
    }
    if let Some(cases) = extent.cases {
        sheet.line(LineName::Cases, cases);
    }
    if let Some(completeness) = extent.completeness {
        let is_computed = measure
            .entry
            .is_some_and(|entry| entry.data_completeness.is_none())
            && extent.parts.is_some_and(|parts| {
                parts
                    .eligible_population
                    .is_some_and(|eligible| !eligible.is_zero())
            });
        let branch = if is_computed { "counts" } else { "given" };
        sheet.branch(LineName::DataCompleteness, branch, completeness);
    }
}

/// How the points of a measure came about that is not scored on a benchmark.
fn class(year: &Year<'_>, measure: &Measure<'_>) -> &'static str {
    let has = |reason| measure.reasons.contains(&reason);
    let is_small = year.practice.small_practice;
    if has(MeasureReason::PointsGiven) {
        "given"
    } else if has(MeasureReason::SurveyMean) {
        "mean"
    } else if has(MeasureReason::ElectedNotScored) || has(MeasureReason::NotReported) {
        "zero"
    } else if has(MeasureReason::NewMeasureFloor) {
        "new_without_benchmark"
    } else if has(MeasureReason::Incomplete) {
        match (measure.is_in(&[CollectionType::WebInterface]), is_small) {
            (true, _) => "incomplete_web_interface",
            (false, true) => "incomplete_small_practice",
            (false, false) => "incomplete",
        }
    } else if is_small {
        "without_benchmark_small_practice"
    } else {
        "without_benchmark"
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
    tally: &Tally,
) -> Vec<Note> {
    let has = |reason| {
        measures
            .iter()
            .any(|measure| measure.reasons.contains(&reason))
    };
    let counted_missing = choice
        .counted
        .iter()
        .filter(|index| {
            measures[**index]
                .reasons
                .contains(&MeasureReason::NotReported)
        })
        .count();
    let missing =
        choice.empty + counted_missing - usize::from(choice.lacks_required && choice.empty > 0);
    let required = choice.counted.len() + choice.empty - choice.added.len();
    let assumed = measures.iter().any(|measure| {
        measure.is_reported()
            && measure.extent.completeness.is_none()
            && !measure.is_in(&[Cahps, AdminClaims])
            && !measure.reasons.contains(&MeasureReason::PointsGiven)
    });
    let lacks_survey = choice.counted.iter().any(|index| {
        measures[*index].is_in(&[Cahps])
            && measures[*index]
                .reasons
                .contains(&MeasureReason::NotReported)
    });
    let fell_short = survey::fell_short(year)
        && (!choice.points_off.is_zero()
            || matches!(year.pathway.method, PathwayMethod::FixedSet(_)));
    let has_prior = year.rules.improvement.is_some()
        && year
            .practice
            .prior_year
            .quality_achievement_percent
            .is_some();
    let candidates = [
        (missing > 0).then_some(QualityNote::MeasuresMissing { missing, required }),
        choice.lacks_required.then_some(QualityNote::OutcomeMissing),
        choice.eligible.map(QualityNote::FewerEligible),
        (choices.len() > 1).then_some(QualityNote::LowerSet),
        lacks_survey.then_some(QualityNote::SurveyMissing),
        fell_short.then_some(QualityNote::SurveyShortfall),
        has(MeasureReason::OutsideMvp).then_some(QualityNote::OutsideMvp),
        assumed.then_some(QualityNote::CompletenessAssumed),
        has(MeasureReason::PlaceholderBenchmark).then_some(QualityNote::Placeholders),
        (has_prior && !choice.participates_fully(measures)).then_some(QualityNote::NoImprovement),
        tally
            .available
            .is_zero()
            .then_some(QualityNote::NothingScored),
    ];
    candidates
        .into_iter()
        .flatten()
        .map(Note::Quality)
        .collect()
}
