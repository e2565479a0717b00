//! Promoting interoperability, `aci` in 2017, of `measures-data.json`.

use super::{
    facts::{Subject, YearFacts},
    record::{Record, snake_case},
    shared::{CrossReferences, no_last_year, open_to_all},
    write::{Row, natural},
};
use crate::rules::measures::{PiMetric, ReportingCategory};

/// Id and row of a measure, an attestation or an exclusion. CMS gives the exclusions of a measure one title; what each is
/// for is a fact.
pub(super) fn read(
    record: &Record<'_>,
    facts: &YearFacts<'_>,
    found: &mut CrossReferences,
) -> (String, String) {
    let id = record.required_text("measureId");
    let ground = found
        .used
        .find(facts, Subject::measure(&id), |fact| fact.ground.clone());
    let title = match ground {
        Some((ground, _)) => format!("{}: {ground}", record.title()),
        None => record.title(),
    };
    let objective = record.text("objective").map(|code| snake_case(&code));
    let category: Option<ReportingCategory> = record.code("reportingCategory");
    let metric: Option<PiMetric> = record.required_code("metricType");
    no_last_year(record);
    open_to_all(record);
    let list = |key| {
        let mut list = record.text_or_list(key);
        list.sort_by(|a, b| natural(a, b));
        list
    };
    let row = Row::default()
        .text("title", &title)
        .some_text("objective", objective.as_deref())
        .some_name("category", category)
        .flag("required", record.required_flag("isRequired"))
        .flag("bonus", record.required_flag("isBonus"))
        .some_name("metric_type", metric)
        .some_number("weight", record.number("weight"))
        .filled("measure_sets", &list("measureSets"))
        .filled("substitutes", &list("substitutes"))
        .filled("exclusions", &list("exclusion"))
        .filled("preprod", &list("preprod"))
        .number("first_year", record.year("firstPerformanceYear"))
        .finish();
    // The programs are looked at where the whole table is.
    record.finish(&["allowedPrograms", "description", "measureSpecification"]);
    (id, row)
}
