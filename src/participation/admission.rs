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
    let (document, of_rules) = as_asked(book, document, settings)?;
    trial::admit(book, &document, &of_rules)
}

/// The file as a question about taking part reads it, with the settings of the practice laid over it; and the settings of
/// the rules that are left.
pub(super) fn as_asked(
    book: &RuleBook,
    document: &Document,
    settings: &[Setting],
) -> Result<(Document, Vec<Setting>), Problems> {
    let (of_rules, of_practice): (Vec<Setting>, Vec<Setting>) =
        settings.iter().cloned().partition(Setting::is_of_rules);
    let mut asked = document.clone();
    asked.lay(&of_practice)?;
    let own = implied(book, &asked);
    asked.lay(&own)?;
    Ok((asked, of_rules))
}

/// What the file means where a score would take it otherwise.
fn implied(book: &RuleBook, asked: &Document) -> Vec<Setting> {
    let mut own = Vec::new();
    let text = |path: &str| match asked.get(path).map(|node| &node.value) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let of_individuals = [
        "eligibility.clinician_type",
        "eligibility.medicare_enrolled",
        "eligibility.group",
        "practice.clinician_type",
    ];
    let is_about_one = of_individuals.iter().any(|path| asked.get(path).is_some());
    if asked.get("practice.participation").is_none() && is_about_one {
        own.push(Setting::new("practice.participation", "individual", ""));
    }
    // A type that the year does not list is the answer here, where for a score it is an error.
    let year = match asked.get("performance_year").map(|node| &node.value) {
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
        if asked.get("eligibility.clinician_type").is_none() {
            own.push(Setting::new("eligibility.clinician_type", kind.key(), ""));
        }
    }
    own
}
