//! The improvement activities category from its own data.

use super::categories::Computation;
use crate::{practice::Practice, rulebook::YearRules, worksheet::Worksheet};

/// Computes the category from [`Practice::data`].
pub(super) fn compute(
    _rules: &YearRules,
    _practice: &Practice,
    _sheet: &mut Worksheet,
) -> Computation {
    Computation::nothing()
}
