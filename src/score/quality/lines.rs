//! The figures of the quality category, on the worksheet.

use rust_decimal::Decimal;

use super::{choice::Choice, measure::Measure, rate::Origin, total::QualityTotal, year::Year};
use crate::{
    rules::{benchmarks::Place, collection_type::CollectionType},
    score::{
        reason::MeasureReason,
        worksheet::{LineName, Worksheet},
    },
};

/// Records every figure of the category, measure by measure, then its sums.
pub fn write(
    year: &Year<'_>,
    measures: &[Measure<'_>],
    choice: &Choice,
    total: &QualityTotal,
    sheet: &mut Worksheet,
) {
    for measure in measures.iter().filter(|measure| measure.entry.is_some()) {
        write_measure(year, measure, sheet);
    }
    sheet.about(None);
    sheet.line(
        LineName::QualityAchievementPoints,
        total.achievement.decimal(),
    );
    let places = Decimal::from(choice.counted.len() + choice.empty);
    sheet.line(LineName::QualityMeasuresCounted, places);
    if !choice.points_off.is_zero() {
        sheet.line(LineName::QualityPointsOff, choice.points_off);
    }
    sheet.line(LineName::QualityAvailablePoints, total.available);
    for (limited, raw, line) in [
        (
            total.high_priority,
            LineName::HighPriorityPoints,
            LineName::HighPriorityBonus,
        ),
        (
            total.end_to_end,
            LineName::EndToEndPoints,
            LineName::EndToEndBonus,
        ),
        (
            total.complex_organization,
            LineName::ComplexOrganizationPoints,
            LineName::ComplexOrganizationAdjustment,
        ),
    ] {
        if let Some(limited) = limited {
            sheet.line(raw, limited.earned);
            sheet.line(line, limited.points());
        }
    }
    if let Some(small) = total.small_practice {
        sheet.line(LineName::QualitySmallPracticePoints, small);
    }
    let Some(achievement) = total.achievement_percent() else {
        return;
    };
    sheet.line(LineName::QualityAchievementPercent, achievement.decimal());
    if let Some(improved) = total.improvement {
        sheet.line(LineName::QualityPriorPercent, improved.prior);
        let branch = if choice.participates_fully(measures) {
            "improved"
        } else {
            "not_due"
        };
        sheet.branch(
            LineName::QualityImprovement,
            branch,
            improved.percent.decimal(),
        );
    }
    sheet.line(LineName::QualityScore, total.percent.decimal());
}

fn write_measure(year: &Year<'_>, measure: &Measure<'_>, sheet: &mut Worksheet) {
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
        // A given rate is not rounded, so the rounding's source does not govern it.
        let is_given = rate.origin == Origin::Given;
        let table = is_given.then(|| "quality".into());
        let exact = if is_given {
            rate.value
        } else {
            rate.exact.decimal()
        };
        sheet.put(
            LineName::PerformanceRate,
            Some(branch),
            table,
            rate.value,
            exact,
        );
    }
    write_patients(measure, sheet);
    let Some(points) = measure.points() else {
        return;
    };
    let Some(placed) = measure.placed else {
        if measure.reasons.contains(&MeasureReason::NewMeasureFloor) {
            sheet.line(LineName::NewMeasureFloor, points);
        }
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

fn write_patients(measure: &Measure<'_>, sheet: &mut Worksheet) {
    let patients = &measure.patients;
    if let Some(counts) = patients.counts
        && let Some(eligible) = counts.eligible_population
    {
        sheet.line(LineName::PatientsReported, counts.reported());
        sheet.line(LineName::EligiblePopulation, eligible);
    }
    if let Some(cases) = patients.cases {
        sheet.line(LineName::Cases, cases);
    }
    if let Some(completeness) = patients.completeness {
        let is_computed = measure
            .entry
            .is_some_and(|entry| entry.data_completeness.is_none())
            && patients.counts.is_some_and(|counts| {
                counts
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
    } else if has(MeasureReason::ElectedNotScored)
        || has(MeasureReason::NotReported)
        || has(MeasureReason::RateOfZeroWithoutPoints)
    {
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
