//! Quality measures of `measures-data.json`.

use super::{
    codes::{metric_type, registration_types, types},
    facts::{Fact, Subject, YearFacts},
    record::{Record, snake_case},
    shared::{CrossReferences, no_last_year},
    write::Row,
};
use crate::rules::{
    collection_type::CollectionType,
    measures::{Algorithm, MeasureType, MetricType},
};

/// Fields of a quality measure that no table needs.
const LEFT_OUT: [&str; 13] = [
    "allowedVendors",
    "cpcPlusGroup",
    "dataDisplayFormat",
    "description",
    "eligibilityOptions",
    "isRiskAdjusted",
    "measureSpecification",
    "nationalQualityStrategyDomain",
    "nqfEMeasureId",
    "nqfId",
    "performanceOptions",
    "primarySteward",
    "requiredForPrograms",
];

/// What the benchmarks need to know of a quality measure.
pub(super) struct BenchmarkedMeasure {
    /// What CMS's `registry` stands for with this measure.
    pub(super) registry: CollectionType,
    pub(super) via: Vec<CollectionType>,
    pub(super) inverse: bool,
    /// CMS caps the measure where its benchmark is topped out, 2018.
    pub(super) capped: bool,
    pub(super) cap_removed: Vec<CollectionType>,
    /// The row of the identifiers that electronic reports call the measure and its populations by.
    pub(super) identifiers: Option<String>,
}

/// Reads one quality measure: its id, what the benchmarks need to know, its row.
pub(super) fn read(
    record: &Record<'_>,
    facts: &YearFacts<'_>,
    found: &mut CrossReferences,
) -> (String, BenchmarkedMeasure, String) {
    let id = record.required_text("measureId");
    let registry = if record.required_flag("isRegistryMeasure") {
        CollectionType::Qcdr
    } else if id.ends_with("SSP") {
        CollectionType::MedicareCqm
    } else {
        CollectionType::Cqm
    };
    let listed = |key| types(record, key, record.list(key).unwrap_or_default(), registry);
    let known = BenchmarkedMeasure {
        registry,
        via: listed("submissionMethods"),
        inverse: record.required_flag("isInverse"),
        capped: record.is("isToppedOutByProgram"),
        cap_removed: listed("sevenPointCapRemoved"),
        identifiers: identifiers(record),
    };
    if known.via.is_empty() {
        record.problem("submissionMethods", "expected at least one");
    }
    if record.is("isSevenPointCapRemoved") == known.cap_removed.is_empty() {
        record.problem(
            "isSevenPointCapRemoved",
            "does not go with the list `sevenPointCapRemoved`",
        );
    }
    let row = row(record, &id, &known, facts, found);
    record.finish(&LEFT_OUT);
    (id, known, row)
}

/// What electronic reports call the measure and the populations of each of its rates; none for other measures.
fn identifiers(record: &Record<'_>) -> Option<String> {
    let uuid = record.text("eMeasureUuid")?.to_lowercase();
    let mut rates = Vec::new();
    for stratum in record.children("strata") {
        let Some(populations) = stratum.child("eMeasureUuids") else {
            continue;
        };
        let named = |key| populations.text(key).map(|uuid| uuid.to_lowercase());
        let row = Row::default()
            .some_text("stratum", stratum.text("name").as_deref())
            .some_text(
                "initial_population",
                named("initialPopulationUuid").as_deref(),
            )
            .some_text("denominator", named("denominatorUuid").as_deref())
            .some_text("exclusions", named("denominatorExclusionUuid").as_deref())
            .some_text("exceptions", named("denominatorExceptionUuid").as_deref())
            .some_text("numerator", named("numeratorUuid").as_deref())
            .some_text(
                "numerator_exclusions",
                named("numeratorExclusionUuid").as_deref(),
            );
        rates.push(row.finish());
    }
    if rates.is_empty() {
        record.problem("strata", "an electronic measure needs `eMeasureUuids`");
    }
    Some(
        Row::default()
            .text("uuid", &uuid)
            .rows("rates", &rates)
            .finish(),
    )
}

/// How the rates of a multi-rate measure make one, and their names.
fn rates(record: &Record<'_>, metric: Option<MetricType>) -> (Option<Algorithm>, Vec<String>) {
    let strata: Vec<String> = record
        .children("strata")
        .iter()
        .filter_map(|stratum| stratum.text("name"))
        .collect();
    let algorithm: Option<Algorithm> = record.code("overallAlgorithm");
    if metric != Some(MetricType::MultiPerformanceRate) {
        return (None, Vec::new());
    }
    if strata.is_empty() || algorithm.is_none() {
        record.problem(
            "strata",
            "a multi-rate measure needs named strata and an `overallAlgorithm`",
        );
    }
    (algorithm, strata)
}

