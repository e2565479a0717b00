//! The four categories from the practice's own data, where the practice file gives data.

use super::{
    computation::Computation, cost, improvement_activities, promoting_interoperability, quality,
};
use crate::{
    category::{ByCategory, Category},
    practice::{Practice, states},
    rules::book::YearRules,
    score::worksheet::Worksheet,
};

/// Computes each category that the practice file gives data for, and what the law grants without any.
pub(super) fn compute(
    rules: &YearRules,
    practice: &Practice,
    sheet: &mut Worksheet,
) -> ByCategory<Computation> {
    let has_data = |category| practice.has_measures(category);
    let or_nothing = |category, computation: Option<Computation>| {
        computation.unwrap_or_else(|| Computation::nothing(practice, category))
    };
    let quality = or_nothing(
        Category::Quality,
        has_data(Category::Quality).then(|| quality::compute(rules, practice, sheet)),
    );
    let cost = or_nothing(
        Category::Cost,
        has_data(Category::Cost).then(|| cost::compute(rules, practice, sheet)),
    );
    let interoperability = Category::PromotingInteroperability;
    let submitted = [
        (Category::Quality, quality.submits),
        (
            interoperability,
            states::is_submitted(practice, interoperability),
        ),
    ]
    .into_iter()
    .filter(|(_, submits)| *submits)
    .map(|(category, _)| category)
    .collect();
    let activities = Category::ImprovementActivities;
    let improvement_activities = if has_data(activities) {
        improvement_activities::compute(rules, practice, submitted, sheet)
    } else if states::lacks_submission(rules, practice, activities) {
        improvement_activities::without_activities(rules, practice, submitted, sheet)
    } else {
        Computation::nothing(practice, activities)
    };
    let promoting_interoperability = or_nothing(
        interoperability,
        has_data(interoperability)
            .then(|| promoting_interoperability::compute(rules, practice, sheet)),
    );
    ByCategory {
        quality,
        cost,
        improvement_activities,
        promoting_interoperability,
    }
}
