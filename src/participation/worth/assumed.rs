//! What the comparison takes for granted.

use super::question::Question;
use crate::{
    decimal::plain,
    participation::{verdict::Verdict, words::standing},
    rules::{FactorBasis, terms::Participation},
    score::adjustment::Factors,
};

impl Question<'_> {
    /// What is taken for granted of eligibility, payments and the scaling factor.
    pub(super) fn assumed(&self) -> Vec<String> {
        let it = self.eligibility;
        let mut assumed = Vec::new();
        let facts = self.practice().taking_part.as_deref();
        let says_nothing = facts.is_none_or(|it| it.eligibility.is_none());
        let is_group = self.practice().participation != Participation::Individual;
        if it.verdict == Verdict::Unknown && self.is_in_mips() {
            let why = if says_nothing {
                "eligibility is not given"
            } else {
                "eligibility is not known, and mips eligibility names what is missing"
            };
            assumed.push(format!("eligibility.mips_status=eligible: {why}; we assume that the practice must take part in MIPS, so doing nothing costs the maximum penalty"));
        } else if it.verdict == Verdict::MipsEligible && is_group && it.bound.is_none() {
            assumed.push("no clinician has to report as a group; we assume that doing nothing costs the maximum penalty, as it does for clinicians who are eligible themselves".into());
        }
        if self.is_in_mips() && self.is_excused() {
            let citation = self.rules().citation("automatic_circumstances");
            let standing = standing(citation.status).map(|it| format!(", {it}"));
            assumed.push(format!(
                "doing nothing costs nothing this year: CMS excuses individuals who submit nothing ({}{})",
                citation.cite,
                standing.unwrap_or_default()
            ));
        }
        if self.practice().part_b_paid.is_none() {
            assumed.push("practice.part_b_paid is not given: without it the adjustment is not known in dollars".into());
        }
        let payment = &self.planned.scorecard.payment_adjustment;
        let basis = match payment.scaling_factor_basis {
            FactorBasis::Implied => "implied by CMS's published results",
            FactorBasis::Assumed => "assumed, because CMS has published no result of the year",
            FactorBasis::User => "given",
        };
        assumed.push(format!(
            "payment.scaling_factor={}: {basis}",
            plain(payment.scaling_factor)
        ));
        let used = Factors::used(self.rules(), self.practice());
        if self.rules().adjustment.additional.is_some() {
            let given = self.practice().payment.additional_scaling_factor.is_some();
            let basis = if given {
                "given"
            } else {
                "implied by CMS's published results"
            };
            assumed.push(format!(
                "payment.additional_scaling_factor={}: {basis}",
                plain(used.additional)
            ));
        }
        assumed
    }
}
