//! The four categories from the practice's own data, where the practice file gives data.

use super::{
    cost, improvement_activities, promoting_interoperability, quality,
    weights::{self, Computed},
};
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
    /// Whether data were submitted for it.
    pub submits: bool,
    /// Its measures or activities.
    pub measures: Vec<MeasureScore>,
    /// What a reader must know of it.
    pub notes: Vec<Note>,
}

impl Computation {
    /// Nothing was computed: the category's state in the file is all there is.
    pub(super) fn nothing(practice: &Practice, category: Category) -> Self {
        Self {
            computed: Computed::NotComputed,
            submits: matches!(practice.categories[category], CategoryInput::Percent(_)),
            measures: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// Computes each category that the practice file gives data for, and what the law grants without any.
pub(super) fn compute(
    rules: &YearRules,
    practice: &Practice,
    sheet: &mut Worksheet,
) -> ByCategory<Computation> {
    let has_data = |category| {
        matches!(
            practice.categories[category],
            CategoryInput::Measures { .. }
        )
    };
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
            weights::is_submitted(practice, interoperability),
        ),
    ]
    .into_iter()
    .filter(|(_, submits)| *submits)
    .map(|(category, _)| category)
    .collect();
    let activities = Category::ImprovementActivities;
    let improvement_activities = if has_data(activities) {
        improvement_activities::compute(rules, practice, submitted, sheet)
    } else if weights::lacks_submission(rules, practice, activities) {
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
