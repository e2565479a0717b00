//! What is compared: one practice as it plans to report, and what is known of it.

use super::cost::Cost;
use crate::{
    document::{Document, setting::Setting},
    participation::{eligibility::Eligibility, qp::rank, verdict::Verdict},
    practice::Practice,
    rules::{
        book::{RuleBook, YearRules},
        terms::QpStatus,
    },
    trial::Trial,
};

/// One practice as it plans to report, and what is known of it.
pub(super) struct Question<'a> {
    pub book: &'a RuleBook,
    pub document: &'a Document,
    pub settings: &'a [Setting],
    pub eligibility: &'a Eligibility,
    pub cost: Option<Cost>,
    pub planned: Trial,
}

impl Question<'_> {
    pub fn rules(&self) -> &YearRules {
        &self.planned.rules
    }

    pub fn practice(&self) -> &Practice {
        &self.planned.practice
    }

    /// Whether reports move payments: by the verdict, or because what would say otherwise is not given.
    pub fn is_in_mips(&self) -> bool {
        let it = self.eligibility;
        match it.verdict {
            Verdict::MipsEligible => true,
            Verdict::Unknown => it.bound != Some(false),
            _ => it.bound == Some(true),
        }
    }

    /// Whether the practice has this standing in an Advanced APM; none while the file does not say.
    pub fn is_available(&self, status: QpStatus) -> Option<bool> {
        let apm = self
            .practice()
            .taking_part
            .as_deref()
            .and_then(|it| it.apm.as_ref())?;
        let standing = &self.eligibility.qp;
        if status == QpStatus::PartialQp && standing.status == Some(status) && self.is_in_mips() {
            // Elected for MIPS, which is final.
            return Some(false);
        }
        match standing.status {
            Some(known) if known == status => Some(true),
            // A score that is missing could still prove the higher standing.
            Some(known) if rank(known) < rank(status) && !standing.missing.is_empty() => None,
            None if apm.advanced != Some(false) => None,
            _ => Some(false),
        }
    }

    /// Whether whoever submits nothing is excused in this year, as CMS excused individuals.
    pub fn is_excused(&self) -> bool {
        let automatic = self.rules().automatic_circumstances.as_ref();
        automatic.is_some_and(|it| it.participation.contains(&self.practice().participation))
    }
}
