//! The four categories from the practice's own data, where the practice file gives data.

use super::{
    computation::Computation, cost, improvement_activities, promoting_interoperability, quality,
};
use crate::{
    category::{ByCategory, Category},
    practice::{CategoryInput, Practice},
    rules::book::YearRules,
    score::worksheet::Worksheet,
};

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
