//! What a score would be if an open question were read otherwise, or if something that the file leaves out were different:
//! each is a score of the same file with other settings.

use super::{
    reading::Reading,
    run::{Trial, run},
};
use crate::{
    category::Category,
    document::{Document, setting::Setting},
    practice::Practice,
    problem::Problems,
    rules::{OpenReading, book::RuleBook, terms::Participation},
    score::scorecard::{Note, Scorecard},
};

/// The key that says whether a practice is small.
const SIZE_KEY: &str = "practice.small_practice";

/// The settings that make the other size of a practice whose file does not say it.
const SMALL: &str = "practice.small_practice=true";

/// The settings that make the other size of an APM Entity whose clinicians were counted as a practice's.
const NOT_SMALL: &str = "practice.small_practice=false";

/// Scores a practice's document with settings laid over it, as [`run`] does, and then again under each other reading that
/// may move the score. What moves nothing is not told.
///
/// # Errors
///
/// As [`run`].
pub fn run_with_readings(
    book: &RuleBook,
    document: &Document,
    settings: &[Setting],
) -> Result<Trial, Problems> {
    let mut trial = run(book, document, settings)?;
    let score_with = |more: &[String]| {
        let mut all = settings.to_vec();
        for text in more {
            all.push(Setting::parse(text, "reading").ok()?);
        }
        run(book, document, &all).ok().map(|trial| trial.scorecard)
    };
    let moved = |other: &Scorecard| {
        (other.final_score_bounds != trial.scorecard.final_score_bounds
            || other.payment_adjustment.bounds != trial.scorecard.payment_adjustment.bounds)
            .then_some((other.final_score_bounds, other.payment_adjustment.bounds))
    };
    let mut readings = Vec::new();
    for (name, reading) in &trial.rules.readings {
        if !arises(reading, &trial.practice) {
            continue;
        }
        let more: Vec<String> = reading
            .settings
            .iter()
            .map(|setting| format!("rules.{setting}"))
            .collect();
        if let Some((final_score_bounds, adjustment_bounds)) =
            score_with(&more).as_ref().and_then(moved)
        {
            readings.push(Reading {
                name: name.clone(),
                settings: more,
                final_score_bounds,
                adjustment_bounds,
            });
        }
    }
    let of_size = |setting: &str| {
        let other = score_with(&[setting.to_owned()])?;
        moved(&other).map(|(final_score, _)| final_score)
    };
    let practice = &trial.practice;
    let size = (!practice.size_is_stated).then(|| of_size(SMALL));
    let is_counted = practice.participation == Participation::ApmEntity
        && practice.small_practice
        && document.get(SIZE_KEY).is_none()
        && !settings.iter().any(|setting| setting.path == SIZE_KEY);
    let entity = is_counted.then(|| of_size(NOT_SMALL)).flatten();
    let clinicians = practice.clinicians;
    let notes = &mut trial.scorecard.notes;
    if let Some(otherwise) = size {
        notes.retain(|note| !matches!(note, Note::SizeAssumed(_)));
        notes.extend(otherwise.map(|otherwise| Note::SizeAssumed(Some(otherwise))));
    }
    if let Some((clinicians, otherwise)) = clinicians.zip(entity) {
        notes.push(Note::EntitySize(clinicians, otherwise));
    }
    trial.readings = readings;
    Ok(trial)
}

/// Whether the question can arise for a practice at all.
fn arises(reading: &OpenReading, practice: &Practice) -> bool {
    let is_computed = |category: &Category| practice.has_measures(*category);
    let participates =
        practice.apm_participant || practice.participation == Participation::ApmEntity;
    (reading.computed.is_empty() || reading.computed.iter().any(is_computed))
        && (reading.participation.is_empty()
            || reading.participation.contains(&practice.participation))
        && (reading.pathways.is_empty() || reading.pathways.contains(&practice.pathway))
        && (!reading.apm_participants || participates)
}
