//! Sets of measures that all count: the CMS Web Interface, the APP and APP Plus (42 CFR 414.1367(c)(1)).

use super::{
    choice::Choice,
    measure::Measure,
    selection::{self, Candidate},
    survey, total,
    year::Year,
};
use crate::{
    rules::{
        collection_type::CollectionType::{AdminClaims, Cahps, WebInterface},
        quality::FixedSet,
        terms::Participation,
    },
    score::reason::MeasureReason,
};

/// The Web Interface as a whole, with the survey where it was reported.
pub fn web_interface<'a>(
    year: &Year<'a>,
    measures: &mut Vec<Measure<'a>>,
    survey: &[usize],
    added: &[usize],
) -> Choice {
    let mut choice = Choice::default();
    require_web_interface(year, measures, &mut choice);
    for index in survey {
        choice.take(measures, *index);
    }
    choice.required = required(year, measures, &choice.pool);
    choice.finish(added)
}

/// The ways to report an APP set: by its measures, and by the Web Interface where that was used.
pub fn app<'a>(year: &Year<'a>, measures: &mut Vec<Measure<'a>>, set: &FixedSet) -> Vec<Choice> {
    let added: Vec<usize> = measures
        .iter()
        .enumerate()
        .filter(|(_, measure)| {
            measure.is_in(&[AdminClaims])
                && measure.points().is_some()
                && set.administrative_claims.iter().any(|id| id == measure.id)
        })
        .map(|(index, _)| index)
        .collect();
    for index in &added {
        measures[*index]
            .reasons
            .push(MeasureReason::AdministrativeClaims);
    }
    let used = |measures: &[Measure<'_>], web: bool| {
        measures.iter().any(|measure| {
            !measure.is_in(&[Cahps, AdminClaims]) && measure.is_in(&[WebInterface]) == web
        })
    };
    let by_web_interface = used(measures, true);
    let mut choices = Vec::new();
    if by_web_interface {
        let mut choice = Choice::default();
        require_web_interface(year, measures, &mut choice);
        choices.push(choice);
    }
    if !by_web_interface || used(measures, false) {
        let mut choice = Choice::default();
        for id in &set.measures {
            require_one(year, measures, id, &mut choice);
        }
        choices.push(choice);
    }
    let survey = require_survey(year, measures, set);
    choices
        .into_iter()
        .map(|mut choice| {
            if let Some(index) = survey {
                choice.take(measures, index);
            }
            if year.rules.high_priority_bonus.is_some() {
                choice.required = required(year, measures, &choice.pool);
            }
            choice.finish(&added)
        })
        .collect()
}

/// Every measure of the Web Interface: what was not reported is 0 points, what CMS suppressed is left out.
fn require_web_interface<'a>(
    year: &Year<'a>,
    measures: &mut Vec<Measure<'a>>,
    choice: &mut Choice,
) {
    let Some(rules) = &year.rules.web_interface else {
        return;
    };
    for id in &rules.measures {
        let reported = measures
            .iter()
            .position(|measure| measure.id == id && measure.is_in(&[WebInterface]));
        if let Some(index) = reported {
            choice.take(measures, index);
        } else if let Some((id, row)) = year.inventory.quality.get_key_value(id)
            && !row.suppressed.contains(&WebInterface)
        {
            measures.push(Measure::missing(id, row, Some(WebInterface)));
            choice.take(measures, measures.len() - 1);
        }
    }
}

/// One measure of an APP set, in the collection type with the most points, then the complete one, then the one with the larger
/// bonus; one that was not reported is 0 points.
fn require_one<'a>(
    year: &Year<'a>,
    measures: &mut Vec<Measure<'a>>,
    id: &str,
    choice: &mut Choice,
) {
    let is_it = |measure: &Measure<'_>| {
        !measure.is_in(&[WebInterface, Cahps, AdminClaims])
            && (measure.id == id || measure.row.companions.iter().any(|other| other == id))
    };
    let reported: Vec<usize> = measures
        .iter()
        .enumerate()
        .filter(|(_, measure)| is_it(measure))
        .map(|(index, _)| index)
        .collect();
    let best = reported.iter().copied().max_by_key(|index| {
        let measure = &measures[*index];
        (
            measure.points(),
            measure.is_reported(),
            measure.is_complete,
            total::high_priority_points(year, measure) + total::end_to_end_points(year, measure),
            std::cmp::Reverse(*index),
        )
    });
    if let Some(best) = best {
        for index in reported.iter().filter(|index| **index != best) {
            measures[*index]
                .reasons
                .push(MeasureReason::OtherCollectionType);
            choice.submitted.push(*index);
        }
        choice.take(measures, best);
    } else if let Some((id, row)) = year.inventory.quality.get_key_value(id) {
        measures.push(Measure::missing(id, row, None));
        choice.take(measures, measures.len() - 1);
    }
}

/// The survey of an APP set: an individual has none, a sample that was too small leaves it out, and otherwise 0 points
/// stand for one that was not done.
fn require_survey<'a>(
    year: &Year<'a>,
    measures: &mut Vec<Measure<'a>>,
    set: &FixedSet,
) -> Option<usize> {
    let reported = measures.iter().position(|measure| {
        measure.is_in(&[Cahps]) && measure.is_reported() && year.rules.cahps.is_whole(measure.id)
    });
    if reported.is_some() {
        return reported;
    }
    let is_free =
        year.practice.participation == Participation::Individual || survey::fell_short(year);
    let (id, row) = year.inventory.quality.get_key_value(&set.survey)?;
    if is_free {
        return None;
    }
    measures.push(Measure::missing(id, row, Some(Cahps)));
    Some(measures.len() - 1)
}

/// The measure that stands for the required one, which earns no bonus.
fn required(year: &Year<'_>, measures: &[Measure<'_>], pool: &[usize]) -> Option<usize> {
    let candidates: Vec<Candidate> = pool
        .iter()
        .filter(|index| measures[**index].is_reported())
        .filter_map(|index| selection::candidate(year, &measures[*index], *index))
        .collect();
    selection::select(&candidates, candidates.len(), true).required
}
