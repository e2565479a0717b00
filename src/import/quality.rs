//! Quality measures of `measures-data.json`.

use super::{
    facts::{Subject, YearFacts},
    measures::Found,
    record::{Record, known, snake_case},
    write::Row,
};
use crate::rules::{
    collection_type::CollectionType,
    measures::{Algorithm, MeasureType, MetricType, RegistrationType},
};

/// Fields of a quality measure that no table needs.
const LEFT_OUT: [&str; 19] = [
    "allowedVendors",
    "category",
    "cpcPlusGroup",
    "dataDisplayFormat",
    "description",
    "eMeasureUuid",
    "eligibilityOptions",
    "isRegistryMeasure",
    "isRiskAdjusted",
    "isToppedOutByProgram",
    "measureSpecification",
    "nationalQualityStrategyDomain",
    "nqfEMeasureId",
    "nqfId",
    "performanceOptions",
    "primarySteward",
    "requiredForPrograms",
    "isSevenPointCapRemoved",
    "strata",
];

/// What the benchmarks need to know of a quality measure.
pub(super) struct Known {
    /// What CMS's `registry` stands for with this measure.
    pub(super) registry: CollectionType,
    pub(super) via: Vec<CollectionType>,
    pub(super) inverse: bool,
    /// CMS caps the measure where its benchmark is topped out, 2018.
    pub(super) capped: bool,
    pub(super) cap_removed: Vec<CollectionType>,
}

/// Reads one quality measure: its id, what the benchmarks need to know, its row.
pub(super) fn read(record: &Record<'_>, facts: &YearFacts<'_>, found: &mut Found) -> (String, Known, String) {
    let id = record.required_text("measureId");
    let registry = if record.required_flag("isRegistryMeasure") {
        CollectionType::Qcdr
    } else if id.ends_with("SSP") {
        CollectionType::MedicareCqm
    } else {
        CollectionType::Cqm
    };
    let mut via = types(record, "submissionMethods", record.list("submissionMethods").unwrap_or_default(), registry);
    via.sort_unstable();
    if via.is_empty() {
        record.problem("submissionMethods", "expected at least one");
    }
    let known = Known {
        registry,
        inverse: record.required_flag("isInverse"),
        capped: record.is("isToppedOutByProgram"),
        cap_removed: types(record, "sevenPointCapRemoved", record.list("sevenPointCapRemoved").unwrap_or_default(), registry),
        via,
    };
    let row = row(record, &id, &known, facts, found);
    record.finish(&LEFT_OUT);
    (id, known, row)
}

fn row(record: &Record<'_>, id: &str, known: &Known, facts: &YearFacts<'_>, found: &mut Found) -> String {
    let programs = found.programs(record, id);
    let metric = metric_type(record);
    let strata: Vec<String> = record.children("strata").iter().filter_map(|stratum| stratum.text("name")).collect();
    let multi = metric == Some(MetricType::MultiPerformanceRate);
    let algorithm: Option<Algorithm> = record.code("overallAlgorithm");
    if multi && (strata.is_empty() || algorithm.is_none()) {
        record.problem("strata", "a multi-rate measure needs named strata and an `overallAlgorithm`");
    }

    let subject = Subject::measure(id);
    let mut fact = |name: &str, provenance| {
        found.used.insert(name.into(), provenance);
    };
    let mut status = None;
    let mut case_minimum = None;
    let mut minimum_clinicians = None;
    if let Some((name, about, cases)) = facts.find(subject, |fact| fact.case_minimum) {
        fact(name, about.provenance());
        case_minimum = Some(cases);
        minimum_clinicians = about.minimum_clinicians;
        status = about.status;
    }
    let registration = registration_types(record).or_else(|| {
        let (name, about, types) = facts.find(subject, |fact| {
            (!fact.registration_types.is_empty()).then(|| fact.registration_types.clone())
        })?;
        fact(name, about.provenance());
        status = status.or(about.status);
        Some(types)
    });
    let suppressed = flagged(record, "isClinicalGuidelineChanged", "clinicalGuidelineChanged", known, || {
        let (name, about, ()) = facts.find(subject, |fact| fact.suppressed.then_some(()))?;
        fact(name, about.provenance());
        Some(())
    });
    let truncated = flagged(record, "isIcdImpacted", "icdImpacted", known, || {
        let (name, about, ()) = facts.find(subject, |fact| fact.truncated.then_some(()))?;
        fact(name, about.provenance());
        Some(())
    });
    super::measures::no_last_year(record);

    Row::default()
        .text("title", &record.title())
        .some_text("cms_id", record.text("eMeasureId").as_deref())
        .some_name("type", record.required_code::<MeasureType>("measureType"))
        .flag("high_priority", record.is("isHighPriority"))
        .flag("inverse", known.inverse)
        .some_name("metric_type", metric.filter(|metric| *metric != MetricType::default()))
        .names("via", &known.via)
        .number("first_year", record.year("firstPerformanceYear"))
        .some_name("algorithm", algorithm.filter(|_| multi))
        .filled("strata", if multi { &strata } else { &[] })
        .names("cap_removed", &known.cap_removed)
        .names("suppressed", &suppressed)
        .names("truncated", &truncated)
        .names("benchmark_removed", &removed(record, known.registry))
        .some_number("case_minimum", case_minimum)
        .some_number("minimum_clinicians", minimum_clinicians)
        .names("registration_types", &registration.unwrap_or_default())
        .filled("companions", &sorted(record.list("companionMeasureId").unwrap_or_default()))
        .optional_list("programs", programs.as_deref())
        .filled("sets", &sets(record))
        .some_name("status", status)
        .finish()
}

