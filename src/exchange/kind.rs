//! What kind of file a text is, by its content alone.

use super::{
    json::{self, Json, Object},
    measures_csv,
    source::Source,
};

/// A kind of file other than a practice file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// A submission, a measurement set, or the service's answer with one.
    QppJson,
    /// CMS's score of a submission.
    ScoreTree,
    /// CMS's record of a clinician's eligibility.
    EligibilityRecord,
    /// An answer of CMS's services that says what went wrong.
    ServiceError,
    /// A FHIR resource.
    Fhir,
    /// A QRDA document, or what was meant to be one.
    Qrda,
    /// Another XML document.
    Xml,
    /// A table of measures.
    MeasuresCsv,
}

impl Kind {
    /// What it is called, with its article.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::QppJson => "a QPP submission",
            Self::ScoreTree => "a score tree of CMS",
            Self::EligibilityRecord => "an eligibility record",
            Self::ServiceError => "an error that a service of CMS answered",
            Self::Fhir => "a FHIR resource",
            Self::Qrda => "a QRDA III report",
            Self::Xml => "an XML document",
            Self::MeasuresCsv => "a table of measures",
        }
    }

    /// Why it cannot be read as a practice.
    pub(super) fn refusal(self) -> Option<&'static str> {
        match self {
            Self::QppJson | Self::EligibilityRecord | Self::Qrda | Self::MeasuresCsv => None,
            Self::ScoreTree => Some(
                "that is CMS's score of a submission, not a submission: `mips reconcile` compares it with one",
            ),
            Self::ServiceError => Some(
                "that is an error that a service of CMS answered: there is no data of a practice in it",
            ),
            Self::Fhir => Some(
                "that is a FHIR resource: CMS takes none for MIPS; export a QPP submission or QRDA III instead",
            ),
            Self::Xml => Some("that is an XML document, but no QRDA III report (ClinicalDocument)"),
        }
    }
}

/// The kind of a text; none where it can only be a practice file.
#[must_use]
pub fn recognize(text: &str) -> Option<Kind> {
    let start = text.trim_start();
    match start.as_bytes().first()? {
        b'<' => Some(if start.contains("ClinicalDocument") {
            Kind::Qrda
        } else {
            Kind::Xml
        }),
        b'{' | b'[' => of_json(text),
        _ if measures_csv::is_header(start) => Some(Kind::MeasuresCsv),
        // What was JSON before its beginning was damaged is no practice file.
        _ => of_words(text),
    }
}

/// Looks at the outermost keys; where the text is broken, at the words in it.
fn of_json(text: &str) -> Option<Kind> {
    let source = Source::new("", text);
    let first = match json::values(&source) {
        Ok(values) => values.first().copied(),
        Err(_) => return of_words(text),
    };
    let kind = of_value(first?, 6);
    if kind.is_none() && text.trim_start().starts_with('[') {
        return of_words(text);
    }
    kind
}

fn of_value(value: Json<'_>, depth: usize) -> Option<Kind> {
    let depth = depth.checked_sub(1)?;
    if let Some(item) = value.first_item() {
        return of_value(item, depth);
    }
    let object = value.object("")?;
    let has = |keys: &[&str]| keys.iter().any(|key| object.has(key));
    if has(&["performance_year", "practice"]) {
        return None;
    }
    if has(&["resourceType"]) {
        return Some(Kind::Fhir);
    }
    if has(&["measurementSets", "submissionMethod", "measurements"]) {
        return Some(Kind::QppJson);
    }
    if has(&["organizations", "individualScenario"]) {
        return Some(Kind::EligibilityRecord);
    }
    if has(&["error", "errors"]) && !has(&["data", "score", "parts"]) {
        return Some(Kind::ServiceError);
    }
    if has(&["score"]) || (has(&["parts"]) && has(&["value", "name"])) {
        return Some(Kind::ScoreTree);
    }
    if has(&[
        "entityType",
        "performanceYear",
        "taxpayerIdentificationNumber",
    ]) {
        return Some(Kind::QppJson);
    }
    within(&object, depth)
}

/// What an answer of a service wraps.
fn within(object: &Object<'_>, depth: usize) -> Option<Kind> {
    for key in [
        "data",
        "submission",
        "measurementSet",
        "submissions",
        "responses",
        "items",
        "body",
    ] {
        if let Some(inner) = object.get(key) {
            let kind = of_value(inner, depth);
            if kind.is_some() {
                return kind;
            }
        }
    }
    None
}

/// The kind that the words of a broken text point to.
fn of_words(text: &str) -> Option<Kind> {
    let is_there = |word: &&str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    let has = |words: &[&str]| words.iter().any(is_there);
    if has(&[
        "\"measurementSets\"",
        "\"submissionMethod\"",
        "\"measureId\"",
        "\"entityType\"",
    ]) {
        Some(Kind::QppJson)
    } else if has(&["\"decileScore\"", "\"maxContribution\""]) {
        Some(Kind::ScoreTree)
    } else if has(&[
        "\"organizations\"",
        "\"individualScenario\"",
        "\"firstName\"",
        "\"npi\"",
    ]) {
        Some(Kind::EligibilityRecord)
    } else {
        None
    }
}
