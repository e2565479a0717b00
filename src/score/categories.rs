//! The four categories from the practice's own data, where the practice file gives data.

use super::{cost, improvement_activities, promoting_interoperability, quality, weights::Computed};
use crate::{
    category::{ByCategory, Category},
    practice::{CategoryInput, Practice},
    rules::book::YearRules,
    score::{
        scorecard::{MeasureScore, Note},
        worksheet::Worksheet,
    },
};

/// What was computed of one category.
#[derive(Clone, Debug)]
pub(super) struct Computation {
    /// Its percent, or that it cannot be scored.
    pub computed: Computed,
    /// Its measures or activities.
    pub measures: Vec<MeasureScore>,
    /// What a reader must know of it.
    pub notes: Vec<Note>,
}

impl Computation {
    /// Nothing was computed: the category's state in the file is all there is.
    pub(super) fn nothing() -> Self {
        Self {
            computed: Computed::NotComputed,
            measures: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// Computes each category that the practice file gives data for.
pub(super) fn compute(
    rules: &YearRules,
    practice: &Practice,
    sheet: &mut Worksheet,
) -> ByCategory<Computation> {
    ByCategory::from_fn(|category| match practice.categories[category] {
        CategoryInput::Measures { .. } => match category {
            Category::Quality => quality::compute(rules, practice, sheet),
            Category::Cost => cost::compute(rules, practice, sheet),
            Category::ImprovementActivities => {
                improvement_activities::compute(rules, practice, sheet)
            }
            Category::PromotingInteroperability => {
                promoting_interoperability::compute(rules, practice, sheet)
            }
        },
        CategoryInput::NotSubmitted if category == Category::ImprovementActivities => {
            improvement_activities::without_activities(rules, practice, sheet)
        }
        _ => Computation::nothing(),
    })
}
