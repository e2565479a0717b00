//! What was computed of a category from its own data.

use crate::{
    category::Category,
    practice::{CategoryInput, Practice, states::Computed},
    score::scorecard::{MeasureScore, Note},
};

/// What was computed of one category.
#[derive(Clone, Debug)]
pub(super) struct Computation {
    /// Its percent, or that it cannot be scored.
    pub computed: Computed,
    /// Whether data were submitted for it.
    pub submits: bool,
    /// Whether the worksheet has its percent.
    pub is_on_sheet: bool,
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
            is_on_sheet: false,
            measures: Vec::new(),
            notes: Vec::new(),
        }
    }
}
