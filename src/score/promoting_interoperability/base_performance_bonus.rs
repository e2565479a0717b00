//! Base, performance and bonus scores: 42 CFR 414.1380(b)(4)(i).

use rust_decimal::Decimal;

use super::{
    cehrt_id::is_of_edition,
    note::{InteroperabilityNote, Missing},
    scored_measures::{Answers, ScoredMeasures},
};
use crate::{
    decimal::{HUNDRED, round_up, to_places},
    practice::Answer,
    rules::promoting_interoperability::{BasePerformanceBonus, RateBetweenDeciles},
    score::{reason::MeasureReason, worksheet::LineName},
};

/// Where the method stands in the rules.
macro_rules! table {
    () => {
        "promoting_interoperability.method.base_performance_bonus"
    };
}

/// What the category earns before its cap, with notes.
pub(super) fn earn(
    method: &BasePerformanceBonus,
    answers: Answers<'_>,
    scored: &mut ScoredMeasures<'_>,
) -> (Decimal, Vec<InteroperabilityNote>) {
    base(method, answers, scored);
    let measures = performance(method, answers, scored);
    let registry = answers.first(&method.registry.measures);
    let registry_points = registry.map_or(Decimal::ZERO, |id| {
        let formula = ("registry", concat!(table!(), ".registry"));
        scored.earned(id, formula, method.registry.points, &[])
    });
    if let Some(measure) = scored.measures.last_mut().filter(|_| registry.is_some()) {
        measure.available = method.registry.points;
    }
    let total = measures + registry_points;
    scored.sheet.line(LineName::PiBaseScore, method.base_points);
    scored.sheet.line(LineName::PiMeasureTotal, total);
    let performance = scored.sheet.line(
        LineName::PiPerformanceScore,
        total.min(method.performance.maximum),
    );

    let mut bonus = Decimal::ZERO;
    let apart = registry.map_or_else(Vec::new, |id| same_in_both_sets(method, id));
    for rules in method.bonuses.values() {
        bonus += scored.bonus(rules, table!(), answers, &apart);
    }
    let mut notes = Vec::new();
    if let Some(technology) = &method.technology_bonus {
        let transition = method.transition.keys();
        let excused = method.exclusions.keys().filter(|id| {
            let of = &method.exclusions[*id];
            method.transition.contains_key(of)
        });
        let only_main = answers.first(transition.chain(excused)).is_none();
        match &answers.0.cehrt_id {
            Some(id) if only_main && is_of_edition(id, &technology.editions) => {
                bonus += technology.points;
            }
            None if only_main => notes.push(InteroperabilityNote::TechnologyBonusOpen),
            _ => {}
        }
    }
    let bonus = scored.sheet.line(LineName::PiBonus, bonus);
    (method.base_points + performance + bonus, notes)
}

/// A measure, and those that are the same registry in the other set.
fn same_in_both_sets<'m>(method: &'m BasePerformanceBonus, id: &'m String) -> Vec<&'m String> {
    let stood_in_for = method.transition.get(id).into_iter().flatten();
    let standing_in = method
        .transition
        .iter()
        .filter(|(_, main)| main.contains(id))
        .map(|(transition, _)| transition);
    std::iter::once(id)
        .chain(stood_in_for)
        .chain(standing_in)
        .collect()
}

/// Each base measure must be reported, excluded or stood in for.
fn base(method: &BasePerformanceBonus, answers: Answers<'_>, scored: &mut ScoredMeasures<'_>) {
    for id in &method.base {
        let alternatives: Vec<&String> = std::iter::once(id)
            .chain(
                method
                    .transition
                    .iter()
                    .filter(|(_, main)| main.contains(id))
                    .map(|(transition, _)| transition),
            )
            .collect();
        let is_excluded = method
            .exclusions
            .iter()
            .any(|(exclusion, of)| alternatives.contains(&of) && answers.has(exclusion));
        let has_points = |id: &str| method.performance.points.contains_key(id);
        if let Some(reported) = answers.first(alternatives.iter().copied()) {
            if !has_points(reported)
                && scored
                    .measures
                    .iter()
                    .all(|measure| measure.id != *reported)
            {
                scored.unscored(reported, MeasureReason::BaseMeasure);
            }
        } else if is_excluded {
            scored.unscored(id, MeasureReason::BaseExcluded);
        } else {
            let answered = alternatives
                .iter()
                .copied()
                .find(|id| answers.answer(id).is_some())
                .unwrap_or(id);
            if let Some(missing) = answers.missing(answered) {
                if !has_points(answered) || answers.answer(answered).is_none() {
                    scored.unscored(answered, missing.reason());
                }
                scored.fall_short(missing.of(answered));
            }
        }
    }
}

