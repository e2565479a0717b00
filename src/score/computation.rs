//! What was computed of a category from its own data.

use rust_decimal::Decimal;

use crate::{
    category::Category,
    practice::{CategoryInput, Practice, states::Computed},
    rules::measures::Inventory,
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
    /// Whether the worksheet has its percent.
    pub is_on_sheet: bool,
    /// Its measures or activities.
    pub measures: Vec<MeasureScore>,
    /// What a reader must know of it.
    pub notes: Vec<Note>,
}

/// A measure or activity that earns nothing yet, with its title. On a blank worksheet it has no name.
pub(super) fn unscored(inventory: Option<&Inventory>, id: &str, sheet: &Worksheet) -> MeasureScore {
    let (id, title) = if sheet.is_blank() {
        ("", None)
    } else {
        (id, inventory.and_then(|inventory| inventory.title(id)))
    };
    MeasureScore {
        id: id.to_owned(),
        collection_type: None,
        title: title.unwrap_or_default().to_owned(),
        performance_rate: None,
        decile: None,
        points: None,
        available: Decimal::ZERO,
        counted: false,
        reasons: Vec::new(),
    }
}

impl Computation {
    /// Nothing was computed: the category's state in the file is all there is.
    pub(super) fn nothing(practice: &Practice, category: Category) -> Self {
        Self {
            computed: Computed::Nothing,
            submits: matches!(practice.categories[category], CategoryInput::Percent(_)),
            is_on_sheet: false,
            measures: Vec::new(),
            notes: Vec::new(),
        }
    }
}
