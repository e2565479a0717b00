//! `measures-data.json`: every category's measures, and the page that holds them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Source, Sources, Used, clusters, exclusions,
    facts::{Subject, YearFacts},
    mvps,
    quality::{self, Known, registration_types},
    record::{Log, Record, records, snake_case},
    write::{Page, Row, natural, quoted},
};
use crate::rules::{
    measures::{ActivityWeight, PiMetric, ReportingCategory},
    status::Provenance,
};

/// Id and row of each measure of a category.
pub(super) type Rows = Vec<(String, String)>;

/// What is gathered while the measures are read.
#[derive(Default)]
pub(super) struct Found {
    /// The facts that the rows used.
    pub(super) used: Used,
    /// For each MVP the measures whose own record names it.
    mvps: BTreeMap<String, BTreeSet<String>>,
}

impl Found {
    /// The programs that a row names; MVPs are kept apart.
    pub(super) fn programs(&mut self, record: &Record<'_>, id: &str) -> Option<Vec<String>> {
        let (general, mvps) = quality::programs(record);
        for mvp in mvps {
            self.mvps.entry(mvp).or_default().insert(id.into());
        }
        general
    }
}

/// What `measures-data.json` holds.
#[derive(Default)]
pub(super) struct Measures {
    pub(super) quality: BTreeMap<String, Known>,
    pub(super) cost: Vec<String>,
    quality_rows: Rows,
    activity_rows: Rows,
    interoperability_rows: Rows,
    cost_rows: Rows,
    found: Found,
}

pub(super) fn read(source: &Source, facts: &YearFacts<'_>, log: &Log) -> Measures {
    let mut all = Measures::default();
    let mut interoperability_programs = None;
    for record in records(source, log) {
        let category = record.required_text("category");
        let (id, row) = match category.as_str() {
            "quality" => {
                let (id, known, row) = quality::read(&record, facts, &mut all.found);
                if all.quality.insert(id.clone(), known).is_some() {
                    record.problem("measureId", format!("the measure `{id}` is there twice"));
                }
                all.quality_rows.push((id, row));
                continue;
            }
            "ia" => activity(&record, &mut all.found),
            "aci" | "pi" => {
                let programs = record.list("allowedPrograms").map(|mut list| {
                    list.sort_unstable();
                    list
                });
                if *interoperability_programs.get_or_insert(programs.clone()) != programs {
                    record.remark("the programs differ from those of the other measures, and no table holds them");
                }
                interoperability(&record)
            }
            "cost" => cost(&record, facts, &mut all.found),
            other => {
                record.problem("category", format!("the category `{other}` is not known"));
                continue;
            }
        };
        record.finish(&["category", "description", "measureSpecification", "allowedRegistrationTypes", "allowedPrograms"]);
        let rows = match category.as_str() {
            "ia" => &mut all.activity_rows,
            "cost" => &mut all.cost_rows,
            _ => &mut all.interoperability_rows,
        };
        if rows.iter().any(|(other, _)| *other == id) {
            record.problem("measureId", format!("the measure `{id}` is there twice"));
        }
        rows.push((id, row));
    }
    all.cost = all.cost_rows.iter().map(|(id, _)| id.clone()).collect();
    all
}

fn activity(record: &Record<'_>, found: &mut Found) -> (String, String) {
    let id = record.required_text("measureId");
    let programs = found.programs(record, &id);
    let weight: Option<ActivityWeight> = record.code("weight");
    let subcategory = record.text("subcategoryId").map(|code| snake_case(&code));
    no_last_year(record);
    if registration_types(record).is_some() {
        record.remark("the activity is not open to all registration types, and no table holds that");
    }
    let row = Row::default()
        .text("title", &record.title())
        .some_text("subcategory", subcategory.as_deref())
        .name("weight", weight.unwrap_or(ActivityWeight::None))
        .flag("cehrt_bonus", record.is("cehrtEligible"))
        .number("first_year", record.year("firstPerformanceYear"))
        .optional_list("programs", programs.as_deref())
        .finish();
    if record.text("metricType").is_some_and(|metric| metric != "boolean") {
        record.problem("metricType", "an activity is answered with yes or no");
    }
    (id, row)
}

fn interoperability(record: &Record<'_>) -> (String, String) {
    let objective = record.text("objective").map(|code| snake_case(&code));
    no_last_year(record);
    if registration_types(record).is_some() {
        record.remark("the measure is not open to all registration types, and no table holds that");
    }
    let list = |key| {
        let mut list = record.text_or_list(key);
        list.sort_by(|a, b| natural(a, b));
        list
    };
    let row = Row::default()
        .text("title", &record.title())
        .some_text("objective", objective.as_deref())
        .some_name("category", record.code::<ReportingCategory>("reportingCategory"))
        .flag("required", record.required_flag("isRequired"))
        .flag("bonus", record.required_flag("isBonus"))
        .some_name("metric_type", record.required_code::<PiMetric>("metricType"))
        .some_number("weight", record.number("weight"))
        .filled("measure_sets", &list("measureSets"))
        .filled("substitutes", &list("substitutes"))
        .filled("exclusions", &list("exclusion"))
        .filled("preprod", &list("preprod"))
        .number("first_year", record.year("firstPerformanceYear"))
        .finish();
    (record.required_text("measureId"), row)
}

