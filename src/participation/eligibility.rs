//! Whether a clinician or practice is in MIPS, by the year's ordered tests; what is not known is named.

mod answer;
mod missing;
mod notes;
mod possible;
mod subject;

use super::{qp, verdict::Verdict};
use crate::{
    practice::{Practice, taking_part::EligibilityFacts},
    rules::{
        Rules,
        terms::{Election, MipsStatus, PartialQpElection},
    },
};

pub use answer::{Choice, Eligibility, Missing};
use subject::Subject;

/// Holds what a practice file says against the year's tests, in their order.
///
/// ```
/// use mips::{Document, RuleBook, participation::{self, Verdict}};
///
/// let text = "performance_year = 2026\n[practice]\nparticipation = \"individual\"\n[eligibility]\n\
///             clinician_type = \"physician\"\nmedicare_enrolled = 2015-03-01\n[[eligibility.segment]]\nnumber = 1\n\
///             allowed_charges = 95000\nbeneficiaries = 240\ncovered_services = 900\n";
/// let document = Document::read("clinician.toml", text.as_bytes())?;
/// let admitted = participation::admit(&RuleBook::built_in(), &document, &[])?;
/// let found = participation::eligibility(&admitted.rules, &admitted.practice);
/// // More than $90,000, 200 patients and 200 services, 42 CFR 414.1305.
/// assert_eq!(found.verdict, Verdict::MipsEligible);
/// # Ok::<(), mips::Problems>(())
/// ```
#[must_use]
pub fn eligibility(rules: &Rules, practice: &Practice) -> Eligibility {
    let nothing = EligibilityFacts::default();
    let taking_part = practice.taking_part.as_deref();
    let facts = taking_part
        .and_then(|it| it.eligibility.as_ref())
        .unwrap_or(&nothing);
    let apm = taking_part.and_then(|it| it.apm.as_ref());
    let subject = Subject {
        rules,
        practice,
        facts,
        elects_mips: apm.and_then(|it| it.partial_qp_election) == Some(PartialQpElection::Mips),
        qp: qp::standing(&rules.advanced_apm, apm),
        qp_is_open: apm.is_some_and(|it| it.advanced == Some(true)),
    };
    subject.answer()
}

impl Subject<'_> {
    fn answer(self) -> Eligibility {
        let (own, group) = (self.own_test(), self.group_test());
        let possible = self.possible(&own, group.as_ref());
        let (verdict, decided_by) = match possible[..] {
            [(verdict, test)] => (verdict, Some(test)),
            _ => (Verdict::Unknown, None),
        };
        let own_may_opt_in =
            own.possible(self.has_opt_in(self.tested_level())) == [MipsStatus::OptInEligible];
        let bound = self.bound(&possible);
        let may = self.may(verdict, own_may_opt_in);
        let may_submit = match verdict {
            Verdict::Unknown => None,
            Verdict::OptInEligible => Some(self.election() != Election::None),
            _ => Some(true),
        };
        let missing = self.missing(verdict, &own, group.as_ref());
        let notes = self.notes(verdict, own_may_opt_in, &own);
        Eligibility {
            level: self.level(),
            verdict,
            decided_by,
            bound,
            may_submit,
            may,
            missing,
            own,
            group,
            qp: self.qp,
            notes,
        }
    }

    fn may(&self, verdict: Verdict, own_may_opt_in: bool) -> Vec<Choice> {
        if self.election() != Election::None && !matches!(verdict, Verdict::PartialQp | Verdict::Qp)
        {
            // An election is final.
            return Vec::new();
        }
        match verdict {
            Verdict::MipsEligible | Verdict::Unknown => Vec::new(),
            Verdict::GroupOnly if own_may_opt_in => {
                vec![Choice::OptIn, Choice::Voluntary, Choice::Nothing]
            }
            Verdict::OptInEligible => vec![Choice::OptIn, Choice::Voluntary, Choice::Nothing],
            Verdict::PartialQp if self.elects_mips => Vec::new(),
            Verdict::PartialQp => vec![Choice::ElectMips, Choice::Voluntary, Choice::Nothing],
            Verdict::GroupOnly | Verdict::Exempt | Verdict::Qp => {
                vec![Choice::Voluntary, Choice::Nothing]
            }
        }
    }
}
