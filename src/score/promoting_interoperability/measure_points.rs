//! Points for the performance of each required measure: 42 CFR 414.1380(b)(4)(ii).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    public_health::Objective,
    scored_measures::{Answers, ScoredMeasures},
};
use crate::{
    practice::Answer,
    rules::promoting_interoperability::{MeasurePoints, Split},
    score::{reason::MeasureReason, worksheet::LineName},
};

/// Where the method stands in the rules.
const TABLE: &str = "promoting_interoperability.method.measure_points";

/// What the category earns before its cap.
pub(super) fn earn(
    method: &MeasurePoints,
    answers: Answers<'_>,
    scored: &mut ScoredMeasures<'_>,
) -> Decimal {
    let scheme = Scheme {
        method,
        answers,
        way: chosen_way(method, answers),
    };
    let mut received = scheme.received();
    let health = Objective::of(&method.public_health, &scheme);
    if health.is_excluded() {
        for id in &method.public_health.excluded_points_go_to {
            scheme.hand_on(id, method.public_health.points, &mut received);
        }
    }
    let mut total = Decimal::ZERO;
    for (id, own) in scheme.required() {
        let moved = received.get(id).copied().unwrap_or_default();
        total += scheme.score(id, own, moved, scored);
    }
    total += health.score(&scheme, scored);
    scored.sheet.line(LineName::PiMeasureTotal, total);
    let mut bonus = Decimal::ZERO;
    for rules in method.bonuses.values() {
        bonus += scored.bonus(rules, TABLE, answers, &[]);
    }
    total + scored.sheet.line(LineName::PiBonus, bonus)
}

/// The way of exchange that was reported; without any, the first.
fn chosen_way<'m>(method: &'m MeasurePoints, answers: Answers<'_>) -> &'m [String] {
    let is_excluded = |id: &String| {
        method
            .exclusions
            .of
            .iter()
            .any(|(exclusion, of)| of == id && answers.has(exclusion))
    };
    let ways = &method.exchange.ways;
    let by = |matches: &dyn Fn(&String) -> bool| ways.iter().find(|way| way.iter().any(matches));
    by(&|id| answers.has(id))
        .or_else(|| by(&is_excluded))
        .or_else(|| by(&|id| answers.answer(id).is_some()))
        .or_else(|| ways.first())
        .map_or(&[], Vec::as_slice)
}

/// The year's measures as this answers meets them.
pub(super) struct Scheme<'m, 'p> {
    method: &'m MeasurePoints,
    pub(super) answers: Answers<'p>,
    way: &'m [String],
}

impl<'m> Scheme<'m, '_> {
    /// The required measures with their own points: those of other ways of exchange are not among them.
    fn required(&self) -> impl Iterator<Item = (&'m String, Decimal)> {
        let points = self.method.points.iter();
        points
            .filter(|(id, _)| self.is_in_play(id))
            .map(|(id, points)| (id, *points))
    }

    fn is_in_play(&self, id: &String) -> bool {
        let of_a_way = self.method.exchange.ways.iter().any(|way| way.contains(id));
        !of_a_way || self.way.contains(id)
    }

    pub(super) fn is_excluded(&self, id: &str) -> bool {
        self.method
            .exclusions
            .of
            .iter()
            .any(|(exclusion, of)| of == id && self.answers.has(exclusion))
    }

    /// What excluded measures hand on to the others, by the measure where it ends.
    fn received(&self) -> BTreeMap<&'m String, Decimal> {
        let mut received = BTreeMap::new();
        for (id, points) in self.required().filter(|(id, _)| self.is_excluded(id)) {
            self.pass(id, points, &mut received);
        }
        received
    }

    /// Gives points to a measure, or to those after it when it is excluded.
    fn hand_on(
        &self,
        id: &'m String,
        points: Decimal,
        received: &mut BTreeMap<&'m String, Decimal>,
    ) {
        if self.is_excluded(id) {
            self.pass(id, points, received);
        } else {
            *received.entry(id).or_default() += points;
        }
    }

    /// Passes points of an excluded measure on to those after it that are in play.
    fn pass(&self, from: &str, points: Decimal, received: &mut BTreeMap<&'m String, Decimal>) {
        let all = self.method.redistribution.to.get(from);
        let to: Vec<&String> = all
            .into_iter()
            .flatten()
            .filter(|id| self.is_in_play(id))
            .collect();
        let to = match self.method.redistribution.split {
            Split::Equal => &to[..],
            Split::First => to.get(..1).unwrap_or_default(),
        };
        let parts = Decimal::from(to.len());
        for id in to {
            self.hand_on(id, points / parts, received);
        }
    }

    /// Scores one required measure.
    fn score(
        &self,
        id: &str,
        own: Decimal,
        moved: Decimal,
        scored: &mut ScoredMeasures<'_>,
    ) -> Decimal {
        if self.is_excluded(id) {
            scored.unscored(id, MeasureReason::Excluded);
            if let Some(measure) = scored.measures.last_mut() {
                measure.reasons.push(MeasureReason::PointsMoved);
            }
            return Decimal::ZERO;
        }
        let available = own + moved;
        let answer = self.answers.answer(id);
        let missing = self.answers.missing(id);
        scored.measure(id, answer);
        scored.sheet.line(LineName::PiOwnPoints, own);
        scored.sheet.line(LineName::PiReceivedPoints, moved);
        scored
            .sheet
            .branch(LineName::PiAvailable, "moved", available);
        let mut reasons = Vec::new();
        if !moved.is_zero() {
            reasons.push(MeasureReason::PointsReceived);
        }
        let (branch, points, exact) = match (missing, answer) {
            (Some(missing), _) => {
                reasons.push(missing.reason());
                scored.fall_short(missing.of(id));
                ("missing", Decimal::ZERO, Decimal::ZERO)
            }
            (
                None,
                Some(Answer::Proportion {
                    numerator,
                    denominator,
                }),
            ) => {
                let exact = numerator * available / denominator;
                let rounded = self.method.rounding.apply(exact);
                let points = rounded.max(self.method.minimum_points);
                if points != rounded {
                    reasons.push(MeasureReason::MinimumPoints);
                }
                ("proportion", points, exact)
            }
            (None, _) => ("attested", available, available),
        };
        let table = Some(TABLE.into());
        scored.sheet.put(
            LineName::PiMeasurePoints,
            Some(branch),
            table,
            points,
            exact,
        );
        scored.sheet.about(None);
        if let Some(measure) = scored.measures.last_mut() {
            measure.available = available;
            measure.points = Some(points);
            measure.counted = missing.is_none();
            measure.reasons.extend(reasons);
        }
        points
    }
}
