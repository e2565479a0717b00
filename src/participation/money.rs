//! What a QP gains: the lump sum, the higher conversion factor and the share of savings.

use rust_decimal::Decimal;

use super::way::{Worth, point, without};
use crate::{
    decimal::{HUNDRED, plain},
    practice::{Practice, taking_part::ApmFacts},
    report::layout::{dollars, signed_dollars},
    rules::book::YearRules,
};

/// The Advanced APM track of one practice.
pub(super) struct Apm<'a> {
    rules: &'a YearRules,
    facts: Option<&'a ApmFacts>,
    paid: Option<Decimal>,
    /// What was taken for granted.
    pub assumptions: Vec<String>,
    base: Option<Decimal>,
    allowed: Option<Decimal>,
}

impl<'a> Apm<'a> {
    pub(super) fn of(rules: &'a YearRules, practice: &'a Practice) -> Self {
        let facts = practice
            .taking_part
            .as_deref()
            .and_then(|it| it.apm.as_ref());
        let mut apm = Self {
            rules,
            facts,
            paid: practice.part_b_paid,
            assumptions: Vec::new(),
            base: facts.and_then(|it| it.paid_base_year),
            allowed: facts.and_then(|it| it.allowed_payment_year),
        };
        apm.fill();
        apm
    }

    /// Takes what is not given for what the law's figures make likely, and says so.
    fn fill(&mut self) {
        let rules = &self.rules.advanced_apm;
        let has_incentive = !rules.incentive.percent.is_zero();
        if let (None, Some(paid), true) = (self.base, self.paid, has_incentive) {
            self.base = Some(paid);
            self.assumptions.push(format!(
                "apm.paid_base_year={}: not given, taken as practice.part_b_paid; the base is {}",
                plain(paid),
                rules.incentive.base_year
            ));
        }
        if let (None, Some(paid), Some(share)) = (self.allowed, self.paid, &rules.paid_share) {
            let allowed = self
                .rules
                .adjustment
                .dollars_rounding
                .apply(paid * HUNDRED / share.percent);
            self.allowed = Some(allowed);
            self.assumptions.push(format!(
                "apm.allowed_payment_year={}: not given, taken as practice.part_b_paid over {} percent, Medicare's share",
                plain(allowed), share.percent
            ));
        }
        if self.facts.and_then(|it| it.shared_savings).is_none() {
            self.assumptions.push(
                "apm.shared_savings is not given: shared savings and losses are left out".into(),
            );
        }
        self.assumptions.push("what the Advanced APM itself costs, and sequestration of the lump sum, are not counted".into());
    }

    /// Whether the file says anything of an APM.
    pub(super) fn is_given(&self) -> bool {
        self.facts.is_some()
    }

    /// The gain of a QP.
    pub(super) fn qp(&self) -> Worth {
        let rules = &self.rules.advanced_apm;
        let round = &self.rules.adjustment.dollars_rounding;
        let mut it = without("qp", None);
        let percent = rules.incentive.percent;
        it.incentive = if percent.is_zero() {
            Some(round.apply(Decimal::ZERO))
        } else {
            self.base.map(|base| {
                let amount = round.apply(base * percent / HUNDRED);
                let paid = dollars(base);
                it.lines.push(format!(
                    "incentive: {paid} x {} percent = {}",
                    plain(percent),
                    dollars(amount)
                ));
                amount
            })
        };
        if let Some((qualifying, nonqualifying)) = self.factors() {
            it.conversion_factor = self.allowed.map(|allowed| {
                let amount = round.apply(allowed * (qualifying - nonqualifying) / nonqualifying);
                it.lines.push(format!(
                    "conversion factor: {} x ({} - {}) / {} = {}",
                    dollars(allowed),
                    plain(qualifying),
                    plain(nonqualifying),
                    plain(nonqualifying),
                    dollars(amount)
                ));
                amount
            });
        }
        it.shared_savings = self.facts.and_then(|facts| facts.shared_savings);
        if let Some(savings) = it.shared_savings {
            it.lines.push(format!(
                "shared savings: {} as given",
                signed_dollars(savings)
            ));
        }
        let is_missing =
            it.incentive.is_none() || (self.factors().is_some() && it.conversion_factor.is_none());
        let sum: Decimal = [it.incentive, it.conversion_factor, it.shared_savings]
            .into_iter()
            .flatten()
            .sum();
        it.net = (!is_missing).then(|| point(sum));
        it
    }

    /// The two conversion factors: the user's, else the year's.
    fn factors(&self) -> Option<(Decimal, Decimal)> {
        let own = self
            .facts
            .and_then(|it| it.conversion_factor_qp.zip(it.conversion_factor));
        own.or_else(|| {
            let year = self.rules.advanced_apm.conversion_factor.as_ref()?;
            Some(year.method.factors())
        })
    }
}
