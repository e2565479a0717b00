//! The tables of the four categories.

use super::super::{
    Answer, CategoryTable, CostMeasure, PromotingInteroperabilityData, QualityMeasure, Stratum,
    fields::{Fields, answer},
};
use crate::{
    document::Value,
    problem::{Code, Problem},
    rules::collection_type::CollectionType,
};

pub(super) fn read_category<T>(
    top: &Fields<'_>,
    key: &'static str,
    data_key: &'static str,
    read_data: impl FnOnce(&Fields<'_>) -> Option<T>,
) -> Option<CategoryTable<T>> {
    let table = top.table(key)?;
    let data_is_there = table.node(data_key).is_some();
    let category = CategoryTable {
        percent: table.decimal("percent"),
        data: read_data(&table).filter(|_| data_is_there),
        not_submitted: table.boolean("not_submitted") == Some(true),
        reweighted: table.word("reweighted"),
        unknown: table.boolean("unknown") == Some(true),
    };
    // `not_submitted = false` alone leaves the category unknown, as its absence would.
    let is_said = category.percent.is_some()
        || category.data.is_some()
        || category.not_submitted
        || category.reweighted.is_some()
        || category.unknown;
    let is_absence = !is_said && table.node("not_submitted").is_some();
    table.finish();
    (!is_absence).then_some(category)
}

pub(super) fn read_quality_measures(table: &Fields<'_>) -> Option<Vec<QualityMeasure>> {
    let types = table.table("measures")?;
    let mut measures = Vec::new();
    for (key, node) in types.entries() {
        let Ok(collection_type) = key.parse::<CollectionType>() else {
            let known: Vec<&str> = CollectionType::ALL
                .iter()
                .map(|known| known.key())
                .collect();
            let message = format!(
                "`{key}` is not a collection type; the collection types are {}",
                known.join(", ")
            );
            // As QPP and registries call them.
            let meant = match key {
                "registry" => "cqm",
                "ehr" => "ecqm",
                _ => key.strip_prefix("mips_").unwrap_or(key),
            };
            types.note(
                Problem::new(Code::UnknownWord, types.path(key), message)
                    .on_key()
                    .nearest(meant, known),
            );
            continue;
        };
        let Some(of_type) = types.table_of(key, node) else {
            continue;
        };
        for (id, entry) in of_type.entries() {
            if let Some(entry) = of_type.table_of(id, entry) {
                measures.push(read_quality_measure(collection_type, id, entry));
            }
        }
    }
    Some(measures)
}

fn read_quality_measure(
    collection_type: CollectionType,
    id: &str,
    entry: Fields<'_>,
) -> QualityMeasure {
    let count = |key| entry.decimal(key);
    let measure = QualityMeasure {
        collection_type: Some(collection_type),
        id: id.to_owned(),
        numerator: count("numerator"),
        denominator: count("denominator"),
        rate: entry.decimal("rate"),
        cases: count("cases"),
        eligible_population: count("eligible_population"),
        exclusions: count("exclusions"),
        exceptions: count("exceptions"),
        data_completeness: entry.decimal("data_completeness"),
        points: entry.decimal("points"),
        remaining: count("remaining"),
        end_to_end: entry.boolean("end_to_end"),
        strata: entry
            .table("strata")
            .map(|strata| read_strata(&strata))
            .unwrap_or_default(),
    };
    entry.finish();
    measure
}

fn read_strata(strata: &Fields<'_>) -> Vec<Stratum> {
    let mut found = Vec::new();
    for (name, node) in strata.entries() {
        let Some(entry) = strata.table_of(name, node) else {
            continue;
        };
        let count = |key| entry.decimal(key);
        found.push(Stratum {
            name: name.to_owned(),
            numerator: count("numerator"),
            denominator: count("denominator"),
            eligible_population: count("eligible_population"),
            exclusions: count("exclusions"),
            exceptions: count("exceptions"),
        });
        entry.finish();
    }
    found
}

pub(super) fn read_cost_measures(table: &Fields<'_>) -> Option<Vec<CostMeasure>> {
    let ids = table.table("measures")?;
    let mut measures = Vec::new();
    for (id, node) in ids.entries() {
        let Some(entry) = ids.table_of(id, node) else {
            continue;
        };
        let count = |key| entry.decimal(key);
        let points = entry.decimal("points");
        measures.push(CostMeasure {
            id: id.to_owned(),
            cost: count("cost"),
            cases: count("cases"),
            points,
        });
        entry.finish();
    }
    Some(measures)
}

pub(super) fn read_promoting_interoperability(
    table: &Fields<'_>,
) -> Option<PromotingInteroperabilityData> {
    let days = table.whole("days");
    let cehrt_id = table.text("cehrt_id");
    let ids = table.table("measures")?;
    let mut measures = Vec::new();
    for (id, node) in ids.entries() {
        if let Some(yes) = answer(&node.value) {
            measures.push((id.to_owned(), Answer::Attested(yes)));
            continue;
        }
        match &node.value {
            Value::Table(_) => {
                let Some(entry) = ids.table_of(id, node) else {
                    continue;
                };
                let count = |key| entry.decimal(key);
                let (numerator, denominator) = (count("numerator"), count("denominator"));
                for (key, value) in [("numerator", numerator), ("denominator", denominator)] {
                    if value.is_none()
                        && entry
                            .node(if key == "numerator" {
                                "numerator"
                            } else {
                                "denominator"
                            })
                            .is_none()
                    {
                        entry.note(
                            Problem::new(Code::MissingKey, entry.path(key), "the key is missing")
                                .on_key(),
                        );
                    }
                }
                if let (Some(numerator), Some(denominator)) = (numerator, denominator) {
                    measures.push((
                        id.to_owned(),
                        Answer::Proportion {
                            numerator,
                            denominator,
                        },
                    ));
                }
                entry.finish();
            }
            other => {
                let message = format!(
                    "expected true, false, or {{ numerator, denominator }}, not {}",
                    other.kind()
                );
                let problem = Problem::new(Code::WrongType, ids.path(id), message);
                ids.note(match other {
                    Value::Text(_) | Value::Number(_) => {
                        problem.help(format!("write {id} = true where the answer is yes"))
                    }
                    _ => problem,
                });
            }
        }
    }
    Some(PromotingInteroperabilityData {
        measures,
        days,
        cehrt_id,
    })
}
