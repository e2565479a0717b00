//! Something that may be mended, and what all mends are told by.

use rust_decimal::Decimal;

use crate::{
    category::Category, document::setting::Setting, score::scorecard::Status, trial::Trial,
};

/// What kind of thing a mend is: what it takes to carry it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// A fact or figure that is put right in the file; nothing is done.
    Correction,
    /// More of a measure's patients are reported.
    Patients(u64),
    /// Quality measures are reported.
    Measures(u64),
    /// Activities are done.
    Activities(u64),
    /// Promoting interoperability is answered.
    Answers(u64),
}

/// Something that may be mended.
pub struct Mend {
    /// What kind it is.
    pub kind: Kind,
    /// The key or table at fault.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What mends it.
    pub advice: String,
    /// The same as settings; empty where only the practice knows it.
    pub settings: Vec<Setting>,
    /// Whether it is a requirement that is unmet, whatever the mend adds.
    pub is_required: bool,
}

/// The setting of a mend.
pub fn set(path: impl Into<String>, value: impl Into<String>) -> Setting {
    Setting::new(path, value, "--set")
}

/// Whether the category carries weight, or may.
pub fn has_weight(trial: &Trial, category: Category) -> bool {
    trial.scorecard.categories[category].weight != Some(Decimal::ZERO)
}

/// Whether the category counts 0 because nothing was submitted.
pub fn is_not_submitted(trial: &Trial, category: Category) -> bool {
    trial.scorecard.categories[category].status == Status::NotSubmitted
}
