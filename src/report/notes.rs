//! The notes of a score in words.

use crate::{
    category::Category,
    practice::states::ReweightingBasis,
    rules::{book::YearRules, terms::Reason},
    score::scorecard::{Bounds, Note, Scorecard},
    trial::Trial,
};

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
        .map(|note| word(rules, card, note))
        .collect()
}

#[expect(
    clippy::too_many_lines,
    reason = "one arm for each note: a table of sentences"
)]
fn word(rules: &YearRules, card: &Scorecard, note: &Note) -> NoteText {
    let of = |code, path, message| NoteText {
        code,
        path,
        message,
    };
    match note {
        Note::Reweighted(category, reason, basis) => of(
            "reweighted",
            category.key(),
            reweighted(rules, *category, *reason, *basis),
        ),
        Note::Restored(category) => {
            let cite = rules
                .citation(&format!("automatic_reweighting.{}", category.key()))
                .cite;
            of(
                "restored",
                category.key(),
                format!(
                    "{} counts because data were submitted; without data it would have no weight ({cite})",
                    category.heading()
                ),
            )
        }
        Note::Assigned(category) => {
            let cite = rules
                .citation(&format!(
                    "pathways.{}.assigned",
                    card.practice.pathway.key()
                ))
                .cite;
            of(
                "assigned",
                category.key(),
                format!("CMS assigns the {} percent ({cite})", category.title()),
            )
        }
        Note::Unknown(category) => of(
            "unknown",
            category.key(),
            format!(
                "{} {} not known: the range covers 0 to 100 percent{}",
                category.heading(),
                category.agrees("is", "are"),
                if can_lose_weight(rules, card, *category) {
                    ", and not being scored"
                } else {
                    ""
                }
            ),
        ),
        Note::FinalScoreGiven => of(
            "final_score_given",
            "final_score",
            "The final score is taken as given; what makes it is not looked at".into(),
        ),
        Note::ReplacedByThreshold => of(
            "replaced_by_threshold",
            "final_score",
            format!(
                "Fewer than {} categories are scored, so the final score is the performance threshold; weights, points and bonuses are shown as computed ({})",
                rules.final_score.minimum_categories, rules.final_score.cite
            ),
        ),
        Note::SizeAssumed(otherwise) => of(
            "size_assumed",
            "practice.clinicians",
            size_assumed(rules, *otherwise),
        ),
        Note::EntitySize(clinicians, otherwise) => of(
            "entity_size",
            "practice.clinicians",
            format!(
                "practice.clinicians counts all clinicians of the APM Entity, not those of one practice in it: {clinicians} make \
                 it a small practice; as one that is not small: {}",
                score_in_words(*otherwise)
            ),
        ),
        Note::BonusNotGiven(maximum) => of(
            "bonus_not_given",
            "complex_patient_bonus",
            format!(
                "The complex patient bonus is not given and counts as 0; it could add up to {maximum} points ({})",
                rules.citation("complex_patient_bonus").cite
            ),
        ),
        Note::BonusUnknown => of(
            "bonus_unknown",
            "complex_patient_bonus",
            "The complex patient bonus is not known: the range covers every value it can have"
                .into(),
        ),
        Note::BonusWithoutData => of(
            "bonus_without_data",
            "complex_patient_bonus",
            format!(
                "No complex patient bonus: no data were submitted in any category ({})",
                rules.citation("complex_patient_bonus").cite
            ),
        ),
        Note::FacilityUsed => of(
            "facility_used",
            "facility_based",
            format!(
                "The facility's quality and cost scores are used ({})",
                rules.citation("facility_based").cite
            ),
        ),
        Note::FacilityUsedAt(end) => of(
            "facility_used",
            "facility_based",
            format!(
                "The facility's quality and cost scores are used at the {end} end of the range, where they do better ({})",
                rules.citation("facility_based").cite
            ),
        ),
        Note::FacilityWithoutQuality => of(
            "facility_without_quality",
            "facility_based",
            format!(
                "The facility's scores are not used: quality carries no weight here ({})",
                rules.citation("facility_based").cite
            ),
        ),
        Note::FacilityNotHigher => of(
            "facility_not_higher",
            "facility_based",
            format!(
                "The practice's own scores are used: they are higher than the facility's ({})",
                rules.citation("facility_based").cite
            ),
        ),
        Note::FacilityNeedsSubmission => of(
            "facility_needs_submission",
            "facility_based",
            format!(
                "No facility-based scores: a group gets them only when it submits improvement activities or promoting interoperability ({})",
                rules.citation("facility_based").cite
            ),
        ),
        Note::Quality(note) => of("quality", "quality", note.text()),
        Note::Cost(note) => of("cost", "cost", note.to_string()),
        Note::ImprovementActivities(note) => of(
            "improvement_activities",
            "improvement_activities",
            note.to_string(),
        ),
        Note::PromotingInteroperability(note) => of(
            "promoting_interoperability",
            "promoting_interoperability",
            note.to_string(),
        ),
        Note::FactorAssumed => of(
            "factor_assumed",
            "payment.scaling_factor",
            factor(rules, card, "assumed"),
        ),
        Note::FactorImplied => of(
            "factor_implied",
            "payment.scaling_factor",
            factor(rules, card, "implied"),
        ),
        Note::FactorGiven => of(
            "factor_given",
            "payment.scaling_factor",
            format!(
                "The scaling factor {} is your own figure",
                card.payment_adjustment.scaling_factor
            ),
        ),
        Note::AdditionalFactorGiven => of(
            "additional_factor_given",
            "payment.additional_scaling_factor",
            "The additional scaling factor is your own figure".into(),
        ),
        Note::OfTheYear(number) => of(
            "of_the_year",
            "performance_year",
            rules.notes[*number].clone(),
        ),
        Note::OfThePathway(number) => of(
            "of_the_pathway",
            "practice.pathway",
            rules.pathways[&card.practice.pathway].notes[*number].clone(),
        ),
    }
}

