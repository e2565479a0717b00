//! One way to fill a pathway's requirement: which measures count, and what is required and missing.

use super::{
    eligible::Applicability,
    measure::{Measure, MeasureResult},
};
use crate::rules::collection_type::CollectionType::AdminClaims;

/// One way to fill a pathway's requirement. Indexes are those of the category's list of measures.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The measures that belong to it; those that do not count may still earn a bonus.
    pub pool: Vec<usize>,
    /// The same, with what was submitted of them in other collection types.
    pub submitted: Vec<usize>,
    /// The measures that count.
    pub counted: Vec<usize>,
    /// Those of them that CMS computes on top of what is required.
    pub added: Vec<usize>,
    /// The required outcome or high-priority measure.
    pub required: Option<usize>,
    /// Whether an outcome or high-priority measure is required and missing.
    pub lacks_required: bool,
    /// Required measures of which nothing was reported and which have no entry: 0 points each.
    pub empty: usize,
    /// Those of them for which the survey's shortfall takes the points off what is available.
    pub excused: usize,
    /// What comes off the available points.
    pub points_off: rust_decimal::Decimal,
    /// Whether fewer measures than usual apply to the practice, where the question arises.
    pub applicability: Option<Applicability>,
}

impl Choice {
    /// Whether everything required was reported, and completely.
    pub fn participates_fully(&self, measures: &[Measure<'_>]) -> bool {
        self.empty <= self.excused
            && !self.lacks_required
            && self
                .counted
                .iter()
                .filter(|index| !self.added.contains(index))
                .all(|index| measures[*index].is_complete)
    }

    /// Whether at least one measure was submitted; what CMS computes is not.
    pub fn has_submission(&self, measures: &[Measure<'_>]) -> bool {
        self.pool.iter().any(|index| {
            let measure = &measures[*index];
            !measure.is_in(&[AdminClaims]) && measure.is_reported()
        })
    }

    /// Puts a measure in; it counts when it is scored.
    pub fn take(&mut self, measures: &[Measure<'_>], index: usize) {
        self.pool.push(index);
        self.submitted.push(index);
        match measures[index].result {
            MeasureResult::Points(_) => self.counted.push(index),
            // Nobody was eligible: as few cases as there can be, of complete data.
            MeasureResult::Excluded | MeasureResult::Suppressed | MeasureResult::Absent => {}
        }
    }

    pub fn finish(mut self, added: &[usize]) -> Self {
        self.counted.extend(added);
        self.pool.extend(added);
        self.added = added.to_vec();
        self
    }
}
