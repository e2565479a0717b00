//! Taking part: who is in MIPS, which final score counts, which track pays, and by when.
//!
//! Everything here is asked of a practice that was admitted ([`crate::trial::admit`]) and of its year's rules; scores are
//! those of [`crate::trial::run`].

use crate::{
    document::{Document, Value, setting::Setting},
    practice::taking_part::Volume,
    problem::Problems,
    rules::{
        book::RuleBook,
        terms::{ClinicianType, Word},
    },
    trial::{self, Admitted},
};

pub mod calendar;
mod eligibility;
pub mod eligibility_report;
mod low_volume;
mod qp;
mod verdict;

pub use eligibility::{Choice, Eligibility, Missing, eligibility};
pub use low_volume::{LevelTest, LimitRow};
pub use qp::{QpStanding, ScoreRow};
pub use verdict::{Test, Verdict};

fn volume_unknown() -> Volume {
    Volume::default()
}

/// Admits a practice file for a question about taking part. Two things that a score takes otherwise are the question
/// itself here: a clinician type that the year does not have, and a participation that is not given beside facts that
/// only an individual has.
///
/// # Errors
///
/// As [`trial::admit`].
pub fn admit(
    book: &RuleBook,
    document: &Document,
    settings: &[Setting],
) -> Result<Admitted, Problems> {
    let mut varied = document.clone();
    let of_practice: Vec<Setting> = settings
        .iter()
        .filter(|it| !it.is_of_rules())
        .cloned()
        .collect();
    varied.lay(&of_practice)?;
    let mut own = Vec::new();
    let text = |path: &str| match varied.get(path).map(|node| &node.value) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let of_individuals = [
        "eligibility.clinician_type",
        "eligibility.medicare_enrolled",
        "eligibility.group",
        "practice.clinician_type",
    ];
    let is_about_one = of_individuals.iter().any(|path| varied.get(path).is_some());
    if varied.get("practice.participation").is_none() && is_about_one {
        own.push(Setting::new("practice.participation", "individual", ""));
    }
    let kind = text("practice.clinician_type").filter(|it| ClinicianType::from_key(it).is_some());
    if let Some(kind) = kind.filter(|_| varied.get("eligibility.clinician_type").is_none()) {
        own.push(Setting::new("practice.clinician_type", "", ""));
        own.push(Setting::new("eligibility.clinician_type", kind, ""));
    }
    varied.lay(&own)?;
    let of_rules: Vec<Setting> = settings
        .iter()
        .filter(|it| it.is_of_rules())
        .cloned()
        .collect();
    trial::admit(book, &varied, &of_rules)
}
