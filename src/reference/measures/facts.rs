//! What a row says beside its benchmarks: its kind, its first year, its pathways and MVPs.

use super::row::{Row, spoken};
use crate::rules::{
    book::YearRules,
    measures::{ActivityWeight, Inventory, MetricType, Mvp},
    quality::PathwayMethod,
    terms::Pathway,
};

/// What a row says, in words.
pub(super) fn facts(row: Row<'_>) -> Vec<String> {
    let mut facts = Vec::new();
    match row {
        Row::Quality(row) => {
            facts.push(spoken(row.measure_type));
            if row.is_high_priority() {
                facts.push("high priority".into());
            }
            if row.inverse {
                facts.push("lower is better".into());
            }
            if row.metric_type != MetricType::SinglePerformanceRate {
                facts.push(spoken(row.metric_type));
            }
            facts.extend(row.algorithm.map(spoken));
            facts.extend(row.cms_id.iter().map(|id| format!("eCQM {id}")));
            facts.extend(
                row.case_minimum
                    .map(|cases| format!("at least {cases} cases")),
            );
            facts.extend(
                row.minimum_clinicians
                    .map(|number| format!("groups of {number} or more clinicians")),
            );
        }
        Row::Cost(row) => {
            facts.push(spoken(row.kind));
            facts.push("lower is better".into());
            facts.push(format!("at least {} cases", row.case_minimum));
        }
        Row::Activity(row) => {
            facts.extend(row.subcategory.iter().map(|text| text.replace('_', " ")));
            if row.weight != ActivityWeight::None {
                facts.push(format!("{} weight", spoken(row.weight)));
            }
        }
        Row::Interoperability(row) => {
            facts.extend(row.objective.iter().map(|text| text.replace('_', " ")));
            facts.extend(row.category.map(spoken));
            facts.push(spoken(row.metric_type));
            if !row.exclusions.is_empty() {
                facts.push(format!("exclusions {}", row.exclusions.join(", ")));
            }
            if !row.substitutes.is_empty() {
                facts.push(format!("in place of {}", row.substitutes.join(", ")));
            }
        }
        Row::Mvp(_) => {}
    }
    facts
}

/// The first performance year, where the row has one.
pub(super) fn first_year(row: Row<'_>) -> Option<u16> {
    match row {
        Row::Quality(row) => Some(row.first_year),
        Row::Cost(row) => Some(row.first_year),
        Row::Activity(row) => Some(row.first_year),
        Row::Interoperability(row) => Some(row.first_year),
        Row::Mvp(_) => None,
    }
}

/// The pathways that take it.
pub(super) fn pathways(rules: &YearRules, id: &str, row: Row<'_>, in_mvp: bool) -> Vec<Pathway> {
    let takes = |pathway: Pathway| match (row, pathway) {
        (Row::Mvp(_), pathway) => pathway == Pathway::Mvp,
        (Row::Interoperability(_), _) => true,
        (_, Pathway::Mvp) => in_mvp,
        (Row::Quality(row), pathway) => rules.quality.pathways.get(&pathway).is_some_and(|of| {
            let listed = match &of.method {
                PathwayMethod::FixedSet(set) => {
                    set.measures
                        .iter()
                        .chain(&set.administrative_claims)
                        .any(|known| known == id)
                        || set.survey == id
                }
                _ => false,
            };
            listed
                || (row.serves(&of.program)
                    && row
                        .via
                        .iter()
                        .any(|kind| of.collection_types.contains(kind)))
        }),
        (Row::Cost(row), pathway) => {
            row.programs.iter().any(|program| program == "mips") && pathway == Pathway::Traditional
        }
        (Row::Activity(row), Pathway::Traditional) => {
            row.programs.iter().any(|program| program == "mips")
        }
        (Row::Activity(row), pathway) => {
            row.programs.iter().any(|program| program == pathway.key())
        }
    };
    rules
        .pathways
        .keys()
        .copied()
        .filter(|pathway| takes(*pathway))
        .collect()
}

/// The MVPs that it belongs to, with their titles.
pub(super) fn mvps(inventory: &Inventory, id: &str) -> Vec<(String, String)> {
    inventory
        .mvps
        .iter()
        .filter(|(_, mvp)| {
            [
                &mvp.quality,
                &mvp.foundation,
                &mvp.admin_claims,
                &mvp.activities,
                &mvp.cost,
            ]
            .into_iter()
            .flatten()
            .any(|member| member == id)
        })
        .map(|(id, mvp)| (id.clone(), mvp.title.clone()))
        .collect()
}

/// What an MVP is made of: ids and titles, by part.
pub(super) fn parts(
    inventory: &Inventory,
    mvp: &Mvp,
) -> Vec<(&'static str, Vec<(String, String)>)> {
    let named = |ids: &[String]| {
        ids.iter()
            .map(|id| {
                (
                    id.clone(),
                    inventory.title(id).unwrap_or_default().to_owned(),
                )
            })
            .collect::<Vec<_>>()
    };
    [
        ("quality", &mvp.quality),
        ("population_health", &mvp.foundation),
        ("administrative_claims", &mvp.admin_claims),
        ("cost", &mvp.cost),
        ("improvement_activities", &mvp.activities),
    ]
    .into_iter()
    .filter(|(_, ids)| !ids.is_empty())
    .map(|(part, ids)| (part, named(ids)))
    .collect()
}
