//! The notes of a score in words.

mod sentences;
mod spans;

use crate::{
    rules::book::YearRules,
    score::scorecard::{Note, Scorecard},
    trial::Trial,
};

use sentences::sentence;
pub(crate) use spans::score_in_words;

/// A note, ready to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NoteText {
    /// The kind of note, for scripts.
    pub code: &'static str,
    /// The dotted path that it is about; empty for the score as a whole.
    pub path: &'static str,
    /// The note in one or two sentences, with its source.
    pub message: String,
}

/// Every note of a score in words.
#[must_use]
pub fn notes(rules: &YearRules, card: &Scorecard) -> Vec<NoteText> {
    card.notes
        .iter()
        .map(|note| {
            let (code, path) = code_and_path(note);
            NoteText {
                code,
                path,
                message: sentence(rules, card, note),
            }
        })
        .collect()
}

/// The kind of a note, and the dotted path that it is about.
fn code_and_path(note: &Note) -> (&'static str, &'static str) {
    match note {
        Note::Reweighted(category, ..) => ("reweighted", category.key()),
        Note::Restored(category) => ("restored", category.key()),
        Note::Assigned(category) => ("assigned", category.key()),
        Note::Unknown(category) => ("unknown", category.key()),
        Note::FinalScoreGiven => ("final_score_given", "final_score"),
        Note::ReplacedByThreshold => ("replaced_by_threshold", "final_score"),
        Note::SizeAssumed(_) => ("size_assumed", "practice.clinicians"),
        Note::EntitySize(..) => ("entity_size", "practice.clinicians"),
        Note::BonusNotGiven(_) => ("bonus_not_given", "complex_patient_bonus"),
        Note::BonusUnknown => ("bonus_unknown", "complex_patient_bonus"),
        Note::BonusWithoutData => ("bonus_without_data", "complex_patient_bonus"),
        Note::FacilityUsed | Note::FacilityUsedAt(_) => ("facility_used", "facility_based"),
        Note::FacilityWithoutQuality => ("facility_without_quality", "facility_based"),
        Note::FacilityNotHigher => ("facility_not_higher", "facility_based"),
        Note::FacilityNeedsSubmission => ("facility_needs_submission", "facility_based"),
        Note::Quality(_) => ("quality", "quality"),
        Note::Cost(_) => ("cost", "cost"),
        Note::ImprovementActivities(_) => ("improvement_activities", "improvement_activities"),
        Note::PromotingInteroperability(_) => {
            ("promoting_interoperability", "promoting_interoperability")
        }
        Note::FactorAssumed => ("factor_assumed", "payment.scaling_factor"),
        Note::FactorImplied => ("factor_implied", "payment.scaling_factor"),
        Note::FactorGiven => ("factor_given", "payment.scaling_factor"),
        Note::AdditionalFactorGiven => (
            "additional_factor_given",
            "payment.additional_scaling_factor",
        ),
        Note::OfTheYear(_) => ("of_the_year", "performance_year"),
        Note::OfThePathway(_) => ("of_the_pathway", "practice.pathway"),
    }
}

/// The open questions that move a score, each with what the other answer makes of it.
#[must_use]
pub fn readings(trial: &Trial) -> Vec<NoteText> {
    trial
        .readings
        .iter()
        .map(|reading| {
            let open = &trial.rules.readings[&reading.name];
            NoteText {
                code: "reading",
                path: "rules.readings",
                message: format!(
                    "Open: {}; under the other reading, {}: {} ({})",
                    open.says,
                    open.otherwise,
                    score_in_words(reading.final_score_bounds),
                    open.cite
                ),
            }
        })
        .collect()
}
