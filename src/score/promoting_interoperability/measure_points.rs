//! Points for the performance of each required measure: 42 CFR 414.1380(b)(4)(ii).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    note::Shortfall,
    tally::{Report, Tally},
};
use crate::{
    practice::Answer,
    reason::MeasureReason,
    rules::promoting_interoperability::{MeasurePoints, PublicHealth},
    worksheet::LineName,
};

/// What the category earns before its cap.
pub(super) fn earn(method: &MeasurePoints, report: Report<'_>, tally: &mut Tally<'_>) -> Decimal {
    let scheme = Scheme {
        method,
        report,
        way: chosen_way(method, report),
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
        total += scheme.score(id, own, moved, tally);
    }
    total += health.score(&scheme, tally);
    tally.sheet.line(LineName::PiMeasureTotal, total);
    let mut bonus = Decimal::ZERO;
    for rules in method.bonuses.values() {
        bonus += tally.bonus(rules, report, &[]);
    }
    total + tally.sheet.line(LineName::PiBonus, bonus)
}

/// The way of exchange that was reported; without any, the first.
fn chosen_way<'m>(method: &'m MeasurePoints, report: Report<'_>) -> &'m [String] {
    let is_excluded = |id: &String| {
        method
            .exclusions
            .of
            .iter()
            .any(|(exclusion, of)| of == id && report.has(exclusion))
    };
    let ways = &method.exchange.ways;
    let by = |matches: &dyn Fn(&String) -> bool| ways.iter().find(|way| way.iter().any(matches));
    by(&|id| report.has(id))
        .or_else(|| by(&is_excluded))
        .or_else(|| by(&|id| report.answer(id).is_some()))
        .or_else(|| ways.first())
        .map_or(&[], Vec::as_slice)
}

/// The year's measures as this report meets them.
struct Scheme<'m, 'p> {
    method: &'m MeasurePoints,
    report: Report<'p>,
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

    fn is_excluded(&self, id: &str) -> bool {
        self.method
            .exclusions
            .of
            .iter()
            .any(|(exclusion, of)| of == id && self.report.has(exclusion))
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

    /// Passes points of an excluded measure on, in equal parts, to those after it that are in play.
    fn pass(&self, from: &str, points: Decimal, received: &mut BTreeMap<&'m String, Decimal>) {
        let all = self.method.redistribution.to.get(from);
        let to: Vec<&String> = all
            .into_iter()
            .flatten()
            .filter(|id| self.is_in_play(id))
            .collect();
        let parts = Decimal::from(to.len());
        for id in to {
            self.hand_on(id, points / parts, received);
        }
    }

    /// Scores one required measure.
    fn score(&self, id: &str, own: Decimal, moved: Decimal, tally: &mut Tally<'_>) -> Decimal {
        if self.is_excluded(id) {
            tally.unscored(id, MeasureReason::Excluded);
            if let Some(measure) = tally.measures.last_mut() {
                measure.reasons.push(MeasureReason::PointsMoved);
            }
            return Decimal::ZERO;
        }
        let available = own + moved;
        let answer = self.report.answer(id);
        let missing = self.report.missing(id);
        tally.measure(id, answer);
        tally.sheet.line(LineName::PiOwnPoints, own);
        tally.sheet.line(LineName::PiReceivedPoints, moved);
        tally.sheet.line(LineName::PiAvailable, available);
        let mut reasons = Vec::new();
        if !moved.is_zero() {
            reasons.push(MeasureReason::PointsReceived);
        }
        let points = match (missing, answer) {
            (Some(missing), _) => {
                reasons.push(missing.reason());
                tally.fall_short(missing.of(id));
                tally
                    .sheet
                    .branch(LineName::PiMeasurePoints, "missing", Decimal::ZERO)
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
                tally.sheet.put(
                    LineName::PiMeasurePoints,
                    Some("proportion"),
                    None,
                    points,
                    exact,
                )
            }
            (None, _) => tally
                .sheet
                .branch(LineName::PiMeasurePoints, "attested", available),
        };
        tally.sheet.about(None);
        if let Some(measure) = tally.measures.last_mut() {
            measure.available = available;
            measure.points = Some(points);
            measure.counted = missing.is_none();
            measure.reasons.extend(reasons);
        }
        points
    }
}

/// The public health objective as it was reported.
struct Objective<'m> {
    rules: &'m PublicHealth,
    /// Measures, second registries among them, that were answered as the objective takes it.
    met: Vec<&'m String>,
    /// Measures whose exclusion is claimed.
    excluded: Vec<&'m String>,
}

impl<'m> Objective<'m> {
    fn of(rules: &'m PublicHealth, scheme: &Scheme<'_, '_>) -> Self {
        let report = scheme.report;
        let (mut met, mut excluded) = (Vec::new(), Vec::new());
        for id in &rules.measures {
            let answered = report.answer(id).is_some() || scheme.is_excluded(id);
            if report.has(id) || (answered && rules.suppressed.contains_key(id)) {
                met.push(id);
            } else if scheme.is_excluded(id) {
                excluded.push(id);
            }
        }
        met.extend(rules.second_registry.keys().filter(|id| report.has(id)));
        Self {
            rules,
            met,
            excluded,
        }
    }

    /// Whether exclusions are all there is, so that the points move on.
    fn is_excluded(&self) -> bool {
        self.met.is_empty() && self.rules.needed <= self.excluded.len()
    }

    fn score(&self, scheme: &Scheme<'_, '_>, tally: &mut Tally<'_>) -> Decimal {
        let needed = self.rules.needed;
        let is_met = needed <= self.met.len() + self.excluded.len();
        if !is_met {
            self.fall_short(scheme, tally);
            return Decimal::ZERO;
        }
        for id in &self.excluded {
            tally.unscored(id, MeasureReason::Excluded);
            if let Some(measure) = tally.measures.last_mut().filter(|_| self.is_excluded()) {
                measure.reasons.push(MeasureReason::PointsMoved);
            }
        }
        if self.is_excluded() {
            return Decimal::ZERO;
        }
        let (sharing, beyond) = self.met.split_at(self.met.len().min(needed));
        let shares = Decimal::from(sharing.len());
        tally.sheet.line(LineName::PiPublicHealthShares, shares);
        let share = self.rules.points / shares;
        for id in sharing {
            let mut reasons = vec![MeasureReason::HalfOfObjective];
            if self.rules.suppressed.contains_key(*id) {
                reasons.push(MeasureReason::AnyAnswerEarns);
            }
            tally.earned(id, "public_health", share, &reasons);
            if let Some(measure) = tally.measures.last_mut() {
                measure.available = share;
            }
        }
        for id in beyond {
            tally.unscored(id, MeasureReason::ObjectiveMet);
        }
        self.rules.points
    }

    /// Says what is missing: each measure where all are taken, their number where some suffice.
    fn fall_short(&self, scheme: &Scheme<'_, '_>, tally: &mut Tally<'_>) {
        let takes_all = self.rules.needed == self.rules.measures.len();
        for id in &self.rules.measures {
            let missing = scheme.report.missing(id);
            match missing.filter(|_| !self.met.contains(&id)) {
                _ if self.excluded.contains(&id) => tally.unscored(id, MeasureReason::Excluded),
                None => tally.unscored(id, MeasureReason::CategoryZero),
                Some(missing) if takes_all => {
                    tally.unscored(id, missing.reason());
                    tally.fall_short(missing.of(id));
                }
                Some(_) => {}
            }
        }
        if !takes_all {
            tally.fall_short(Shortfall::PublicHealth {
                met: self.met.len() + self.excluded.len(),
                needed: self.rules.needed,
            });
        }
    }
}
