//! The promoting interoperability category from its own data: 42 CFR 414.1375 and 414.1380(b)(4).
//!
//! It is all or nothing: what is required and missing makes the category 0, and each reason is kept.

mod base_performance_bonus;
mod cehrt_id;
mod measure_points;
pub mod note;
mod public_health;
mod scheme;
mod scored_measures;
mod terms;

use rust_decimal::Decimal;

use note::Missing;
pub use note::{InteroperabilityNote, Shortfall};
use scored_measures::{Answers, ScoredMeasures};
pub(crate) use terms::Terms;

use super::computation::Computation;
use crate::{
    decimal::Exact,
    practice::{Practice, states::Computed},
    rules::{
        book::YearRules,
        promoting_interoperability::{InteroperabilityMethod, PromotingInteroperability},
    },
    score::{
        reason::MeasureReason,
        scorecard::Note,
        worksheet::{LineName, Worksheet},
    },
};

/// The category's percent, where what its points are made of was found before.
pub(super) fn percent(rules: &YearRules, practice: &Practice, terms: &Terms) -> Option<Exact> {
    let year = &rules.promoting_interoperability;
    let InteroperabilityMethod::MeasurePoints(method) = &year.method else {
        return None;
    };
    if terms.is_zero {
        return Some(Exact::ZERO);
    }
    let earned = terms.total(method, &practice.data.promoting_interoperability);
    Some(earned.min(year.maximum.into()))
}

/// Computes the category from [`Practice::data`].
pub(super) fn compute(
    rules: &YearRules,
    practice: &Practice,
    sheet: &mut Worksheet,
) -> Computation {
    compute_with_terms(rules, practice, sheet).0
}

/// What the category's points are made of, whatever its proportions are; none where that is not all that changes them.
pub(super) fn terms(rules: &YearRules, practice: &Practice) -> Option<Terms> {
    let method = &rules.promoting_interoperability.method;
    matches!(method, InteroperabilityMethod::MeasurePoints(_))
        .then(|| compute_with_terms(rules, practice, &mut Worksheet::blank()).1)
}

fn compute_with_terms(
    rules: &YearRules,
    practice: &Practice,
    sheet: &mut Worksheet,
) -> (Computation, Terms) {
    let year = &rules.promoting_interoperability;
    let answers = Answers(&practice.data.promoting_interoperability);
    let mut scored = ScoredMeasures::new(rules.inventory(), sheet);
    preconditions(year, answers, &mut scored);
    let (earned, mut notes) = match &year.method {
        InteroperabilityMethod::BasePerformanceBonus(method) => {
            let (points, notes) = base_performance_bonus::earn(method, answers, &mut scored);
            (points.into(), notes)
        }
        InteroperabilityMethod::MeasurePoints(method) => (
            measure_points::earn(method, answers, &mut scored),
            Vec::new(),
        ),
    };
    let ScoredMeasures {
        mut measures,
        shortfalls,
        sheet,
        mut terms,
        ..
    } = scored;
    terms.is_zero = !shortfalls.is_empty();
    let score = if shortfalls.is_empty() {
        let branch = match year.method {
            InteroperabilityMethod::BasePerformanceBonus(_) => "base_performance_bonus",
            InteroperabilityMethod::MeasurePoints(_) => "measure_points",
        };
        let score = earned.min(year.maximum.into());
        sheet.fraction(LineName::PiScore, Some(branch), score)
    } else {
        for measure in measures.iter_mut().filter(|measure| measure.counted) {
            measure.counted = false;
            measure.reasons.push(MeasureReason::CategoryZero);
        }
        notes = shortfalls
            .into_iter()
            .map(InteroperabilityNote::Zero)
            .collect();
        sheet.branch(LineName::PiScore, "zero", Decimal::ZERO);
        Exact::ZERO
    };
    let computation = Computation {
        computed: Computed::Percent(score),
        submits: true,
        is_on_sheet: true,
        measures,
        notes: notes
            .into_iter()
            .map(Note::PromotingInteroperability)
            .collect(),
    };
    (computation, terms)
}

/// What must hold before any measure earns a point. What the file does not mention is taken to hold.
fn preconditions(
    year: &PromotingInteroperability,
    answers: Answers<'_>,
    scored: &mut ScoredMeasures<'_>,
) {
    let minimum = year.period.minimum_days;
    if let Some(days) = answers.0.days.filter(|days| *days < minimum) {
        scored.fall_short(Shortfall::ShortPeriod { days, minimum });
    }
    if let (Some(technology), Some(id)) = (&year.certified_technology, &answers.0.cehrt_id)
        && !cehrt_id::is_of_edition(id, &technology.editions)
    {
        scored.fall_short(Shortfall::Technology(id.clone()));
    }
    let attestations = &year.attestations;
    for id in &attestations.yes {
        let missing = answers.missing(id);
        scored.unscored(
            id,
            missing.map_or(MeasureReason::Attestation, Missing::reason),
        );
        if let Some(kind) = missing {
            scored.fall_short(kind.of(id));
        }
    }
    for id in &attestations.yes_or_no {
        let answered = answers.answer(id).is_some();
        let reason = if answered {
            MeasureReason::Attestation
        } else {
            MeasureReason::RequiredNotReported
        };
        scored.unscored(id, reason);
        if !answered {
            scored.fall_short(Shortfall::NotReported(id.clone()));
        }
    }
    for id in &attestations.optional {
        if answers.answer(id).is_some() {
            scored.unscored(id, MeasureReason::OptionalAttestation);
        }
    }
}
