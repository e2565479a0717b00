//! What a score would be if an open question were read otherwise, or if something that the file leaves out were different:
//! each is a score of the same file with other settings.

use super::{
    reading::Reading,
    run::{Laid, Trial},
};
use crate::{
    category::Category,
    document::{Document, setting::Setting},
    practice::Practice,
    problem::Problems,
    rules::{OpenReading, book::RuleBook, terms::Participation},
    score::{
        Ends,
        reason::MeasureReason,
        scorecard::{Note, Scorecard},
    },
};

/// The key that says whether a practice is small.
const SIZE_KEY: &str = "practice.small_practice";

/// The settings that make the other size of a practice whose file does not say it.
const SMALL: &str = "practice.small_practice=true";

/// The settings that make the other size of an APM Entity whose clinicians were counted as a practice's.
const NOT_SMALL: &str = "practice.small_practice=false";

/// Scores a practice's document with settings laid over it, as [`run`](super::run) does, and then again under each other
/// reading that may move the score. What moves nothing is not told.
///
/// # Errors
///
/// As [`run`](super::run).
pub fn run_with_readings(
    book: &RuleBook,
    document: &Document,
    settings: &[Setting],
) -> Result<Trial, Problems> {
    let laid = Laid::of(document, settings)?;
    let mut trial = laid.clone().run(book)?;
    let found = Ends::of_card(&trial.scorecard);
    let otherwise = |laid: Result<Laid, Problems>| {
        let admitted = laid.ok()?.admit(book).ok()?;
        let otherwise = Ends::of(&admitted.practice);
        let moves = otherwise.final_score != found.final_score
            || otherwise.adjustment() != found.adjustment();
        moves.then_some(otherwise)
    };
    let mut readings = Vec::new();
    for (name, reading) in trial.rules.readings.iter() {
        // Of which measures a table says that the question arises holds for the tables as they are built in.
        let is_said = !trial.rules.overrides.is_empty() || is_said(reading, &trial.scorecard);
        if !arises(reading, &trial.practice) || !is_said {
            continue;
        }
        let more: Vec<String> = reading
            .settings
            .iter()
            .map(|setting| format!("rules.{setting}"))
            .collect();
        let parsed = more.iter().map(|text| Setting::parse(text, "reading").ok());
        let Some(parsed) = parsed.collect::<Option<Vec<_>>>() else {
            continue;
        };
        if let Some(otherwise) = otherwise(laid.over(&parsed)) {
            readings.push(Reading {
                name: name.clone(),
                settings: more,
                final_score_bounds: otherwise.final_score,
                adjustment_bounds: otherwise.adjustment(),
            });
        }
    }
    let of_size = |setting: &str| {
        let setting = Setting::parse(setting, "reading").ok()?;
        otherwise(laid.over(&[setting])).map(|otherwise| otherwise.final_score)
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

/// Whether the score says of some measure what it says where the question arises.
fn is_said(reading: &OpenReading, card: &Scorecard) -> bool {
    let is_named = |reason: &MeasureReason| reading.reasons.iter().any(|it| it == reason.key());
    let mut measures = card.categories.iter().flat_map(|(_, it)| &it.measures);
    reading.reasons.is_empty() || measures.any(|it| it.reasons.iter().any(is_named))
}
