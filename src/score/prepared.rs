//! What was found of one practice and holds of all that are like it but for their figures.

use super::{computation::Computation, promoting_interoperability};
use crate::{
    category::{Category, CategorySet},
    practice::{CostRecord, Practice, Record, states::Computed},
    rules::book::YearRules,
};

pub(crate) use super::promoting_interoperability::Terms;

/// What need not be found again; what is absent is.
#[derive(Clone, Copy, Default)]
pub(crate) struct Prepared<'a> {
    /// The records of the quality measures.
    pub quality: Option<&'a [Record]>,
    /// The records of the cost measures.
    pub cost: Option<&'a [CostRecord]>,
    /// What the improvement activities come to.
    pub activities: Option<&'a Activities>,
    /// What the promoting interoperability points are made of.
    pub interoperability: Option<&'a Terms>,
}

/// What a list of improvement activities comes to, beside what was submitted of the other categories.
#[derive(Clone, Debug)]
pub(crate) struct Activities {
    pub(super) submitted: CategorySet,
    pub(super) computed: Computed,
    pub(super) submits: bool,
}

impl Prepared<'_> {
    /// The improvement activities, where they were found beside the same submissions.
    pub(super) fn activities(
        &self,
        practice: &Practice,
        submitted: CategorySet,
    ) -> Option<Computation> {
        let found = self.activities.filter(|it| it.submitted == submitted)?;
        Some(Computation {
            computed: found.computed,
            submits: found.submits,
            ..Computation::nothing(practice, Category::ImprovementActivities)
        })
    }

    /// Promoting interoperability, where its terms were found.
    pub(super) fn interoperability(
        &self,
        rules: &YearRules,
        practice: &Practice,
    ) -> Option<Computation> {
        let percent = promoting_interoperability::percent(rules, practice, self.interoperability?)?;
        Some(Computation {
            computed: Computed::Percent(percent),
            submits: true,
            ..Computation::nothing(practice, Category::PromotingInteroperability)
        })
    }
}
