//! Public health and clinical data exchange: an objective that is met or not.

use rust_decimal::Decimal;

use super::{note::Shortfall, scheme::Scheme, scored_measures::ScoredMeasures};
use crate::{
    rules::promoting_interoperability::PublicHealth,
    score::{reason::MeasureReason, worksheet::LineName},
};

/// Where the objective stands in the rules.
const TABLE: &str = "promoting_interoperability.method.measure_points.public_health";

/// The public health objective as it was reported.
pub(super) struct Objective<'m> {
    rules: &'m PublicHealth,
    /// Measures, second registries among them, that were answered as the objective takes it.
    met: Vec<&'m String>,
    /// Measures whose exclusion is claimed.
    excluded: Vec<&'m String>,
}

impl<'m> Objective<'m> {
    pub(super) fn of(rules: &'m PublicHealth, scheme: &Scheme<'_, '_>) -> Self {
        let answers = scheme.answers;
        let (mut met, mut excluded) = (Vec::new(), Vec::new());
        for id in &rules.measures {
            let answered = answers.answer(id).is_some() || scheme.is_excluded(id);
            if answers.has(id) || (answered && rules.suppressed.contains_key(id)) {
                met.push(id);
            } else if scheme.is_excluded(id) {
                excluded.push(id);
            }
        }
        let second = rules.second_registry.iter();
        met.extend(
            second
                .filter(|(second, first)| answers.has(second) && answers.has(first))
                .map(|(second, _)| second),
        );
        Self {
            rules,
            met,
            excluded,
        }
    }

    /// Whether exclusions are all there is, so that the points move on.
    pub(super) fn is_excluded(&self) -> bool {
        self.met.is_empty() && self.rules.needed <= self.excluded.len()
    }

    pub(super) fn score(
        &self,
        scheme: &Scheme<'_, '_>,
        scored: &mut ScoredMeasures<'_>,
    ) -> Decimal {
        let needed = self.rules.needed;
        let is_met = needed <= self.met.len() + self.excluded.len();
        if !is_met {
            self.fall_short(scheme, scored);
            return Decimal::ZERO;
        }
        for id in &self.excluded {
            scored.unscored(id, MeasureReason::Excluded);
            if let Some(measure) = scored.measures.last_mut().filter(|_| self.is_excluded()) {
                measure.reasons.push(MeasureReason::PointsMoved);
            }
        }
        if self.is_excluded() {
            return Decimal::ZERO;
        }
        let (sharing, beyond) = self.met.split_at(self.met.len().min(needed));
        let shares = Decimal::from(sharing.len());
        scored.sheet.line(LineName::PiPublicHealthShares, shares);
        let share = self.rules.points / shares;
        for id in sharing {
            let mut reasons = vec![MeasureReason::HalfOfObjective];
            if self.rules.suppressed.contains_key(*id) {
                reasons.push(MeasureReason::AnyAnswerEarns);
            }
            scored.earned(id, ("public_health", TABLE), share, &reasons);
            if let Some(measure) = scored.measures.last_mut() {
                measure.available = share;
            }
        }
        for id in beyond {
            scored.unscored(id, MeasureReason::ObjectiveMet);
        }
        self.rules.points
    }

    /// Says what is missing: each measure where all are taken, their number where some suffice.
    fn fall_short(&self, scheme: &Scheme<'_, '_>, scored: &mut ScoredMeasures<'_>) {
        let takes_all = self.rules.needed == self.rules.measures.len();
        for id in &self.rules.measures {
            let missing = scheme.answers.missing(id);
            match missing.filter(|_| !self.met.contains(&id)) {
                _ if self.excluded.contains(&id) => scored.unscored(id, MeasureReason::Excluded),
                None => scored.unscored(id, MeasureReason::CategoryZero),
                Some(missing) if takes_all => {
                    scored.unscored(id, missing.reason());
                    scored.fall_short(missing.of(id));
                }
                Some(_) => {}
            }
        }
        if !takes_all {
            scored.fall_short(Shortfall::PublicHealth {
                met: self.met.len() + self.excluded.len(),
                needed: self.rules.needed,
                open: {
                    let counts = |id: &&String| self.met.contains(id) || self.excluded.contains(id);
                    let all = self.rules.measures.iter();
                    all.filter(|id| !counts(id)).cloned().collect()
                },
            });
        }
    }
}
