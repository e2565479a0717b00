//! Ways that are scored: what each does to payments, and what it costs.

use rust_decimal::Decimal;

use super::question::Question;
use crate::{
    category::Category,
    decimal::plain,
    document::setting::Setting,
    participation::way::{Worth, without},
    problem::Problems,
    report::layout::{dollars, signed_dollars},
    rules::{FactorBasis, ScalingFactor},
    score::scorecard::Bounds,
    trial::{self, Trial},
};

impl Question<'_> {
    /// Submitting nothing: a final score of 0 for whoever is in MIPS, the threshold for whoever is excused, and nothing at
    /// all for everybody else.
    pub(super) fn do_nothing(&self) -> Result<Worth, Problems> {
        if !self.is_in_mips() {
            return Ok(without("do_nothing", Some(true)));
        }
        let score = if self.is_excused() {
            self.rules().adjustment.performance_threshold
        } else {
            Decimal::ZERO
        };
        let mut it = of_trial("do_nothing", &self.scored(score)?);
        it.final_score = None;
        Ok(it)
    }

    /// Reporting without an adjustment.
    pub(super) fn voluntary(&self) -> Worth {
        self.costly(without("voluntary", Some(true)))
    }

    pub(super) fn as_planned(&self, name: &'static str) -> Result<Worth, Problems> {
        let mut it = self.costly(of_trial(name, &self.planned));
        let payment = &self.planned.scorecard.payment_adjustment;
        if it.adjustment.is_none() || payment.scaling_factor_basis == FactorBasis::User {
            return Ok(it);
        }
        let at = |end: fn(&ScalingFactor) -> Decimal| -> Result<Option<Bounds>, Problems> {
            let adjustment = &self.rules().adjustment;
            let mut settings = self.settings.to_vec();
            let factor = plain(end(&adjustment.scaling_factor));
            settings.push(Setting::new("payment.scaling_factor", factor, "worth"));
            if let Some(additional) = &adjustment.additional {
                let factor = plain(end(&additional.scaling_factor));
                let path = "payment.additional_scaling_factor";
                settings.push(Setting::new(path, factor, "worth"));
            }
            let trial = trial::run(self.book, self.document, &settings)?;
            Ok(trial.scorecard.payment_adjustment.dollars_bounds)
        };
        it.of_score = at(|factor| factor.value)?;
        // The factor moves only what a score above the threshold gains, so its part is that of the highest score.
        if let (Some(low), Some(high)) = (at(|factor| factor.low)?, at(|factor| factor.high)?) {
            it.of_factor = Some(Bounds {
                low: low.high,
                high: high.high,
            });
        }
        Ok(it)
    }

    /// The same practice with this final score.
    pub(super) fn at(&self, name: &'static str, score: Decimal) -> Result<Worth, Problems> {
        Ok(self.costly(of_trial(name, &self.scored(score)?)))
    }

    fn scored(&self, score: Decimal) -> Result<Trial, Problems> {
        let replaced = Category::ALL.map(Category::key);
        let others = ["complex_patient_bonus", "facility_based"];
        let mut settings = self.settings.to_vec();
        settings.extend(
            replaced
                .into_iter()
                .chain(others)
                .map(|key| Setting::new(key, "", "worth")),
        );
        settings.push(Setting::new("final_score", plain(score), "worth"));
        trial::run(self.book, self.document, &settings)
    }

    /// The same way less what taking part costs.
    fn costly(&self, mut it: Worth) -> Worth {
        if let Some(cost) = &self.cost {
            it.cost = Some(cost.amount);
            it.lines.push(format!("cost: {}", cost.line));
            it.net = it.net.map(|net| Bounds {
                low: net.low - cost.amount,
                high: net.high - cost.amount,
            });
        }
        it
    }
}

/// A way that is scored, with what it does to payments.
fn of_trial(name: &'static str, trial: &Trial) -> Worth {
    let mut it = without(name, Some(true));
    let card = &trial.scorecard;
    let payment = &card.payment_adjustment;
    it.final_score = Some(card.final_score_bounds);
    it.percent = Some(payment.bounds);
    it.adjustment = payment.dollars_bounds;
    it.net = payment.dollars_bounds;
    if let (Some(paid), Some(bounds)) = (trial.practice.part_b_paid, payment.dollars_bounds) {
        for (percent, amount) in [
            (payment.bounds.low, bounds.low),
            (payment.bounds.high, bounds.high),
        ] {
            let line = format!(
                "adjustment: {} x {percent} percent = {}",
                dollars(paid),
                signed_dollars(amount)
            );
            if !it.lines.contains(&line) {
                it.lines.push(line);
            }
        }
    }
    it
}
