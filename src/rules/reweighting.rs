//! What moves a category's weight: 42 CFR 414.1380(c)(2)(i).

use serde::{Deserialize, Serialize};

use super::{
    status::Status,
    terms::{ClinicianType, Participation, Reason, SpecialStatus},
};
use crate::category::Category;

/// A category that carries no weight for anyone.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NeverScored {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The reason, as results name it.
    pub reason: Reason,
    /// The same in a sentence.
    pub note: String,
}

/// Whose weight of a category moves away without an application.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AutomaticReweighting {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Holders of one of these statuses.
    pub special_statuses: Vec<SpecialStatus>,
    /// Small practices.
    pub small_practice: bool,
    /// Individual clinicians of one of these types.
    pub clinician_types: Vec<ClinicianType>,
    /// Statuses that a group holds only when every clinician in it does.
    #[serde(default)]
    pub statuses_without_group_definition: Vec<SpecialStatus>,
}

/// Extreme and uncontrollable circumstances that cover clinicians automatically.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AutomaticCircumstances {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Whom.
    pub participation: Vec<Participation>,
    /// When.
    pub when: CircumstancesWhen,
    /// The same in a sentence.
    pub note: String,
}

/// When automatic circumstances move a category's weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CircumstancesWhen {
    /// When nothing was submitted in the category.
    CategoryNotSubmitted,
    /// When nothing was submitted in the category and fewer than two categories were submitted at all; cost, which nobody
    /// submits, goes with it.
    FewerThanTwoSubmitted,
}

/// Where a reweighting reason is the law's.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ReweightingReason {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// In these categories.
    pub categories: Vec<Category>,
    /// Also in every category, when all four carry it.
    #[serde(default)]
    pub together: bool,
    /// Whether an APM Entity has it in all four categories or in none.
    #[serde(default)]
    pub apm_entity_together: bool,
}
