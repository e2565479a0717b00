//! The pathways on which a practice chooses its measures: traditional MIPS, the APM scoring standard, and MVPs.

use rust_decimal::Decimal;

use super::{
    choice::Choice,
    eligible::{self, Applicability, Fewer},
    measure::{Measure, MeasureResult},
    selection::{self, Candidate},
    survey, total,
    year::Year,
};
use crate::{
    rules::{
        collection_type::CollectionType::{self, AdminClaims, Cahps, Claims, WebInterface},
        measures::{Mvp, QualityMeasure},
        quality::Combination,
    },
    score::reason::MeasureReason,
};

/// The choices of a practice that may report any measure: one for each set of collection types that is scored alone.
pub fn of_all<'a>(
    year: &Year<'a>,
    measures: &mut Vec<Measure<'a>>,
    required: usize,
) -> Vec<Choice> {
    let survey = indexes(measures, |measure| is_whole_survey(year, measure));
    let added = indexes(measures, |measure| {
        measure.is_in(&[AdminClaims]) && measure.points().is_some()
    });
    for index in &added {
        measures[*index]
            .reasons
            .push(MeasureReason::AdministrativeClaims);
    }
    let mut pools: Vec<Vec<usize>> = match &year.rules.collection_types.method {
        Combination::SeparateSets(sets) => sets
            .iter()
            .map(|set| indexes(measures, |measure| measure.is_in(set)))
            .collect(),
        Combination::BestPerMeasure => {
            vec![indexes(measures, |measure| {
                measure.collection_type.is_some_and(is_combined)
            })]
        }
    };
    pools.retain(|pool| !pool.is_empty());
    let web_interface = indexes(measures, |measure| measure.is_in(&[WebInterface]));
    if pools.is_empty() && web_interface.is_empty() {
        pools.push(Vec::new());
    }
    for pool in &mut pools {
        pool.extend(&survey);
    }
    let mut choices: Vec<Choice> = pools
        .iter()
        .map(|pool| choose(year, measures, pool, &added, required, None))
        .collect();
    if !web_interface.is_empty() {
        choices.push(super::fixed::web_interface(year, measures, &survey, &added));
    }
    choices
}