/// Whether the pathway has a row of weights without the category.
fn can_lose_weight(rules: &YearRules, card: &Scorecard, category: Category) -> bool {
    let pathway = &rules.pathways[&card.practice.pathway];
    !rules.weights[&pathway.weights].no_row.contains(&category)
}

fn factor(rules: &YearRules, card: &Scorecard, basis: &str) -> String {
    let factor = &rules.adjustment.scaling_factor;
    let used = card.payment_adjustment.scaling_factor;
    let range = format!("{} to {}", factor.low, factor.high);
    match basis {
        "assumed" => format!("Scaling factor {used} (it may be {range}). {}", factor.cite),
        _ if factor.low == factor.high => format!(
            "Scaling factor {used}, implied by published results ({})",
            factor.cite
        ),
        _ => format!(
            "Scaling factor {used}, implied by published results, which allow {range} ({})",
            factor.cite
        ),
    }
}

fn reweighted(
    rules: &YearRules,
    category: Category,
    reason: Reason,
    basis: ReweightingBasis,
) -> String {
    let title = category.heading();
    let (why, path) = match basis {
        ReweightingBasis::Granted if reason == Reason::Pathway => (
            "the pathway does not score it".to_owned(),
            "pathways".to_owned(),
        ),
        ReweightingBasis::Granted => (
            granted(reason).to_owned(),
            format!("reweighting_reasons.{}", reason.key()),
        ),
        ReweightingBasis::NeverScored => {
            let never = &rules.never_scored[&category];
            (
                never.note.trim_end_matches('.').to_owned(),
                format!("never_scored.{}", category.key()),
            )
        }
        ReweightingBasis::Pathway => ("the pathway does not score it".into(), "pathways".into()),
        ReweightingBasis::ApmEntity => (
            "it has no weight for an APM Entity".into(),
            "apm_entity".into(),
        ),
        ReweightingBasis::Automatic => (
            "the practice's status, type or size exempts it, and nothing was submitted".into(),
            format!("automatic_reweighting.{}", category.key()),
        ),
        ReweightingBasis::Circumstances => {
            let note = rules
                .automatic_circumstances
                .as_ref()
                .map_or("", |automatic| &automatic.note);
            (
                format!("nothing was submitted; {}", note.trim_end_matches('.')),
                "automatic_circumstances".into(),
            )
        }
        ReweightingBasis::NothingScored => (
            "CMS can score none of its measures".into(),
            "reweighting_reasons.no_applicable_measures".into(),
        ),
    };
    let cite = match path.as_str() {
        "pathways" => String::new(),
        path => format!(" ({})", rules.citation(path).cite),
    };
    let has = category.agrees("has", "have");
    format!("{title} {has} no weight: {why}{cite}")
}

fn granted(reason: Reason) -> &'static str {
    match reason {
        Reason::ExtremeAndUncontrollable => "CMS granted extreme and uncontrollable circumstances",
        Reason::Hardship => "CMS granted a hardship exception",
        Reason::SpecialStatus => "a special status exempts the practice",
        Reason::NoApplicableMeasures => "no measure applies or could be scored",
        Reason::DataIssue => "its data were compromised for reasons outside the practice's control",
        Reason::CmsAction => "CMS moved its weight this year",
        Reason::Pathway => "the pathway does not score it",
    }
}

fn size_assumed(rules: &YearRules, otherwise: Option<Bounds>) -> String {
    let most = rules.small_practice.maximum_clinicians;
    let assumed = format!(
        "We assume more than {most} clinicians, because the file gives neither practice.clinicians nor practice.small_practice"
    );
    match otherwise {
        Some(otherwise) => format!(
            "{assumed}; as a small practice: {}",
            score_in_words(otherwise)
        ),
        None => assumed,
    }
}

/// A final score, or its range.
pub(crate) fn score_in_words(bounds: Bounds) -> String {
    match bounds.point() {
        Some(score) => score.to_string(),
        None => format!("{} to {}", bounds.low, bounds.high),
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
