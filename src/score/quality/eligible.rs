//! Eligible measure applicability: who reports all measures of a clinical topic or of a small specialty set need not
//! report more (42 CFR 414.1335(a)(1); CMS's EMA and Denominator Reduction User Guide).

use std::collections::BTreeSet;

use super::{measure::Measure, year::Year};
use crate::rules::{collection_type::CollectionType, measures::MeasureSets};

/// The number of measures that are enough, where fewer than `required` apply or no outcome measure does; then none is
/// missed.
///
/// The number is that of the measures with cases: one without is reported to show that it does not apply.
pub fn enough(
    year: &Year<'_>,
    measures: &[Measure<'_>],
    pool: &[usize],
    required: usize,
) -> Option<usize> {
    let rules = &year.rules.eligible_measures;
    if pool.is_empty() || !rules.pathways.contains(&year.practice.pathway) {
        return None;
    }
    let submitted = || pool.iter().map(|index| &measures[*index]);
    if !submitted().all(|measure| measure.is_in(&rules.collection_types)) {
        return None;
    }
    let with_cases: BTreeSet<&str> = submitted()
        .filter(|measure| measure.is_reported())
        .map(|measure| measure.id)
        .collect();
    let has_required = submitted().any(|measure| measure.row.is_high_priority());
    if with_cases.is_empty() || (with_cases.len() >= required && has_required) {
        return None;
    }
    let covers = rules.collection_types.iter().any(|kind| {
        let reported: BTreeSet<&str> = submitted()
            .filter(|measure| measure.collection_type == Some(*kind))
            .map(|measure| measure.id)
            .collect();
        [&year.inventory.clusters, &year.inventory.specialty_sets]
            .into_iter()
            .any(|sets| covers_one(sets, *kind, &reported))
    });
    covers.then(|| with_cases.len().min(required))
}

fn covers_one(sets: &MeasureSets, kind: CollectionType, reported: &BTreeSet<&str>) -> bool {
    sets.get(&kind).is_some_and(|names| {
        names
            .values()
            .flatten()
            .any(|set| set.measures.iter().all(|id| reported.contains(id.as_str())))
    })
}