fn row(
    record: &Record<'_>,
    id: &str,
    known: &BenchmarkedMeasure,
    facts: &YearFacts<'_>,
    found: &mut CrossReferences,
) -> String {
    let programs = found.programs(record, id);
    let metric = metric_type(record);
    let (algorithm, strata) = rates(record, metric);
    let subject = Subject::measure(id);
    let minimum = found.used.find(facts, subject, |fact| fact.case_minimum);
    let clinicians = found
        .used
        .find(facts, subject, |fact| fact.minimum_clinicians);
    let registration = match registration_types(record) {
        Some(types) => Some((types, None)),
        None => found.used.find(facts, subject, Fact::registration_types),
    };
    let status = minimum
        .and_then(|(_, status)| status)
        .or(registration.as_ref().and_then(|(_, status)| *status));
    let mut everywhere = |says: fn(&Fact) -> bool| {
        found
            .used
            .find(facts, subject, |fact| says(fact).then_some(()))
            .is_some()
    };
    let suppressed = flagged(
        record,
        ["isClinicalGuidelineChanged", "clinicalGuidelineChanged"],
        known,
        || everywhere(|fact| fact.suppressed),
    );
    let truncated = flagged(record, ["isIcdImpacted", "icdImpacted"], known, || {
        everywhere(|fact| fact.truncated)
    });
    let registration = registration.map(|(types, _)| types).unwrap_or_default();
    no_last_year(record);

    Row::default()
        .text("title", &record.title())
        .some_text("cms_id", record.text("eMeasureId").as_deref())
        .some_name("type", record.required_code::<MeasureType>("measureType"))
        .flag("high_priority", record.is("isHighPriority"))
        .flag("inverse", known.inverse)
        .some_name(
            "metric_type",
            metric.filter(|metric| *metric != MetricType::default()),
        )
        .names("via", &known.via)
        .number("first_year", record.year("firstPerformanceYear"))
        .some_name("algorithm", algorithm)
        .filled("strata", &strata)
        .names("cap_removed", &known.cap_removed)
        .names("suppressed", &suppressed)
        .names("truncated", &truncated)
        .names("benchmark_removed", &removed(record, known.registry))
        .some_number("case_minimum", minimum.map(|(cases, _)| cases))
        .some_number(
            "minimum_clinicians",
            clinicians.map(|(clinicians, _)| clinicians),
        )
        .names("registration_types", &registration)
        .filled(
            "companions",
            &sorted(record.list("companionMeasureId").unwrap_or_default()),
        )
        .optional_list("programs", programs.as_deref())
        .filled("sets", &sets(record))
        .some_name("status", status)
        .finish()
}

/// The collection types of a flag with a list; a flag without a list needs a fact that says what it stands for.
fn flagged(
    record: &Record<'_>,
    [flag, list]: [&'static str; 2],
    known: &BenchmarkedMeasure,
    everywhere: impl FnOnce() -> bool,
) -> Vec<CollectionType> {
    let listed = record.list(list).unwrap_or_default();
    match (record.is(flag), listed.is_empty()) {
        (false, true) => Vec::new(),
        (false, false) => {
            record.problem(
                list,
                format!("lists collection types, but `{flag}` is not true"),
            );
            Vec::new()
        }
        (true, false) => types(record, list, listed, known.registry),
        (true, true) if everywhere() => known.via.clone(),
        (true, true) => {
            record.problem(
                flag,
                "names no collection type, and no fact says which ones are meant",
            );
            Vec::new()
        }
    }
}

/// `historic_benchmarks` (`benchmarks` in 2021): what became of the historical benchmark, by submission method.
fn removed(record: &Record<'_>, registry: CollectionType) -> Vec<CollectionType> {
    let key = if record.has("historic_benchmarks") {
        "historic_benchmarks"
    } else {
        "benchmarks"
    };
    let all = record.texts(key).unwrap_or_default();
    let (removed, other): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(_, what)| what == "removed");
    for (method, what) in other {
        record.problem(
            key,
            format!("the historical benchmark of `{method}` is `{what}`; only `removed` is known"),
        );
    }
    types(
        record,
        key,
        removed.into_iter().map(|(method, _)| method).collect(),
        registry,
    )
}

fn sets(record: &Record<'_>) -> Vec<String> {
    let all = record.list("measureSets").unwrap_or_default();
    let mut sets: Vec<String> = all.iter().map(|code| snake_case(code)).collect();
    sets.sort_unstable();
    sets.dedup();
    sets
}

fn sorted(mut list: Vec<String>) -> Vec<String> {
    list.sort_by(|a, b| super::write::natural(a, b));
    list.dedup();
    list
}
