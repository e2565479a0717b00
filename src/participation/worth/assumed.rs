//! What the amounts take for granted.

use super::Question;
use crate::{
    decimal::plain,
    participation::verdict::Verdict,
    rules::{FactorBasis, terms::Participation},
};

impl Question<'_> {
    pub(super) fn say_what_is_assumed(&mut self) {
        let it = self.eligibility;
        let is_group = self.practice().participation != Participation::Individual;
        let says_nothing = self
            .practice()
            .taking_part
            .as_deref()
            .is_none_or(|it| it.eligibility.is_none());
        if it.verdict == Verdict::Unknown && says_nothing {
            self.assumptions.push("eligibility is not given: taken as bound to MIPS, so that doing nothing costs the maximum penalty".into());
        } else if it.verdict == Verdict::Unknown {
            self.assumptions.push("eligibility is not known (mips eligibility names what is missing): taken as bound to MIPS".into());
        } else if it.verdict == Verdict::MipsEligible && is_group && it.bound.is_none() {
            self.assumptions.push("nobody is bound to report as a group: doing nothing is taken to cost the maximum penalty, as it does for clinicians who are eligible themselves".into());
        }
        if self.practice().part_b_paid.is_none() {
            self.assumptions.push("practice.part_b_paid is not given: without it there are no dollars of the adjustment".into());
        }
        let payment = &self.planned.scorecard.payment_adjustment;
        let basis = match payment.scaling_factor_basis {
            FactorBasis::Implied => "implied by CMS's published results",
            FactorBasis::Assumed => "assumed: no result of the year is published",
            FactorBasis::User => "given",
        };
        self.assumptions.push(format!(
            "payment.scaling_factor={}: {basis}",
            plain(payment.scaling_factor)
        ));
    }
}
