//! One way of reporting, and the practice that it is of.

use rust_decimal::Decimal;

use crate::{
    document::setting::Setting,
    participation::{eligibility::Eligibility, verdict::Verdict},
    rules::terms::{Election, Participation, Pathway},
    score::scorecard::Bounds,
    trial::{Admitted, Trial},
};

/// One way of reporting.
#[non_exhaustive]
pub struct Alternative {
    /// Which file it is of, from 0.
    pub file: usize,
    /// The level.
    pub level: Participation,
    /// The pathway.
    pub pathway: Pathway,
    /// The MVP.
    pub mvp: Option<String>,
    /// The score; none where it cannot be computed.
    pub trial: Option<Trial>,
    /// Whether the year allows it; none where a fact is missing.
    pub allowed: Option<bool>,
    /// Why not, or what is missing.
    pub why_not: Option<String>,
    /// Whether the score moves payments; none where that depends on a fact that is missing.
    pub adjusts: Option<bool>,
    /// Whether the file says so itself.
    pub as_filed: bool,
    /// What makes it of the file.
    pub settings: Vec<Setting>,
}

impl Alternative {
    /// What the final score can be.
    #[must_use]
    pub fn score(&self) -> Option<Bounds> {
        Some(self.trial.as_ref()?.scorecard.final_score_bounds)
    }

    /// The adjustment in percent; none where the score moves no payments, or is not known.
    #[must_use]
    pub fn adjustment(&self) -> Option<Decimal> {
        let trial = self.trial.as_ref().filter(|_| self.adjusts == Some(true))?;
        trial.scorecard.payment_adjustment.percent
    }

    /// Whether it can be the score that counts.
    pub(super) fn can_count(&self) -> bool {
        self.allowed == Some(true) && self.adjusts != Some(false) && self.trial.is_some()
    }
}

/// One practice file with what was found of it.
pub(super) struct Subject {
    pub admitted: Admitted,
    pub eligibility: Eligibility,
}

/// Whether a score at the file's own level moves payments.
pub(super) fn adjusts(admitted: &Admitted, eligibility: &Eligibility) -> Option<bool> {
    let facts = admitted
        .practice
        .taking_part
        .as_deref()
        .and_then(|it| it.eligibility.as_ref());
    let election = facts.and_then(|it| it.election);
    match eligibility.verdict {
        Verdict::MipsEligible => Some(true),
        Verdict::PartialQp => eligibility.bound,
        Verdict::OptInEligible | Verdict::GroupOnly => Some(election == Some(Election::OptIn)),
        Verdict::Qp | Verdict::Exempt => Some(false),
        Verdict::Unknown if election == Some(Election::Voluntary) => Some(false),
        // A file that says nothing of eligibility is scored as whoever is in MIPS.
        Verdict::Unknown if facts.is_none() => Some(true),
        Verdict::Unknown => None,
    }
}
