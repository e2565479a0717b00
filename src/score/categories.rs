//! The four categories from the practice's own data, where the practice file gives data.

use super::{
    computation::Computation, cost, improvement_activities, prepared::Prepared,
    promoting_interoperability, quality,
};
use crate::{
    category::{ByCategory, Category, CategorySet},
    practice::{Practice, states},
    rules::book::YearRules,
    score::worksheet::Worksheet,
};

/// Computes each category that the practice file gives data for, and what the law grants without any.
pub(super) fn compute(
    rules: &YearRules,
    practice: &Practice,
    prepared: Prepared<'_>,
    sheet: &mut Worksheet,
) -> ByCategory<Computation> {
    let quality = of_quality(rules, practice, prepared, sheet);
    let cost = if practice.has_measures(Category::Cost) {
        cost::compute(rules, practice, prepared.cost, sheet)
    } else {
        Computation::nothing(practice, Category::Cost)
    };
    let submitted = submitted(practice, quality.submits);
    let improvement_activities = prepared
        .activities(practice, submitted)
        .unwrap_or_else(|| activities(rules, practice, submitted, sheet));
    let interoperability = Category::PromotingInteroperability;
    let promoting_interoperability = if practice.has_measures(interoperability) {
        prepared
            .interoperability(rules, practice)
            .unwrap_or_else(|| promoting_interoperability::compute(rules, practice, sheet))
    } else {
        Computation::nothing(practice, interoperability)
    };
    ByCategory {
        quality,
        cost,
        improvement_activities,
        promoting_interoperability,
    }
}

/// Computes quality.
pub(super) fn of_quality(
    rules: &YearRules,
    practice: &Practice,
    prepared: Prepared<'_>,
    sheet: &mut Worksheet,
) -> Computation {
    if practice.has_measures(Category::Quality) {
        quality::compute(rules, practice, prepared.quality, sheet)
    } else {
        Computation::nothing(practice, Category::Quality)
    }
}

/// The categories for which data were submitted, improvement activities aside.
pub(super) fn submitted(practice: &Practice, quality: bool) -> CategorySet {
    let interoperability = Category::PromotingInteroperability;
    [
        (Category::Quality, quality),
        (
            interoperability,
            states::is_submitted(practice, interoperability),
        ),
    ]
    .into_iter()
    .filter(|(_, submits)| *submits)
    .map(|(category, _)| category)
    .collect()
}

/// Computes improvement activities beside what was `submitted` of other categories.
pub(super) fn activities(
    rules: &YearRules,
    practice: &Practice,
    submitted: CategorySet,
    sheet: &mut Worksheet,
) -> Computation {
    let activities = Category::ImprovementActivities;
    if practice.has_measures(activities) {
        improvement_activities::compute(rules, practice, submitted, sheet)
    } else if states::lacks_submission(rules, practice, activities) {
        improvement_activities::without_activities(rules, practice, submitted, sheet)
    } else {
        Computation::nothing(practice, activities)
    }
}
