//! Cost measures of `measures-data.json`.

use super::{
    codes::registration_types,
    facts::{Fact, Subject, YearFacts},
    record::Record,
    shared::{CrossReferences, no_last_year},
    write::Row,
};

/// Id and row of a cost measure. Its kind and its case minimum are facts: CMS's file has neither.
pub(super) fn read(
    record: &Record<'_>,
    facts: &YearFacts<'_>,
    found: &mut CrossReferences,
) -> (String, String) {
    let id = record.required_text("measureId");
    let programs = found.programs(record, &id);
    same_for_all(record);

    let subject = Subject {
        cost: true,
        ..Subject::measure(&id)
    };
    let kind = found.used.find(facts, subject, |fact| fact.kind);
    let subject = Subject {
        kind: kind.map(|(kind, _)| kind),
        ..subject
    };
    let minimum = found.used.find(facts, subject, |fact| fact.case_minimum);
    if kind.is_none() || minimum.is_none() {
        record.problem(
            "measureId",
            format!("no fact gives the kind and the case minimum of the cost measure `{id}`"),
        );
    }
    let registration = registration_types(record)
        .or_else(|| Some(found.used.find(facts, subject, Fact::registration_types)?.0))
        .unwrap_or_default();

    let row = Row::default()
        .text("title", &record.title())
        .some_name("kind", kind.map(|(kind, _)| kind))
        .some_number("case_minimum", minimum.map(|(cases, _)| cases))
        .number("first_year", record.year("firstPerformanceYear"))
        .names("registration_types", &registration)
        .optional_list("programs", programs.as_deref())
        .some_name("status", kind.and_then(|(_, status)| status))
        .finish();
    // `overallAlgorithm` averages over a single rate, and only in some years.
    record.finish(&[
        "dataDisplayFormat",
        "description",
        "measureSpecification",
        "overallAlgorithm",
    ]);
    (id, row)
}

/// What no column holds, because it is the same for every cost measure.
fn same_for_all(record: &Record<'_>) {
    no_last_year(record);
    if !record.required_flag("isInverse") {
        record.problem("isInverse", "a cost measure is inverse");
    }
    if record.list("submissionMethods").unwrap_or_default() != ["administrativeClaims"] {
        record.problem(
            "submissionMethods",
            "a cost measure is computed from administrative claims",
        );
    }
    if record.required_text("metricType") != "costScore" {
        record.problem(
            "metricType",
            "the metric type of a cost measure is `costScore`",
        );
    }
}
