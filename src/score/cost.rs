//! The cost category from its own data: 42 CFR 414.1350 and 414.1380(b)(2).

pub mod note;

use rust_decimal::Decimal;

pub use note::CostNote;

use super::computation::{Computation, unscored};
use crate::{
    decimal::{Exact, HUNDRED, compare},
    practice::{CostMeasure, CostRecord, Practice, states::Computed},
    rules::{
        benchmarks::{Basis, Place, Shape},
        book::YearRules,
        collection_type::CollectionType,
        cost::Cost,
        measures::RegistrationType,
        terms::{Participation, Pathway},
    },
    score::{
        reason::MeasureReason,
        scorecard::{MeasureScore, Note},
        worksheet::{LineName, Worksheet},
    },
};

/// Computes the category from [`Practice::data`]. Without a scored measure there is no score, which is not 0.
///
/// `records` are those of the measures, where they were looked up before.
pub(super) fn compute(
    rules: &YearRules,
    practice: &Practice,
    records: Option<&[CostRecord]>,
    sheet: &mut Worksheet,
) -> Computation {
    let mut outside = Vec::new();
    let mut measures = Vec::with_capacity(practice.data.cost.len());
    let mut seen = Vec::new();
    let mut total = Exact::ZERO;
    for (n, entry) in practice.data.cost.iter().enumerate() {
        let measure = if is_outside_mvp(rules, practice, &entry.id) {
            outside.push(entry.id.clone());
            refused(rules, entry, MeasureReason::OutsideMvp, sheet)
        } else {
            sheet.about_id(&entry.id);
            let record = records.and_then(|records| records.get(n));
            let (measure, points) = score_measure(rules, practice, (entry, record), sheet);
            total = total + points;
            sheet.about(None);
            measure
        };
        for reason in &measure.reasons {
            let note = match reason {
                MeasureReason::PlaceholderBenchmark => CostNote::Placeholder,
                MeasureReason::QuantileBenchmark => CostNote::Quantiles,
                _ => continue,
            };
            if !seen.contains(&note) {
                seen.push(note);
            }
        }
        measures.push(measure);
    }
    let mut notes = seen;
    if !outside.is_empty() {
        notes.push(CostNote::OutsideMvp(outside));
    }
    let count = measures.iter().filter(|measure| measure.counted).count();
    let computed = if count == 0 {
        Computed::NotScored
    } else {
        let percent = percent(&rules.cost, practice, total, count, sheet, &mut notes);
        Computed::Percent(percent)
    };
    Computation {
        computed,
        submits: false,
        is_on_sheet: count > 0,
        measures,
        notes: notes.into_iter().map(Note::Cost).collect(),
    }
}

/// The category percent from the sum of the measures' points.
fn percent(
    year: &Cost,
    practice: &Practice,
    total: Exact,
    count: usize,
    sheet: &mut Worksheet,
    notes: &mut Vec<CostNote>,
) -> Exact {
    sheet.fraction(LineName::CostMeasureTotal, None, total);
    let count = sheet.line(LineName::CostMeasureCount, Decimal::from(count));
    let most = Exact::from(year.maximum_points) * count;
    let achievement = (total * HUNDRED).checked_div(most).unwrap_or_default();
    sheet.fraction(LineName::CostAchievement, None, achievement);
    let prior = practice.prior_year.cost_percent;
    let improvement = match (&year.improvement, prior.filter(|prior| !prior.is_zero())) {
        (Some(improvement), Some(prior)) => {
            sheet.line(LineName::PriorCostPercent, prior);
            let most = Exact::from(improvement.maximum);
            let ratio = ((achievement - prior) * most).checked_div(prior);
            let points = ratio.unwrap_or(most).max(Exact::ZERO).min(most);
            sheet.fraction(LineName::CostImprovement, Some("compared"), points)
        }
        (Some(improvement), None) => {
            notes.push(CostNote::ImprovementOpen(improvement.maximum));
            sheet.branch(LineName::CostImprovement, "none", Decimal::ZERO);
            Exact::ZERO
        }
        (None, _) => {
            sheet.branch(LineName::CostImprovement, "none", Decimal::ZERO);
            Exact::ZERO
        }
    };
    let score = (achievement + improvement).min(HUNDRED.into());
    sheet.fraction(LineName::CostScore, None, score)
}

fn is_outside_mvp(rules: &YearRules, practice: &Practice, id: &String) -> bool {
    let mvp = practice.mvp.as_ref();
    practice.pathway == Pathway::Mvp
        && rules
            .inventory()
            .and_then(|inventory| inventory.mvps.get(mvp?))
            .is_some_and(|mvp| !mvp.cost.contains(id))
}

