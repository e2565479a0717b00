//! Finds what holds of all practices that are like one but for their figures.

use super::{
    categories,
    prepared::{Activities, Prepared, Terms},
    promoting_interoperability,
    worksheet::Worksheet,
};
use crate::{practice::Practice, rules::book::YearRules};

/// What the improvement activities of a practice come to.
pub(crate) fn activities(rules: &YearRules, practice: &Practice) -> Activities {
    let mut sheet = Worksheet::blank();
    let quality = categories::of_quality(rules, practice, Prepared::default(), &mut sheet);
    let submitted = categories::submitted(practice, quality.submits);
    let found = categories::activities(rules, practice, submitted, &mut sheet);
    Activities {
        submitted,
        computed: found.computed,
        submits: found.submits,
    }
}

/// What the promoting interoperability points of a practice are made of; none where proportions change more than them.
pub(crate) fn terms(rules: &YearRules, practice: &Practice) -> Option<Terms> {
    promoting_interoperability::terms(rules, practice)
}
