//! One file's answer, with what its words need.

use crate::{
    date::Date,
    participation::{
        calendar::{self, Dated},
        eligibility::{Eligibility, eligibility},
        words::standing,
    },
    rules::book::YearRules,
    trial::Admitted,
};

/// One file's answer, with what its words need.
pub struct Answer {
    /// The file's name.
    pub file: String,
    /// Its year, and the practice as it was admitted.
    pub admitted: Admitted,
    /// The answer.
    pub eligibility: Eligibility,
    /// The next date that matters.
    pub next: Option<Dated>,
}

impl Answer {
    /// The answer of an admitted practice, on this day.
    #[must_use]
    pub fn new(file: &str, admitted: Admitted, today: Date) -> Self {
        let eligibility = eligibility(&admitted.rules, &admitted.practice);
        let next = calendar::next(&admitted.rules, today, eligibility.dates());
        Self {
            file: file.to_owned(),
            admitted,
            eligibility,
            next,
        }
    }

    pub(super) fn rules(&self) -> &YearRules {
        &self.admitted.rules
    }

    /// Where the deciding test is in the law.
    pub(super) fn cite(&self) -> Option<String> {
        let test = self.eligibility.decided_by?;
        Some(self.rules().citation(test.table()).cite)
    }

    pub(super) fn cite_status(&self) -> Option<&'static str> {
        let test = self.eligibility.decided_by?;
        standing(self.rules().citation(test.table()).status)
    }
}