/// The performance points of all measures; of a measure and its stand-in the better counts.
fn performance(
    method: &BasePerformanceBonus,
    answers: Answers<'_>,
    scored: &mut ScoredMeasures<'_>,
) -> Decimal {
    let mut total = Decimal::ZERO;
    for (id, most) in &method.performance.points {
        let Some(decile) = answered_decile(method, answers, id) else {
            continue;
        };
        let points = decile * most / Decimal::TEN;
        let counts = !is_outdone(method, answers, id);
        let missing = answers.missing(id);
        let measure = scored.measure(id, answers.answer(id));
        measure.available = *most;
        measure.points = Some(points);
        measure.decile = u8::try_from(decile).ok().filter(|decile| *decile > 0);
        measure.counted = counts;
        if method.base.contains(id) {
            measure
                .reasons
                .push(missing.map_or(MeasureReason::BaseMeasure, Missing::reason));
        }
        if counts {
            total += points;
        } else {
            measure.reasons.push(MeasureReason::OtherMeasureSet);
        }
        scored.sheet.line(LineName::PiAvailable, *most);
        scored.sheet.line(LineName::PiDecile, decile);
        let table = Some(concat!(table!(), ".performance").into());
        scored.sheet.put(
            LineName::PiMeasurePoints,
            Some("decile"),
            table,
            points,
            points,
        );
        scored.sheet.about(None);
    }
    total
}

/// Whether a measure gives way to the measures of the other set that it stands in for, or they for it.
fn is_outdone(method: &BasePerformanceBonus, answers: Answers<'_>, id: &str) -> bool {
    let points = performance_points(method, answers, id);
    let of_main = |main: &[String]| -> Decimal {
        main.iter()
            .map(|id| performance_points(method, answers, id))
            .sum()
    };
    let by_main = method
        .transition
        .get(id)
        .is_some_and(|main| main.iter().any(|id| answers.has(id)) && points <= of_main(main));
    by_main
        || method.transition.iter().any(|(transition, main)| {
            main.iter().any(|main| main == id)
                && answers.has(transition)
                && performance_points(method, answers, transition) > of_main(main)
        })
}

/// What a measure's rate earns; nothing without a rate.
fn performance_points(method: &BasePerformanceBonus, answers: Answers<'_>, id: &str) -> Decimal {
    answered_decile(method, answers, id)
        .zip(method.performance.points.get(id))
        .map_or(Decimal::ZERO, |(decile, most)| decile * most / Decimal::TEN)
}

/// The decile of the rate that was reported for a measure, if there is one.
fn answered_decile(
    method: &BasePerformanceBonus,
    answers: Answers<'_>,
    id: &str,
) -> Option<Decimal> {
    match answers.answer(id) {
        Some(Answer::Proportion {
            numerator,
            denominator,
        }) => Some(decile(method.performance.rate, numerator, denominator)),
        _ => None,
    }
}

/// The decile that a rate has begun.
fn decile(rate: RateBetweenDeciles, numerator: Decimal, denominator: Decimal) -> Decimal {
    let tenths = match rate {
        RateBetweenDeciles::BegunDecile => (numerator * Decimal::TEN).checked_div(denominator),
        RateBetweenDeciles::NearestPercent => (numerator * HUNDRED)
            .checked_div(denominator)
            .filter(|percent| !percent.is_zero())
            .map(|percent| to_places(percent, 0).max(Decimal::ONE) / Decimal::TEN),
    };
    round_up(tenths.unwrap_or_default(), 0)
}
