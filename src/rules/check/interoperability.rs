//! What must hold of the rules that score promoting interoperability.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use rust_decimal::Decimal;

use super::findings::Findings;
use crate::rules::{
    Rules,
    promoting_interoperability::{
        BasePerformanceBonus, Bonus, InteroperabilityMethod, MeasurePoints,
    },
};

pub(super) fn check(rules: &Rules, found: &mut Findings) {
    let interoperability = &rules.promoting_interoperability;
    let path = "promoting_interoperability";
    found.percent(format_args!("{path}.maximum"), interoperability.maximum);
    match &interoperability.method {
        InteroperabilityMethod::BasePerformanceBonus(method) => {
            check_base(
                method,
                &format!("{path}.method.base_performance_bonus"),
                found,
            );
        }
        InteroperabilityMethod::MeasurePoints(method) => {
            check_points(method, &format!("{path}.method.measure_points"), found);
            check_total(rules, method, found);
        }
    }
}

fn check_base(method: &BasePerformanceBonus, path: &str, found: &mut Findings) {
    let performance = &method.performance;
    let measures: BTreeSet<&String> = method
        .base
        .iter()
        .chain(performance.points.keys())
        .chain(method.transition.keys())
        .chain(&method.registry.measures)
        .chain(method.bonuses.values().flat_map(|bonus| &bonus.measures))
        .collect();
    known(
        found,
        format_args!("{path}.exclusions"),
        method.exclusions.values(),
        &measures,
    );
    known(
        found,
        format_args!("{path}.transition"),
        method.transition.values().flatten(),
        &measures,
    );
    found.percent(format_args!("{path}.base_points"), method.base_points);
    all_percents(
        found,
        &format!("{path}.performance.points"),
        &performance.points,
    );
    found.percent(
        format_args!("{path}.registry.points"),
        method.registry.points,
    );
    check_bonuses(&method.bonuses, path, found);
    if let Some(bonus) = &method.technology_bonus {
        found.percent(format_args!("{path}.technology_bonus.points"), bonus.points);
    }
    found.percent(
        format_args!("{path}.performance.maximum"),
        performance.maximum,
    );
}

fn check_points(method: &MeasurePoints, path: &str, found: &mut Findings) {
    let public_health = &method.public_health;
    all_percents(found, &format!("{path}.points"), &method.points);
    found.percent(format_args!("{path}.minimum_points"), method.minimum_points);
    found.percent(
        format_args!("{path}.public_health.points"),
        public_health.points,
    );
    check_bonuses(&method.bonuses, path, found);
    let measures: BTreeSet<&String> = method
        .points
        .keys()
        .chain(&public_health.measures)
        .collect();
    let redistribution = &method.redistribution.to;
    let mut known = |key: &str, ids: &mut dyn Iterator<Item = &String>| {
        known(found, format_args!("{path}.{key}"), ids, &measures);
    };
    known("exchange.ways", &mut method.exchange.ways.iter().flatten());
    known("exclusions.of", &mut method.exclusions.of.values());
    let ends = redistribution.values().flatten();
    known("redistribution.to", &mut redistribution.keys().chain(ends));
    let registries = public_health.second_registry.values();
    let others = public_health.suppressed.keys();
    let others = others.chain(&public_health.excluded_points_go_to);
    known("public_health", &mut registries.chain(others));
    for id in method.exclusions.of.values() {
        if method.points.contains_key(id) && !redistribution.contains_key(id) {
            found.say(
                format_args!("{path}.redistribution.to"),
                format!("the points of `{id}` go nowhere when it is excluded"),
            );
        }
    }
    for start in redistribution.keys() {
        if returns(method, start) {
            found.say(
                format_args!("{path}.redistribution.to.{start}"),
                "the points come back to where they were",
            );
        }
    }
    if public_health.needed == 0 || public_health.measures.len() < public_health.needed {
        found.say(
            format_args!("{path}.public_health.needed"),
            "it takes at least one measure, and no more than there are",
        );
    }
}

/// Whether points that move from a measure can come back to it.
fn returns(method: &MeasurePoints, start: &String) -> bool {
    let mut seen = BTreeSet::new();
    let mut next = vec![start];
    while let Some(id) = next.pop() {
        for to in method.redistribution.to.get(id).into_iter().flatten() {
            if to == start {
                return true;
            }
            if seen.insert(to) {
                next.push(to);
            }
        }
    }
    false
}

/// Whichever way exchange is reported, the required measures and public health make the whole.
fn check_total(rules: &Rules, method: &MeasurePoints, found: &mut Findings) {
    let of_a_way = |id: &String| method.exchange.ways.iter().any(|way| way.contains(id));
    let outside: Decimal = method
        .points
        .iter()
        .filter(|(id, _)| !of_a_way(id))
        .map(|(_, points)| *points)
        .sum();
    for (n, way) in method.exchange.ways.iter().enumerate() {
        let inside: Decimal = way.iter().filter_map(|id| method.points.get(id)).sum();
        let total = outside + inside + method.public_health.points;
        if total != rules.promoting_interoperability.maximum {
            found.say(
                "promoting_interoperability.method.measure_points.points",
                format!(
                    "with way {} of exchange the measures make {total} points",
                    n + 1
                ),
            );
        }
    }
}

fn known<'i>(
    found: &mut Findings,
    path: fmt::Arguments<'_>,
    ids: impl IntoIterator<Item = &'i String>,
    all: &BTreeSet<&String>,
) {
    for id in ids {
        if !all.contains(id) {
            found.say(path, format!("`{id}` is not a measure of this table"));
        }
    }
}

fn check_bonuses(bonuses: &BTreeMap<String, Bonus>, path: &str, found: &mut Findings) {
    for (name, bonus) in bonuses {
        found.percent(format_args!("{path}.bonuses.{name}.points"), bonus.points);
    }
}

fn all_percents(found: &mut Findings, path: &str, values: &BTreeMap<String, Decimal>) {
    for (id, value) in values {
        found.percent(format_args!("{path}.{id}"), *value);
    }
}
