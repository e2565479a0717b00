//! One thing that can still be changed, and what it takes.

use rust_decimal::Decimal;

use crate::document::setting::Setting;

/// What a step takes. One effort is less than another by its patients, then by what is harder to come by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Effort {
    /// Patients.
    pub patients: u64,
    /// Forms: applications, and the choice of another pathway.
    pub applications: u64,
    /// Quality measures.
    pub measures: u64,
    /// Improvement activities.
    pub activities: u64,
    /// Answers, attestations and other entries of promoting interoperability.
    pub answers: u64,
}

/// One thing that can still be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// What is done, in a clause.
    pub description: String,
    /// The same as settings.
    pub settings: Vec<Setting>,
    /// What it adds to the final score by itself.
    pub points: Decimal,
    /// What it adds to the payment adjustment in dollars, where the paid amount is given.
    pub dollars: Option<Decimal>,
    /// The final score with it alone.
    pub final_score: Decimal,
    /// What it takes.
    pub effort: Effort,
    /// Of steps that are rungs of one ladder (more and more patients of one measure, more and more measures of a list) the
    /// ladder's name.
    pub(in crate::plan) ladder: Option<String>,
}

/// A step that is not scored yet.
pub(super) struct Draft {
    pub(super) description: String,
    pub(super) settings: Vec<Setting>,
    pub(super) effort: Effort,
    pub(in crate::plan) ladder: Option<String>,
}