/// A measure that earns nothing yet.
fn blank(rules: &YearRules, entry: &CostMeasure, sheet: &Worksheet) -> MeasureScore {
    MeasureScore {
        collection_type: Some(CollectionType::AdminClaims),
        performance_rate: entry.cost,
        ..unscored(rules.inventory(), &entry.id, sheet)
    }
}

/// A measure that is not scored.
fn refused(
    rules: &YearRules,
    entry: &CostMeasure,
    reason: MeasureReason,
    sheet: &Worksheet,
) -> MeasureScore {
    MeasureScore {
        reasons: vec![reason],
        ..blank(rules, entry, sheet)
    }
}

/// A measure with its points, to the last digit; one that is not scored adds nothing.
fn score_measure(
    rules: &YearRules,
    practice: &Practice,
    (entry, record): (&CostMeasure, Option<&CostRecord>),
    sheet: &mut Worksheet,
) -> (MeasureScore, Exact) {
    let year = &rules.cost;
    let refused = |reason, sheet: &Worksheet| (refused(rules, entry, reason, sheet), Exact::ZERO);
    let scored = |points: Exact, sheet: &Worksheet| MeasureScore {
        points: (!sheet.is_blank()).then(|| points.decimal()),
        available: year.maximum_points,
        counted: true,
        ..blank(rules, entry, sheet)
    };
    if let Some(points) = entry.points {
        sheet.branch(LineName::CostMeasurePoints, "given", points);
        let points = points.into();
        let measure = MeasureScore {
            reasons: vec![MeasureReason::PointsGiven],
            ..scored(points, sheet)
        };
        return (measure, points);
    }
    let (known, benchmark) = match record {
        Some(record) => (record.row.as_ref(), record.benchmark.as_ref()),
        None => rules.cost_measure(&entry.id),
    };
    let minimum = known.map(|measure| Decimal::from(measure.case_minimum));
    if known.is_some_and(|measure| !measure.open_to(registration(practice.participation))) {
        return refused(MeasureReason::NotForParticipation, sheet);
    }
    if entry
        .cases
        .zip(minimum)
        .is_some_and(|(cases, minimum)| compare(cases, minimum).is_lt())
    {
        return refused(MeasureReason::TooFewCases, sheet);
    }
    let (Some(benchmark), Some(cost)) = (benchmark, entry.cost) else {
        return refused(MeasureReason::NoBenchmark, sheet);
    };
    sheet.line(LineName::CostAmount, cost);
    let place = benchmark.place(cost);
    let points = points(year, place, cost, sheet);
    if sheet.is_blank() {
        return (scored(points, sheet), points);
    }
    let mut reasons = Vec::new();
    if place == Place::Below {
        reasons.push(MeasureReason::AboveScale);
    }
    if benchmark.basis == Basis::Placeholder {
        reasons.push(MeasureReason::PlaceholderBenchmark);
    }
    if benchmark.shape == Shape::Quantiles {
        reasons.push(MeasureReason::QuantileBenchmark);
    }
    let measure = MeasureScore {
        decile: place.decile(),
        reasons,
        ..scored(points, sheet)
    };
    (measure, points)
}

/// Points by decile, with partial points on the straight line to the next decile; not rounded.
fn points(year: &Cost, place: Place, cost: Decimal, sheet: &mut Worksheet) -> Exact {
    let (branch, points) = match place {
        Place::Below => ("least", year.minimum_points.into()),
        Place::Top => ("most", year.maximum_points.into()),
        Place::Within { decile, from, to } => {
            let decile = sheet.line(LineName::CostDecile, Decimal::from(decile));
            sheet.line(LineName::CostDecileStart, from);
            sheet.line(LineName::CostDecileEnd, to);
            let part = (Exact::from(from) - cost).checked_div(Exact::from(from) - to);
            ("within", part.unwrap_or_default() + decile)
        }
    };
    sheet.fraction(LineName::CostMeasurePoints, Some(branch), points)
}

/// As whom CMS's measures know this kind of participant.
fn registration(participation: Participation) -> RegistrationType {
    match participation {
        Participation::Individual => RegistrationType::Individual,
        Participation::Group | Participation::VirtualGroup => RegistrationType::Group,
        Participation::Subgroup => RegistrationType::Subgroup,
        Participation::ApmEntity => RegistrationType::ApmEntity,
    }
}