/// The choice of a practice that reports an MVP.
pub fn of_mvp(
    year: &Year<'_>,
    measures: &mut [Measure<'_>],
    mvp: &Mvp,
    required: usize,
    small_practice_claims: bool,
) -> Choice {
    let mut pool = Vec::new();
    for (index, measure) in measures.iter_mut().enumerate() {
        let is_listed = |ids: &[String]| ids.iter().any(|id| id == measure.id);
        if measure.is_in(&[AdminClaims]) {
            if is_listed(&mvp.foundation) {
                continue;
            }
            if is_listed(&mvp.admin_claims) {
                if measure.points().is_none() {
                    measure.result = MeasureResult::Points(Decimal::ZERO);
                    measure.reasons.push(MeasureReason::ElectedNotScored);
                }
                pool.push(index);
            } else {
                measure.reasons.push(MeasureReason::OutsideMvp);
            }
        } else if is_whole_survey(year, measure) || !measure.is_in(&[Cahps]) {
            if is_listed(&mvp.quality) {
                pool.push(index);
            } else {
                measure.reasons.push(MeasureReason::OutsideMvp);
            }
        }
    }
    let foundation = measures
        .iter()
        .enumerate()
        .filter(|(_, measure)| {
            measure.is_in(&[AdminClaims]) && mvp.foundation.iter().any(|id| id == measure.id)
        })
        .filter_map(|(index, measure)| Some((measure.points()?, index)))
        .max_by_key(|(points, index)| (*points, std::cmp::Reverse(*index)))
        .map(|(_, index)| index);
    let added: Vec<usize> = foundation.into_iter().collect();
    for index in &added {
        measures[*index]
            .reasons
            .push(MeasureReason::PopulationHealth);
    }
    let enough = small_practice_claims
        .then(|| all_claims_of_mvp(year, measures, &pool, mvp, required))
        .flatten();
    choose(year, measures, &pool, &added, required, enough)
}

/// A small practice that reports every claims measure of an MVP with fewer than are required has reported enough.
fn all_claims_of_mvp(
    year: &Year<'_>,
    measures: &[Measure<'_>],
    pool: &[usize],
    mvp: &Mvp,
    required: usize,
) -> Option<usize> {
    let by_claims: Vec<&str> = mvp
        .quality
        .iter()
        .map(String::as_str)
        .filter(|id| year.inventory.offers(Claims, id))
        .collect();
    let reported = |id: &str| {
        pool.iter()
            .any(|index| measures[*index].id == id && measures[*index].is_in(&[Claims]))
    };
    let is_elected = |index: &&usize| measures[**index].is_in(&[AdminClaims]);
    let elected = pool.iter().filter(is_elected).count();
    // What CMS computes is in addition; another collection type may have the better result of a claims measure.
    let enough = by_claims.len() + elected;
    let is_enough = year.practice.small_practice
        && !by_claims.is_empty()
        && enough < required
        && pool
            .iter()
            .filter(|index| !is_elected(index))
            .all(|index| by_claims.contains(&measures[*index].id))
        && by_claims.iter().all(|id| reported(id));
    is_enough.then_some(enough)
}

/// A choice as it would be if fewer measures were enough.
pub fn with_fewer(
    year: &Year<'_>,
    measures: &mut [Measure<'_>],
    choice: &Choice,
    enough: usize,
) -> Choice {
    let pool: Vec<usize> = choice
        .submitted
        .iter()
        .copied()
        .filter(|index| !choice.added.contains(index))
        .collect();
    choose(year, measures, &pool, &choice.added, enough, Some(enough))
}

/// Chooses the measures of `pool` that count, and adds those that CMS computes.
fn choose(
    year: &Year<'_>,
    measures: &mut [Measure<'_>],
    pool: &[usize],
    added: &[usize],
    required: usize,
    enough: Option<usize>,
) -> Choice {
    let applicability = match enough {
        Some(enough) => Some(Applicability::Fewer(Fewer {
            enough,
            sets: Vec::new(),
            outside: Vec::new(),
        })),
        None => eligible::applicability(year, measures, pool, required),
    };
    let enough = match &applicability {
        Some(Applicability::Fewer(fewer)) => Some(fewer.enough),
        Some(Applicability::Short(_)) | None => None,
    };
    let submitted = pool;
    let pool = one_per_measure(year, measures, pool);
    let suppressed = |index: &&usize| measures[**index].result == MeasureResult::Suppressed;
    let fewer = year.rules.suppression.as_ref().map_or(0, |rules| {
        rules.fewer_measures * pool.iter().filter(suppressed).count()
    });
    let places = enough.unwrap_or(required).saturating_sub(fewer);
    let has_suppressed = |fits: fn(&QualityMeasure) -> bool| {
        pool.iter()
            .filter(suppressed)
            .any(|index| fits(measures[*index].row))
    };
    let mut candidates: Vec<Candidate> = Vec::with_capacity(pool.len());
    candidates.extend(
        pool.iter()
            .filter_map(|index| selection::candidate(year, &measures[*index], *index)),
    );
    // A suppressed measure is no missing one: neither an outcome measure, nor a high-priority one in its stead.
    let is_outcome = |row: &QualityMeasure| row.measure_type.is_outcome();
    let is_excused = if candidates.iter().any(|candidate| candidate.is_outcome) {
        false
    } else {
        let has_priority = candidates
            .iter()
            .any(|candidate| candidate.is_high_priority);
        has_suppressed(is_outcome)
            || (!has_priority && has_suppressed(QualityMeasure::is_high_priority))
    };
    let needs_required = enough.is_none() && !is_excused;
    let selection = selection::select(&candidates, places, needs_required);
    let points_off = shortfall(year, measures, &pool, places);
    let mut choice = Choice {
        empty: places.saturating_sub(selection.counted.len()),
        required: selection.required,
        lacks_required: selection.lacks_required,
        applicability,
        excused: usize::from(!points_off.is_zero()),
        points_off,
        pool,
        submitted: submitted.to_vec(),
        counted: selection.counted,
        added: added.to_vec(),
    };
    choice.counted.extend(added);
    choice.pool.extend(added);
    choice
}

/// Of a measure reported in several collection types, the one with the most points, then the complete one, then the one
/// with the larger bonus; the others neither count nor earn a bonus.
fn one_per_measure(year: &Year<'_>, measures: &mut [Measure<'_>], pool: &[usize]) -> Vec<usize> {
    let rank = |measure: &Measure<'_>| {
        (
            measure.points(),
            measure.is_reported(),
            measure.is_complete,
            total::high_priority_points(year, measure) + total::end_to_end_points(year, measure),
        )
    };
    let mut kept: Vec<usize> = Vec::with_capacity(pool.len());
    for index in pool {
        let mut others = kept.iter_mut();
        match others.find(|kept| measures[**kept].id == measures[*index].id) {
            None => kept.push(*index),
            Some(kept) if rank(&measures[*index]) > rank(&measures[*kept]) => *kept = *index,
            Some(_) => {}
        }
    }
    if kept.len() == pool.len() {
        return kept;
    }
    for index in pool.iter().filter(|index| !kept.contains(index)) {
        measures[*index]
            .reasons
            .push(MeasureReason::OtherCollectionType);
    }
    pool.iter()
        .copied()
        .filter(|index| kept.contains(index))
        .collect()
}

/// What a survey with too few patients to sample takes off the available points.
fn shortfall(year: &Year<'_>, measures: &[Measure<'_>], pool: &[usize], places: usize) -> Decimal {
    let Some(rules) = &year.rules.cahps.sampling_shortfall else {
        return Decimal::ZERO;
    };
    let others = pool
        .iter()
        .filter(|index| measures[**index].is_reported())
        .count();
    let is_due = survey::fell_short(year) && others <= rules.most_measures && others < places;
    if is_due {
        rules.points_off
    } else {
        Decimal::ZERO
    }
}

/// Whether measures of the type may be combined with those of any other such type.
fn is_combined(kind: CollectionType) -> bool {
    !matches!(kind, WebInterface | Cahps | AdminClaims)
}

fn is_whole_survey(year: &Year<'_>, measure: &Measure<'_>) -> bool {
    measure.is_in(&[Cahps]) && year.rules.cahps.is_whole(measure.id)
}

fn indexes(measures: &[Measure<'_>], fits: impl Fn(&Measure<'_>) -> bool) -> Vec<usize> {
    let mut indexes = Vec::with_capacity(measures.len());
    indexes.extend((0..measures.len()).filter(|index| fits(&measures[*index])));
    indexes
}
