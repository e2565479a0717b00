//! Every id of every year: known where it exists, refused elsewhere, and named by the rules.

use std::collections::BTreeSet;

use mips::{
    YearRules,
    rules::{
        collection_type::CollectionType,
        improvement_activities::ActivityMethod,
        measures::{ActivityWeight, PiMetric},
        promoting_interoperability::InteroperabilityMethod,
    },
};

use super::*;

fn years() -> impl Iterator<Item = (u16, std::sync::Arc<YearRules>)> {
    BOOK.years().map(|year| (year, BOOK.year(year).unwrap()))
}

/// Every id of a kind, in any year, is admitted in the years that have it, and refused in all others by name.
fn admitted_where_known(
    kind: &str,
    ids: impl Fn(&YearRules) -> BTreeSet<String>,
    text: impl Fn(&YearRules, &[&String]) -> String,
) {
    let all: BTreeSet<String> = years().flat_map(|(_, rules)| ids(&rules)).collect();
    for (year, rules) in years() {
        let here = ids(&rules);
        let absent: Vec<&String> = all.difference(&here).collect();
        for id in &here {
            scored(year, &text(&rules, &[id]));
        }
        let found = problems(year, &text(&rules, &absent));
        for id in absent {
            let wanted = format!("no {kind} `{id}` in performance year {year}");
            assert!(found.contains(&wanted), "{wanted}\n{found}");
        }
        let named = found.matches("performance years that have it").count();
        assert_eq!(named, all.len() - here.len(), "{year}");
    }
}

#[test]
fn of_activities() {
    admitted_where_known(
        "improvement activity",
        |rules| {
            rules
                .inventory()
                .unwrap()
                .improvement_activities
                .keys()
                .cloned()
                .collect()
        },
        |_, ids| format!("[improvement_activities]\nactivities = {ids:?}\n"),
    );
}

#[test]
fn of_interoperability() {
    admitted_where_known(
        "promoting interoperability measure",
        |rules| {
            rules
                .inventory()
                .unwrap()
                .promoting_interoperability
                .keys()
                .cloned()
                .collect()
        },
        |rules, ids| {
            let table = &rules.inventory().unwrap().promoting_interoperability;
            let answers: String = ids
                .iter()
                .map(
                    |id| match table.get(id).map(|measure| measure.metric_type) {
                        Some(PiMetric::Proportion) => rate(id, 1, 2),
                        _ => yes(&[id]),
                    },
                )
                .collect();
            format!("[promoting_interoperability.measures]\n{answers}")
        },
    );
}

#[test]
fn of_cost_measures() {
    admitted_where_known(
        "cost measure",
        |rules| rules.inventory().unwrap().cost.keys().cloned().collect(),
        |_, ids| {
            let entries: Vec<String> = ids
                .iter()
                .map(|id| format!("{id} = {{ points = 5 }}\n"))
                .collect();
            format!("[cost.measures]\n{}", entries.concat())
        },
    );
}

/// The rules name every promoting interoperability id of the year, and no other.
#[test]
fn of_the_rules() {
    for (year, rules) in years() {
        let interoperability = &rules.promoting_interoperability;
        let attestations = &interoperability.attestations;
        let mut named: BTreeSet<&String> = attestations
            .yes
            .iter()
            .chain(&attestations.yes_or_no)
            .chain(&attestations.optional)
            .collect();
        match &interoperability.method {
            InteroperabilityMethod::BasePerformanceBonus(method) => {
                named.extend(method.base.iter());
                named.extend(method.transition.keys());
                named.extend(method.exclusions.keys());
                named.extend(method.performance.points.keys());
                named.extend(&method.registry.measures);
                named.extend(method.bonuses.values().flat_map(|bonus| &bonus.measures));
            }
            InteroperabilityMethod::MeasurePoints(method) => {
                named.extend(method.points.keys());
                named.extend(method.exclusions.of.keys());
                named.extend(&method.public_health.measures);
                named.extend(method.public_health.second_registry.keys());
                named.extend(method.bonuses.values().flat_map(|bonus| &bonus.measures));
            }
            other => panic!("{year}: {other:?}"),
        }
        let inventory = rules.inventory().unwrap();
        let table = &inventory.promoting_interoperability;
        named.extend(table.values().flat_map(|measure| &measure.preprod));
        let known: BTreeSet<&String> = table.keys().collect();
        assert_eq!(named, known, "{year}");
    }
}

