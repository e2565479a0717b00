//! The tables of the four categories.

use rust_decimal::Decimal;

use super::super::{
    Answer, CategoryTable, CostMeasure, PromotingInteroperabilityData, QualityMeasure, Stratum,
    fields::{Fields, answer},
};
use crate::{
    decimal::HUNDRED,
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
        percent: table.decimal_within("percent", Decimal::ZERO, HUNDRED),
        data: read_data(&table).filter(|_| data_is_there),
        not_submitted: table.boolean("not_submitted") == Some(true),
        reweighted: table.word("reweighted"),
        unknown: table.boolean("unknown") == Some(true),
    };
    check_percent(&table, "percent", category.percent);
    check_one_state(&table, key, data_key, data_is_there);
    table.finish();
    Some(category)
}

/// 0.82 is a valid percent, and seldom what was meant.
fn check_percent(table: &Fields<'_>, key: &str, percent: Option<Decimal>) {
    if let Some(percent) =
        percent.filter(|percent| Decimal::ZERO < *percent && *percent <= Decimal::ONE)
    {
        let message = format!("we read {percent} as {percent} percent");
        let problem = Problem::new(Code::LooksLikeFraction, table.path(key), message);
        let meant = (percent * HUNDRED).normalize();
        table.note(problem.help(format!("for a fraction of 1, write {meant}")));
    }
}

/// A category is one thing, and says which. A percent may stand beside what it is computed from.
fn check_one_state(
    table: &Fields<'_>,
    category: &str,
    data_key: &'static str,
    data_is_there: bool,
) {
    let holds = |key: &'static str| {
        table
            .node(key)
            .is_some_and(|node| answer(&node.value) != Some(false))
    };
    let flags: Vec<&str> = ["not_submitted", "reweighted", "unknown"]
        .into_iter()
        .filter(|key| holds(key))
        .collect();
    let percent = table.node("percent").is_some();
    let data = if data_is_there {
        Some(data_key)
    } else {
        percent.then_some("percent")
    };
    let states: Vec<&str> = data.into_iter().chain(flags).collect();
    if states.len() > 1 {
        let named: Vec<String> = states.iter().map(|key| format!("`{key}`")).collect();
        let (last, first) = named.split_last().expect("more than one is given");
        let message = format!(
            "{} and {last} cannot go together: a category is one of them",
            first.join(", ")
        );
        let mut problem = Problem::new(
            Code::Contradiction,
            table.path(states[states.len() - 1]),
            message,
        )
        .on_key();
        if states.contains(&"reweighted") && data.is_some() {
            problem = problem.help(
                "submitted data restore the weight of a category: keep `reweighted` only if CMS granted it all the same, or if nothing was submitted",
            );
        }
        table.note(problem);
    } else if states.is_empty() {
        // `not_submitted = false` leaves the category unknown, as its absence would.
        if table.node("not_submitted").is_none() {
            let message = format!("the table does not say what {category} is");
            let problem = Problem::new(Code::MissingKey, table.path(""), message).on_key();
            let problem = Problem {
                path: category.to_owned(),
                ..problem
            };
            table.note(problem.help(format!(
                "give one of percent, {data_key}, not_submitted = true, reweighted = \"...\", unknown = true"
            )));
        }
    }
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
            types.note(
                Problem::new(Code::UnknownWord, types.path(key), message)
                    .on_key()
                    .nearest(key, known),
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
    let count = |key| count(&entry, key);
    let measure = QualityMeasure {
        collection_type: Some(collection_type),
        id: id.to_owned(),
        numerator: count("numerator"),
        denominator: count("denominator"),
        // A measure in its own unit may be negative.
        rate: entry.decimal_within("rate", -MOST, MOST),
        cases: count("cases"),
        eligible_population: count("eligible_population"),
        exclusions: count("exclusions"),
        exceptions: count("exceptions"),
        data_completeness: entry.decimal_within("data_completeness", Decimal::ZERO, HUNDRED),
        points: entry.decimal_within("points", Decimal::ZERO, Decimal::TEN),
        remaining: count("remaining"),
        end_to_end: entry.boolean("end_to_end"),
        strata: entry
            .table("strata")
            .map(|strata| read_strata(&strata))
            .unwrap_or_default(),
    };
    check_percent(&entry, "data_completeness", measure.data_completeness);
    entry.finish();
    measure
}

fn read_strata(strata: &Fields<'_>) -> Vec<Stratum> {
    let mut found = Vec::new();
    for (name, node) in strata.entries() {
        let Some(entry) = strata.table_of(name, node) else {
            continue;
        };
        let count = |key| count(&entry, key);
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
        let count = |key| count(&entry, key);
        let points = entry.decimal_within("points", Decimal::ONE, Decimal::TEN);
        measures.push(CostMeasure {
            id: id.to_owned(),
            cost: count("cost"),
            cases: count("cases"),
            points,
        });
        for key in ["cost", "cases"] {
            if entry.node("points").is_none() && entry.node(key).is_none() {
                let problem = Problem::new(Code::MissingKey, entry.path(key), "the key is missing");
                let help = "a cost measure has cost and cases, or points";
                entry.note(problem.on_key().help(help));
            }
        }
        entry.finish();
    }
    Some(measures)
}

pub(super) fn read_promoting_interoperability(
    table: &Fields<'_>,
) -> Option<PromotingInteroperabilityData> {
    let days = table.whole("days", 366);
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
                let count = |key| count(&entry, key);
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

/// A trillion: more than anything that is counted or paid.
const MOST: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

/// A count or an amount: within what can be, so that no figure made of it leaves the range of decimals.
fn count(entry: &Fields<'_>, key: &'static str) -> Option<Decimal> {
    let number = entry.decimal(key)?;
    let message = if number < Decimal::ZERO {
        format!("{number} is negative")
    } else if number > MOST {
        format!("{number} is too large")
    } else if number.normalize().scale() > 9 {
        format!("{number} has more than 9 decimals")
    } else {
        return Some(number);
    };
    entry.note(Problem::new(Code::OutOfRange, entry.path(key), message));
    None
}
