//! What could be mended, read from the scorecard and the year's rule tables; what each is worth is for the score to say.

pub mod activities;
pub mod examples;
mod facts;
pub mod interoperability;
pub mod measures;
pub mod required;

use rust_decimal::Decimal;

use super::footing::Footing;
use crate::{
    category::Category, document::setting::Setting, score::scorecard::Status, trial::Trial,
};

/// What kind of thing a mend is: what it takes to carry it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// Everything that may be mended.
pub fn of(footing: &Footing<'_>) -> Vec<Mend> {
    let mut mends = Vec::new();
    mends.extend(facts::of(footing));
    mends.extend(measures::of(footing.trial));
    mends.extend(required::of(footing));
    mends.extend(activities::of(footing));
    mends.extend(interoperability::of(footing));
    mends
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

/// Texts in a sentence: `a`, `a and b`, `a, b and c`.
pub fn listed(texts: &[String]) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