/// The registry's forms of the metric types say nothing that the collection type does not.
fn metric_type(record: &Record<'_>) -> Option<MetricType> {
    let text = record.required_text("metricType");
    let plain = match text.as_str() {
        "registrySinglePerformanceRate" => "singlePerformanceRate",
        "registryMultiPerformanceRate" => "multiPerformanceRate",
        other => other,
    };
    let metric = known(&snake_case(plain));
    if metric.is_none() {
        record.problem("metricType", format!("the metric type `{text}` is not known"));
    }
    metric
}

/// The collection types of a flag with a list; a flag without a list needs a fact that says what it stands for.
fn flagged(
    record: &Record<'_>,
    flag: &'static str,
    list: &'static str,
    known: &Known,
    everywhere: impl FnOnce() -> Option<()>,
) -> Vec<CollectionType> {
    let set = record.is(flag);
    let listed = record.list(list).unwrap_or_default();
    match (set, listed.is_empty()) {
        (false, true) => Vec::new(),
        (false, false) => {
            record.problem(list, format!("lists collection types, but `{flag}` is not true"));
            Vec::new()
        }
        (true, false) => types(record, list, listed, known.registry),
        (true, true) if everywhere().is_some() => known.via.clone(),
        (true, true) => {
            record.problem(flag, "names no collection type, and no fact says which ones are meant");
            Vec::new()
        }
    }
}

fn types(record: &Record<'_>, key: &str, methods: Vec<String>, registry: CollectionType) -> Vec<CollectionType> {
    let mut types: Vec<CollectionType> = methods
        .into_iter()
        .filter_map(|method| {
            let kind = super::collection_type(&method, registry);
            if kind.is_none() {
                record.problem(key, format!("the submission method `{method}` is not known"));
            }
            kind
        })
        .collect();
    types.sort_unstable();
    types.dedup();
    types
}

/// `historic_benchmarks` (`benchmarks` in 2021): what became of the historical benchmark, by submission method.
fn removed(record: &Record<'_>, registry: CollectionType) -> Vec<CollectionType> {
    let key = if record.has("historic_benchmarks") { "historic_benchmarks" } else { "benchmarks" };
    let all = record.texts(key).unwrap_or_default();
    let (removed, other): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, what)| what == "removed");
    for (method, what) in other {
        record.problem(key, format!("the historical benchmark of `{method}` is `{what}`; only `removed` is known"));
    }
    types(record, key, removed.into_iter().map(|(method, _)| method).collect(), registry)
}

/// Who may use the measure, when not everyone may.
pub(super) fn registration_types(record: &Record<'_>) -> Option<Vec<RegistrationType>> {
    const EVERYONE: [RegistrationType; 4] = [
        RegistrationType::Individual,
        RegistrationType::Group,
        RegistrationType::Subgroup,
        RegistrationType::ApmEntity,
    ];
    let listed = record.list("allowedRegistrationTypes")?;
    for name in &listed {
        if !["individual", "group", "subgroup", "apm"].contains(&name.as_str()) {
            record.problem("allowedRegistrationTypes", format!("the registration type `{name}` is not known"));
        }
    }
    let has = |kind: &RegistrationType| {
        let name = match kind {
            RegistrationType::Individual => "individual",
            RegistrationType::Group => "group",
            RegistrationType::Subgroup => "subgroup",
            RegistrationType::ApmEntity => "apm",
        };
        listed.iter().any(|one| one == name)
    };
    let types: Vec<_> = EVERYONE.into_iter().filter(has).collect();
    (types.len() < EVERYONE.len()).then_some(types)
}

/// The programs of MIPS that use the measure, and the MVPs, which the MVP table holds.
///
/// No list of programs, as in the files up to 2020, and the list `mips` alone say the same.
pub(super) fn programs(record: &Record<'_>) -> (Option<Vec<String>>, Vec<String>) {
    const GENERAL: [&str; 4] = ["mips", "app1", "appPlus", "ssp"];
    // Other models of CMS, which score by their own rules.
    const OTHER: [&str; 2] = ["cpcPlus", "pcf"];
    let Some(mut listed) = record.list("allowedPrograms") else { return (None, Vec::new()) };
    listed.retain(|code| !OTHER.contains(&code.as_str()));
    let (mvps, mut general): (Vec<_>, Vec<_>) = listed.into_iter().partition(|code| is_mvp(code));
    general.sort_unstable_by_key(|code| (GENERAL.iter().position(|one| one == code).unwrap_or(GENERAL.len()), code.clone()));
    general.dedup();
    let name = |code: String| if code == "app1" { "app".into() } else { snake_case(&code) };
    let names: Vec<String> = general.into_iter().map(name).collect();
    ((names != ["mips"]).then_some(names), mvps)
}

/// MVP ids are a letter and four digits.
fn is_mvp(code: &str) -> bool {
    let digits = code.strip_prefix(['G', 'M']).unwrap_or_default();
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
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