fn cost(record: &Record<'_>, facts: &YearFacts<'_>, found: &mut Found) -> (String, String) {
    let id = record.required_text("measureId");
    let programs = found.programs(record, &id);
    no_last_year(record);
    let subject = Subject { cost: true, ..Subject::measure(&id) };
    let kind = facts.find(subject, |fact| fact.kind);
    let subject = Subject { kind: kind.map(|(_, _, kind)| kind), ..subject };
    let minimum = facts.find(subject, |fact| fact.case_minimum);
    if kind.is_none() || minimum.is_none() {
        record.problem("measureId", format!("no fact gives the kind and the case minimum of the cost measure `{id}`"));
    }
    let open_to = facts.find(subject, |fact| {
        (!fact.registration_types.is_empty()).then(|| fact.registration_types.clone())
    });
    let listed = registration_types(record);
    let own = if listed.is_some() { None } else { open_to };
    let facts_used = [kind.map(|(name, fact, _)| (name, fact)), minimum.map(|(name, fact, _)| (name, fact))];
    let own_used = own.as_ref().map(|(name, fact, _)| (*name, *fact));
    for (name, fact) in facts_used.into_iter().chain([own_used]).flatten() {
        found.used.insert(name.into(), fact.provenance());
    }
    if !record.required_flag("isInverse") {
        record.problem("isInverse", "a cost measure is inverse");
    }
    if record.list("submissionMethods").is_none_or(|methods| methods != ["administrativeClaims"]) {
        record.problem("submissionMethods", "a cost measure is computed from administrative claims");
    }
    if record.text("metricType").is_none_or(|metric| metric != "costScore") {
        record.problem("metricType", "the metric type of a cost measure is `costScore`");
    }
    // Averages over one rate, and only in some years: says nothing.
    let _ = record.text("overallAlgorithm");
    let _ = record.text("dataDisplayFormat");
    let registration = listed.or_else(|| own.map(|(_, _, types)| types)).unwrap_or_default();
    let row = Row::default()
        .text("title", &record.title())
        .some_name("kind", kind.map(|(_, _, kind)| kind))
        .some_number("case_minimum", minimum.map(|(_, _, cases)| cases))
        .number("first_year", record.year("firstPerformanceYear"))
        .names("registration_types", &registration)
        .optional_list("programs", programs.as_deref())
        .some_name("status", kind.and_then(|(_, fact, _)| fact.status))
        .finish();
    (id, row)
}

pub(super) fn no_last_year(record: &Record<'_>) {
    if let Some(year) = record.number("lastPerformanceYear") {
        record.remark(format_args!("the measure has a last performance year, {year}, which no table holds"));
    }
}

/// An MVP's measures are named twice, by the MVP and by each measure; says where the two differ.
fn agree(source: &Source, mvps: &BTreeMap<String, BTreeSet<String>>, named: &BTreeMap<String, BTreeSet<String>>, log: &Log) {
    let none = BTreeSet::new();
    for id in mvps.keys().chain(named.keys()).collect::<BTreeSet<_>>() {
        let (listed, naming) = (mvps.get(id).unwrap_or(&none), named.get(id).unwrap_or(&none));
        for measure in listed.symmetric_difference(naming) {
            log.remark(format!("{}: the MVP `{id}` and the record of `{measure}` do not both name each other", source.name));
        }
    }
}

/// `measures.toml`.
pub(super) fn page(all: &Measures, sources: &Sources, facts: &YearFacts<'_>, log: &Log) -> String {
    let year = facts.year;
    let comment = format!(
        "Performance year {year}: what can be reported, and what CMS computes. Made by `mips rules import`.\n\n\
         A key that is absent says no, or none; without `programs` a row is for `mips` alone, and MVPs list their measures\n\
         themselves. `additions` are facts that CMS's files do not state."
    );
    let mut page = Page::new(&comment);
    page.blank();
    page.key("performance_year", &year.to_string());
    page.text("cite", &sources.cite);
    let mut used = all.found.used.clone();
    if sources.exclusions.is_some() {
        let reasons = &facts.all.exclusion_reasons;
        used.insert("exclusion_reasons".into(), Provenance { cite: reasons.cite.clone(), status: None });
    }
    page.additions(&used);
    page.section("quality", all.quality_rows.clone());
    page.section("improvement_activities", all.activity_rows.clone());
    page.section("promoting_interoperability", all.interoperability_rows.clone());
    page.section("cost", all.cost_rows.clone());
    if let Some(source) = &sources.mvps {
        let (rows, measures) = mvps::read(source, log);
        page.section("mvps", rows);
        agree(source, &measures, &all.found.mvps, log);
    }
    if let Some(source) = &sources.clusters {
        for (header, rows) in clusters::sections(source, &all.quality, log) {
            page.section(&header, rows);
        }
    }
    if let Some(source) = &sources.exclusions {
        for (header, rows) in exclusions::sections(source, year, &all.quality, log) {
            page.section(&header, rows);
        }
        let reasons = facts.all.exclusion_reasons.codes.iter();
        page.section("exclusion_reasons", reasons.map(|(code, text)| (code.clone(), quoted(text))).collect());
    }
    page.finish()
}
