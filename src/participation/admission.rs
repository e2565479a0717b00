//! Admitting a practice file for a question about taking part.

use crate::{
    document::{Document, Value, setting::Setting},
    problem::Problems,
    rules::{
        book::RuleBook,
        terms::{ClinicianType, Word},
    },
    trial::{self, Admitted},
};

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
    // A type that the year does not list is the answer here, where for a score it is an error.
    let year = match varied.get("performance_year").map(|node| &node.value) {
        Some(Value::Number(year)) => year.parse().ok(),
        _ => None,
    };
    let rules = year.and_then(|year| book.year(year).ok());
    let is_unlisted = |kind: ClinicianType| {
        rules
            .as_ref()
            .is_some_and(|rules| !rules.clinician_types.kinds.contains(&kind))
    };
    let kind = text("practice.clinician_type").and_then(|it| ClinicianType::from_key(&it));
    if let Some(kind) = kind.filter(|kind| is_unlisted(*kind)) {
        own.push(Setting::new("practice.clinician_type", "", ""));
        if varied.get("eligibility.clinician_type").is_none() {
            own.push(Setting::new("eligibility.clinician_type", kind.key(), ""));
        }
    }
    varied.lay(&own)?;
    let of_rules: Vec<Setting> = settings
        .iter()
        .filter(|it| it.is_of_rules())
        .cloned()
        .collect();
    trial::admit(book, &varied, &of_rules)
}
