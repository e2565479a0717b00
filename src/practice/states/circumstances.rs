//! Circumstances that move weights without an application, as long as too little is submitted.

use super::kinds::Computed;
use crate::{
    category::{ByCategory, Category},
    practice::admitted::{CategoryInput, Practice},
    rules::{CircumstancesWhen, Rules},
};

/// How far automatic extreme and uncontrollable circumstances reach, whatever is unknown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Circumstances {
    None,
    EachNotSubmitted,
    FewerThanTwo,
}

impl Circumstances {
    pub(super) fn of(rules: &Rules, practice: &Practice, computed: &ByCategory<Computed>) -> Self {
        match circumstances_when(rules, practice) {
            Some(CircumstancesWhen::CategoryNotSubmitted) => Self::EachNotSubmitted,
            Some(CircumstancesWhen::FewerThanTwoSubmitted) => {
                let is_open = |category| match practice.categories[category] {
                    CategoryInput::Unknown => true,
                    CategoryInput::Absent => !lacks_submission(rules, practice, category),
                    _ => false,
                };
                let can_be_submitted = SUBMITTED.into_iter().filter(|category| {
                    let is_assigned = rules.pathways[&practice.pathway]
                        .assigned_percent(*category)
                        .is_some();
                    computed[*category] != Computed::NotSubmitted
                        && (is_submitted(practice, *category)
                            || (is_open(*category) && !is_assigned))
                });
                if can_be_submitted.count() < ENOUGH_SUBMITTED {
                    Self::FewerThanTwo
                } else {
                    Self::None
                }
            }
            None => Self::None,
        }
    }
}

/// When automatic circumstances move a weight, for those who are covered by them.
pub(crate) fn circumstances_when(rules: &Rules, practice: &Practice) -> Option<CircumstancesWhen> {
    let automatic = rules.automatic_circumstances.as_ref()?;
    automatic
        .participation
        .contains(&practice.participation)
        .then_some(automatic.when)
}

/// The categories that are submitted at all; cost never is.
pub(crate) const SUBMITTED: [Category; 3] = [
    Category::Quality,
    Category::ImprovementActivities,
    Category::PromotingInteroperability,
];

/// So many submitted categories leave nothing to circumstances that cover those who submitted fewer.
pub(crate) const ENOUGH_SUBMITTED: usize = 2;

/// Whether the file says, or the law takes it to say, that nothing was submitted in the category.
///
/// Where circumstances cover what was not submitted, a category that the file does not mention is one of them; where they
/// cover only those who submitted fewer than two categories, it is when the file mentions no submission at all.
pub(crate) fn lacks_submission(rules: &Rules, practice: &Practice, category: Category) -> bool {
    match practice.categories[category] {
        CategoryInput::NotSubmitted => true,
        CategoryInput::Absent => match circumstances_when(rules, practice) {
            Some(CircumstancesWhen::CategoryNotSubmitted) => true,
            Some(CircumstancesWhen::FewerThanTwoSubmitted) => nothing_submitted(practice),
            None => false,
        },
        _ => false,
    }
}

/// Whether the file gives data or a percent of the category.
pub(crate) fn is_submitted(practice: &Practice, category: Category) -> bool {
    matches!(
        practice.categories[category],
        CategoryInput::Percent(_) | CategoryInput::Measures { .. }
    )
}

/// Whether nothing was submitted in any category that is submitted at all.
pub(super) fn nothing_submitted(practice: &Practice) -> bool {
    SUBMITTED.into_iter().all(|category| {
        matches!(
            practice.categories[category],
            CategoryInput::Absent | CategoryInput::NotSubmitted | CategoryInput::Reweighted(_)
        )
    })
}