/// Points that CMS's file gives (2017-2019) are those of the rules; so are the exclusions and stand-ins it names.
#[test]
fn of_the_rules_agree_with_the_inventory() {
    for (year, rules) in years() {
        let table = &rules.inventory().unwrap().promoting_interoperability;
        let (points, exclusions) = match &rules.promoting_interoperability.method {
            InteroperabilityMethod::BasePerformanceBonus(method) => {
                for (id, main) in &method.transition {
                    let substitutes = &table[id].substitutes;
                    let stands = main.iter().all(|main| substitutes.contains(main));
                    assert!(stands, "{year} {id}");
                }
                (&method.performance.points, &method.exclusions)
            }
            InteroperabilityMethod::MeasurePoints(method) => {
                (&method.points, &method.exclusions.of)
            }
            other => panic!("{year}: {other:?}"),
        };
        for (id, points) in points {
            let published = table[id].weight.unwrap_or(*points);
            assert_eq!(published, *points, "{year} {id}");
        }
        for (id, measure) in table {
            for exclusion in &measure.exclusions {
                let second = id.trim_end_matches("_MULTI");
                assert_eq!(exclusions[exclusion], second, "{year} {id}");
            }
        }
    }
}

/// The year's method can score every activity of the year.
#[test]
fn of_activities_has_points() {
    for (year, rules) in years() {
        let activities = &rules.improvement_activities;
        let is_weighted = matches!(activities.method, ActivityMethod::WeightedActivities(_));
        for (id, activity) in &rules.inventory().unwrap().improvement_activities {
            let has_weight = activity.weight != ActivityWeight::None;
            let expected = is_weighted && !activities.full_credit.contains(id);
            assert_eq!(has_weight, expected, "{year} {id}");
        }
    }
}

/// On every cost benchmark a lower cost never earns less, from one point to ten.
#[test]
fn of_cost_benchmarks_is_monotone() {
    for (year, rules) in years() {
        let Some(benchmarks) = rules.benchmarks() else {
            continue;
        };
        let costs = &rules.inventory().unwrap().cost;
        if rules.never_scored.contains_key(&Category::Cost) {
            continue;
        }
        for id in costs.keys() {
            let Some(benchmark) = benchmarks.get(CollectionType::AdminClaims, id) else {
                continue;
            };
            assert!(benchmark.inverse, "{year} {id}");
            let bounds = &benchmark.bounds;
            let between = bounds
                .windows(2)
                .map(|ends| (ends[0] + ends[1]) / Decimal::TWO);
            let mut dollars: Vec<Decimal> = bounds.iter().copied().chain(between).collect();
            dollars.push(bounds[0] + Decimal::ONE);
            dollars.sort_unstable_by(|a, b| b.cmp(a));
            let mut last = Decimal::ZERO;
            for dollars in dollars {
                let measures = format!("{id} = {{ cost = {dollars}, cases = 100 }}\n");
                let text = format!("[practice]\nclinicians = 20\n[cost.measures]\n{measures}");
                let earned: Decimal = percent(&scored(year, &text), Category::Cost)
                    .unwrap()
                    .parse()
                    .unwrap();
                assert!(
                    last <= earned && Decimal::TEN <= earned,
                    "{year} {id} {dollars}"
                );
                last = earned;
            }
            assert_eq!(last, Decimal::ONE_HUNDRED, "{year} {id}");
        }
    }
}
