//! What changed in a row since the year before.

use std::collections::BTreeSet;

use super::{
    facts,
    row::{Row, spoken},
};
use crate::{
    decimal::plain,
    rules::{
        benchmarks::Benchmark,
        book::YearRules,
        collection_type::CollectionType,
        measures::{Mvp, QualityMeasure, ReportingCategory},
    },
};

/// What changed in an id from one year to the next, in words; empty when nothing did.
pub fn since(before: &YearRules, after: &YearRules, id: &str) -> Vec<String> {
    if before
        .inventory()
        .is_some_and(|it| Row::find(it, id).is_none())
    {
        return vec![began(before, after, id)];
    }
    let (Some(old), Some(new)) = (before.inventory(), after.inventory()) else {
        return Vec::new();
    };
    let (Some((_, was)), Some((_, is))) = (Row::find(old, id), Row::find(new, id)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if was.title() != is.title() {
        found.push(format!("renamed; before: {}", was.title()));
    }
    match (was, is) {
        (Row::Quality(was), Row::Quality(is)) => {
            quality(was, is, &mut found);
            for kind in &is.via {
                benchmark(before, after, id, *kind, &mut found);
            }
        }
        (Row::Cost(was), Row::Cost(is)) => {
            if was.case_minimum != is.case_minimum {
                found.push(format!(
                    "case minimum {} instead of {}",
                    is.case_minimum, was.case_minimum
                ));
            }
            benchmark(before, after, id, CollectionType::AdminClaims, &mut found);
        }
        (Row::Activity(was), Row::Activity(is)) => {
            if was.weight != is.weight {
                found.push(format!(
                    "weight {} instead of {}",
                    spoken(is.weight),
                    spoken(was.weight)
                ));
            }
        }
        (Row::Interoperability(was), Row::Interoperability(is)) => {
            if was.category != is.category {
                let word = |category: Option<ReportingCategory>| {
                    category.map_or_else(|| "none".into(), spoken)
                };
                found.push(format!(
                    "category {} instead of {}",
                    word(is.category),
                    word(was.category)
                ));
            }
        }
        (Row::Mvp(was), Row::Mvp(is)) => mvp(was, is, &mut found),
        _ => found.push("moved to another category".into()),
    }
    found
}

/// How an id came to be there that the year before did not have.
fn began(before: &YearRules, after: &YearRules, id: &str) -> String {
    let first = after
        .inventory()
        .and_then(|inventory| facts::first_year(Row::find(inventory, id)?.1));
    if first.is_none_or(|first| first >= after.performance_year) {
        return "new this year".into();
    }
    format!(
        "offered again, after {} did not have it",
        before.performance_year
    )
}

/// What changed in the row of a quality measure.
fn quality(was: &QualityMeasure, is: &QualityMeasure, found: &mut Vec<String>) {
    if was.measure_type != is.measure_type {
        found.push(format!(
            "type: {} instead of {}",
            spoken(is.measure_type),
            spoken(was.measure_type)
        ));
    }
    if was.is_high_priority() != is.is_high_priority() {
        found.push(if is.is_high_priority() {
            "now high priority".into()
        } else {
            "no longer high priority".into()
        });
    }
    let names = |kinds: &[CollectionType]| -> BTreeSet<String> {
        kinds.iter().map(|kind| kind.title().to_owned()).collect()
    };
    sets(found, "collection types", &names(&was.via), &names(&is.via));
    for (what, was, is) in [
        ("suppressed", &was.suppressed, &is.suppressed),
        (
            "free of the topped-out cap",
            &was.cap_removed,
            &is.cap_removed,
        ),
    ] {
        sets(found, what, &names(was), &names(is));
    }
    sets(
        found,
        "programs",
        &was.programs.iter().cloned().collect(),
        &is.programs.iter().cloned().collect(),
    );
}

fn sets(found: &mut Vec<String>, what: &str, was: &BTreeSet<String>, is: &BTreeSet<String>) {
    let list = |names: Vec<&String>| {
        let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
        names.join(", ")
    };
    let (added, gone) = (
        list(is.difference(was).collect()),
        list(was.difference(is).collect()),
    );
    if !added.is_empty() {
        found.push(format!("{what}: added {added}"));
    }
    if !gone.is_empty() {
        found.push(format!("{what}: no longer {gone}"));
    }
}

fn mvp(was: &Mvp, is: &Mvp, found: &mut Vec<String>) {
    for (what, was, is) in [
        ("quality", &was.quality, &is.quality),
        ("population health", &was.foundation, &is.foundation),
        ("administrative claims", &was.admin_claims, &is.admin_claims),
        ("cost", &was.cost, &is.cost),
        ("improvement activities", &was.activities, &is.activities),
    ] {
        sets(
            found,
            what,
            &was.iter().cloned().collect(),
            &is.iter().cloned().collect(),
        );
    }
}

fn benchmark(
    before: &YearRules,
    after: &YearRules,
    id: &str,
    kind: CollectionType,
    found: &mut Vec<String>,
) {
    fn row<'r>(rules: &'r YearRules, kind: CollectionType, id: &str) -> Option<&'r Benchmark> {
        rules.benchmarks()?.get(kind, id)
    }
    let name = kind.title();
    match (row(before, kind, id), row(after, kind, id)) {
        (None, Some(_)) => found.push(format!("{name}: has a benchmark now")),
        (Some(_), None) => found.push(format!("{name}: no longer has a benchmark")),
        (Some(was), Some(is)) => {
            if was.topped_out != is.topped_out {
                found.push(if is.topped_out {
                    format!("{name}: topped out now")
                } else {
                    format!("{name}: no longer topped out")
                });
            }
            if was.cap != is.cap {
                let cap = |row: &Benchmark| {
                    row.cap.map_or_else(
                        || "no cap".into(),
                        |cap| format!("capped at {}", plain(cap)),
                    )
                };
                found.push(format!("{name}: {} instead of {}", cap(is), cap(was)));
            }
            if let (Some(was), Some(is)) = (was.bound(10), is.bound(10))
                && was != is
            {
                let (was, is) = (plain(was), plain(is));
                found.push(format!("{name}: decile 10 begins at {is} instead of {was}"));
            }
        }
        (None, None) => {}
    }
}
