//! One way in which a score can come out.

use crate::{
    category::{ByCategory, Category, CategorySet},
    decimal::Exact,
};

/// One way in which the categories can have come out: nothing in it is unknown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Possibility {
    /// Each category's percent; absent when it is not scored.
    pub percents: ByCategory<Option<Exact>>,
    /// The categories for which the practice submitted data.
    pub submitted: CategorySet,
    /// The categories for which a hospital's scores may stand in.
    pub replaceable: CategorySet,
    /// The complex patient bonus, if it is due.
    pub complex_patient: Exact,
}

impl Possibility {
    /// The categories that are not scored.
    pub(super) fn not_scored(&self) -> CategorySet {
        Category::ALL
            .into_iter()
            .filter(|category| self.percents[*category].is_none())
            .collect()
    }
}
