//! Points for the performance of each required measure: 42 CFR 414.1380(b)(4)(ii).

use rust_decimal::Decimal;

use super::{
    public_health::Objective,
    scheme::Scheme,
    scored_measures::{Answers, ScoredMeasures},
    terms,
};
use crate::{
    decimal::Exact,
    practice::Answer,
    rules::promoting_interoperability::MeasurePoints,
    score::{reason::MeasureReason, worksheet::LineName},
};

/// Where the method stands in the rules.
const TABLE: &str = "promoting_interoperability.method.measure_points";

/// What the category earns before its cap.
pub(super) fn earn(
    method: &MeasurePoints,
    answers: Answers<'_>,
    scored: &mut ScoredMeasures<'_>,
) -> Exact {
    let scheme = Scheme::of(method, answers);
    let mut received = scheme.received();
    let health = Objective::of(&method.public_health, &scheme);
    if health.is_excluded() {
        for id in &method.public_health.excluded_points_go_to {
            scheme.hand_on(id, method.public_health.points.into(), &mut received);
        }
    }
    for (id, own) in scheme.required() {
        let moved = received.get(id).copied().unwrap_or_default();
        scheme.score(id, own, moved, scored);
    }
    let of_health = health.score(&scheme, scored);
    scored.terms.fix(of_health.into());
    let total = scored.terms.total(method, answers.0);
    scored.sheet.fraction(LineName::PiMeasureTotal, None, total);
    let mut bonus = Decimal::ZERO;
    for rules in method.bonuses.values() {
        bonus += scored.bonus(rules, TABLE, answers, &[]);
    }
    let bonus = scored.sheet.line(LineName::PiBonus, bonus).into();
    scored.terms.fix(bonus);
    total + bonus
}

impl Scheme<'_, '_> {
    /// Scores one required measure.
    fn score(&self, id: &str, own: Decimal, moved: Exact, scored: &mut ScoredMeasures<'_>) {
        if self.is_excluded(id) {
            scored.unscored(id, MeasureReason::Excluded);
            if let Some(measure) = scored.measures.last_mut() {
                measure.reasons.push(MeasureReason::PointsMoved);
            }
            return;
        }
        let available = moved + own;
        let (place, answer) = self.answers.place(id).unzip();
        let missing = self.answers.missing(id);
        scored.measure(id, answer);
        scored.sheet.line(LineName::PiOwnPoints, own);
        scored
            .sheet
            .fraction(LineName::PiReceivedPoints, None, moved);
        scored
            .sheet
            .fraction(LineName::PiAvailable, Some("moved"), available);
        let mut reasons = Vec::new();
        if !moved.is_zero() {
            reasons.push(MeasureReason::PointsReceived);
        }
        let (branch, points, exact) = match (missing, answer) {
            (Some(missing), _) => {
                reasons.push(missing.reason());
                scored.fall_short(missing.of(id));
                ("missing", Exact::ZERO, Exact::ZERO)
            }
            (
                None,
                Some(Answer::Proportion {
                    numerator,
                    denominator,
                }),
            ) => {
                let (exact, points) = terms::points(self.method, available, numerator, denominator);
                if points != self.method.rounding.apply_exact(exact) {
                    reasons.push(MeasureReason::MinimumPoints);
                }
                scored.terms.add(place.unwrap_or_default(), available);
                ("proportion", points.into(), exact)
            }
            (None, _) => {
                scored.terms.fix(available);
                ("attested", available, available)
            }
        };
        if !scored.sheet.is_blank() {
            let table = Some(TABLE.into());
            let (points, exact) = (points.decimal(), exact.decimal());
            let name = LineName::PiMeasurePoints;
            scored.sheet.put(name, Some(branch), table, points, exact);
        }
        scored.sheet.about(None);
        if let Some(measure) = scored.measures.last_mut() {
            measure.available = available.decimal();
            measure.points = Some(points.decimal());
            measure.counted = missing.is_none();
            measure.reasons.extend(reasons);
        }
    }
}
