//! `measures-data.json`: every category's measures, and the page that holds them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    activities, clusters, cost, exclusions,
    facts::YearFacts,
    log::Log,
    mvps, promoting_interoperability,
    quality::{self, BenchmarkedMeasure},
    record::records,
    shared::{CrossReferences, Members, Rows},
    sources::{Source, Sources},
    write::{Page, quoted},
};

/// What `measures-data.json` holds.
#[derive(Default)]
pub(super) struct Measures {
    pub(super) quality: BTreeMap<String, BenchmarkedMeasure>,
    pub(super) cost: BTreeSet<String>,
    pub(super) interoperability: BTreeSet<String>,
    quality_rows: Rows,
    electronic_rows: Rows,
    activity_rows: Rows,
    interoperability_rows: Rows,
    cost_rows: Rows,
    found: CrossReferences,
}

pub(super) fn read(source: &Source, facts: &YearFacts<'_>, log: &Log) -> Measures {
    let mut all = Measures::default();
    let mut programs = None;
    for record in records(source, log) {
        let (rows, (id, row)) = match record.required_text("category").as_str() {
            "quality" => {
                let (id, known, row) = quality::read(&record, facts, &mut all.found);
                if let Some(identifiers) = &known.identifiers {
                    all.electronic_rows.push((id.clone(), identifiers.clone()));
                }
                all.quality.insert(id.clone(), known);
                (&mut all.quality_rows, (id, row))
            }
            "ia" => (
                &mut all.activity_rows,
                activities::read(&record, &mut all.found),
            ),
            "cost" => {
                let (id, row) = cost::read(&record, facts, &mut all.found);
                all.cost.insert(id.clone());
                (&mut all.cost_rows, (id, row))
            }
            "aci" | "pi" => {
                let own = record.list("allowedPrograms").map(BTreeSet::from_iter);
                if *programs.get_or_insert_with(|| own.clone()) != own {
                    record.note("the programs differ from those of the measures before, and no table holds them");
                }
                let (id, row) = promoting_interoperability::read(&record, facts, &mut all.found);
                all.interoperability.insert(id.clone());
                (&mut all.interoperability_rows, (id, row))
            }
            other => {
                record.problem("category", format!("the category `{other}` is not known"));
                continue;
            }
        };
        if rows.iter().any(|(other, _)| *other == id) {
            record.problem("measureId", format!("the measure `{id}` appears twice"));
        }
        rows.push((id, row));
    }
    all
}

/// `measures.toml`.
pub(super) fn page(all: &Measures, sources: &Sources, facts: &YearFacts<'_>, log: &Log) -> String {
    let year = facts.year;
    let mut page = Page::new(&format!(
        "Performance year {year}: what can be reported, and what CMS computes. Made by `mips rules import`.\n\n\
         A key that is absent says no, or none; without `programs` a row is for `mips` alone, and MVPs list their measures\n\
         themselves. `additions` are facts that CMS's files do not state."
    ));
    let mut used = all.found.used.clone();
    let reasons = &facts.all.exclusion_reasons;
    if sources.exclusions.is_some() {
        used.note("exclusion_reasons", &reasons.cite, None);
    }
    page.blank();
    page.key("performance_year", &year.to_string());
    page.text("cite", &sources.cite);
    page.additions(&used.0);
    page.section("quality", all.quality_rows.clone());
    page.section("improvement_activities", all.activity_rows.clone());
    page.section(
        "promoting_interoperability",
        all.interoperability_rows.clone(),
    );
    page.section("cost", all.cost_rows.clone());
    page.section("electronic", all.electronic_rows.clone());
    match &sources.mvps {
        Some(source) => {
            let (rows, members) = mvps::read(source, &all.interoperability, log);
            page.section("mvps", rows);
            agree(source, &members, &all.found.mvps, log);
        }
        None if !all.found.mvps.is_empty() => {
            let file = &sources.measures.name;
            log.note(format!(
                "{file}: the measures name MVPs, but there is no file of MVPs: they were left out"
            ));
        }
        None => {}
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
        let rows = reasons
            .codes
            .iter()
            .map(|(code, text)| (code.clone(), quoted(text)));
        page.section("exclusion_reasons", rows.collect());
    }
    page.finish()
}

/// An MVP's measures are named twice, by the MVP and by each measure; says where the two differ.
fn agree(source: &Source, members: &Members, named: &Members, log: &Log) {
    let none = BTreeSet::new();
    for id in members.keys().chain(named.keys()).collect::<BTreeSet<_>>() {
        let (listed, naming) = (
            members.get(id).unwrap_or(&none),
            named.get(id).unwrap_or(&none),
        );
        for measure in listed.symmetric_difference(naming) {
            let file = &source.name;
            log.note(format!(
                "{file}: the MVP `{id}` and the record of `{measure}` do not both name each other"
            ));
        }
    }
}
