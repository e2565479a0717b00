//! Points for the performance of each required measure: 42 CFR 414.1380(b)(4)(ii).

use rust_decimal::Decimal;

use super::{
    public_health::Objective,
    scheme::Scheme,
    scored_measures::{Answers, ScoredMeasures},
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
    let mut total = Exact::ZERO;
    for (id, own) in scheme.required() {
        let moved = received.get(id).copied().unwrap_or_default();
        total = total + scheme.score(id, own, moved, scored);
    }
    total = total + health.score(&scheme, scored);
    scored.sheet.fraction(LineName::PiMeasureTotal, None, total);
    let mut bonus = Decimal::ZERO;
    for rules in method.bonuses.values() {
        bonus += scored.bonus(rules, TABLE, answers, &[]);
    }
    total + scored.sheet.line(LineName::PiBonus, bonus)
}

impl Scheme<'_, '_> {
    /// Scores one required measure.
    fn score(
        &self,
        id: &str,
        own: Decimal,
        moved: Exact,
        scored: &mut ScoredMeasures<'_>,
    ) -> Exact {
        if self.is_excluded(id) {
            scored.unscored(id, MeasureReason::Excluded);
            if let Some(measure) = scored.measures.last_mut() {
                measure.reasons.push(MeasureReason::PointsMoved);
            }
            return Exact::ZERO;
        }
        let available = moved + own;
        let answer = self.answers.answer(id);
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
                let exact = (available * numerator)
                    .checked_div(denominator)
                    .unwrap_or_default();
                let rounded = self.method.rounding.apply_exact(exact);
                let points = rounded.max(self.method.minimum_points);
                if points != rounded {
                    reasons.push(MeasureReason::MinimumPoints);
                }
                ("proportion", points.into(), exact)
            }
            (None, _) => ("attested", available, available),
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
        points
    }
}
