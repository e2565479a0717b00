//! The sentence of each note.

use super::spans::score_in_words;
use crate::{
    category::Category,
    practice::states::ReweightingBasis,
    rules::{book::YearRules, terms::Reason},
    score::scorecard::{Bounds, Note, Scorecard},
};

/// What a note says, in one or two sentences with its source.
pub fn sentence(rules: &YearRules, card: &Scorecard, note: &Note) -> String {
    let with = |text: &str, table: &str| format!("{text} ({})", rules.citation(table).cite);
    let bonus = |text: &str| with(text, "complex_patient_bonus");
    let facility = |text: &str| with(text, "facility_based");
    match note {
        Note::Reweighted(category, reason, basis) => reweighted(rules, *category, *reason, *basis),
        Note::Restored(category) => with(
            &format!(
                "{} counts because data were submitted; without data it would have no weight",
                category.heading()
            ),
            &format!("automatic_reweighting.{}", category.key()),
        ),
        Note::Assigned(category) => with(
            &format!("CMS assigns the {} percent", category.title()),
            &format!("pathways.{}.assigned", card.practice.pathway.key()),
        ),
        Note::Unknown(category) => unknown(rules, card, *category),
        Note::FinalScoreGiven => {
            "The final score is the file's own; the categories behind it are not looked at".into()
        }
        Note::ReplacedByThreshold => format!(
            "Fewer than {} categories are scored, so the final score is the performance threshold; weights, points and bonuses are shown as computed ({})",
            rules.final_score.minimum_categories, rules.final_score.cite
        ),
        Note::SizeAssumed(otherwise) => size_assumed(rules, *otherwise),
        Note::EntitySize(clinicians, otherwise) => entity_size(*clinicians, *otherwise),
        Note::BonusNotGiven(maximum) => bonus(&format!(
            "The complex patient bonus is not given and counts as 0; it could add up to {maximum} points"
        )),
        Note::BonusUnknown => {
            "The complex patient bonus is not known: the range covers every value it can have"
                .into()
        }
        Note::BonusWithoutData => {
            bonus("No complex patient bonus: no data were submitted in any category")
        }
        Note::FacilityUsed => facility("The facility's quality and cost scores are used"),
        Note::FacilityUsedAt(end) => facility(&format!(
            "The facility's quality and cost scores are used at the {end} end of the range, where they do better"
        )),
        Note::FacilityWithoutQuality => {
            facility("The facility's scores are not used: quality carries no weight here")
        }
        Note::FacilityNotHigher => {
            facility("The practice's own scores are used: they are higher than the facility's")
        }
        Note::FacilityNeedsSubmission => facility(
            "No facility-based scores: a group gets them only when it submits improvement activities or promoting interoperability",
        ),
        Note::Quality(note) => note.text(),
        Note::Cost(note) => note.to_string(),
        Note::ImprovementActivities(note) => note.to_string(),
        Note::PromotingInteroperability(note) => note.to_string(),
        Note::FactorAssumed => factor(rules, card, "assumed"),
        Note::FactorImplied => factor(rules, card, "implied"),
        Note::FactorGiven => format!(
            "The scaling factor {} is your own figure",
            card.payment_adjustment.scaling_factor
        ),
        Note::AdditionalFactorGiven => "The additional scaling factor is your own figure".into(),
        Note::OfTheYear(number) => rules.notes[*number].clone(),
        Note::OfThePathway(number) => rules.pathways[&card.practice.pathway].notes[*number].clone(),
    }
}

/// A category of which nothing is known.
fn unknown(rules: &YearRules, card: &Scorecard, category: Category) -> String {
    let also = if can_lose_weight(rules, card, category) {
        ", and the case that CMS does not score it"
    } else {
        ""
    };
    let (heading, verb) = (category.heading(), category.agrees("is", "are"));
    format!("{heading} {verb} not known: the range covers 0 to 100 percent{also}")
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

fn entity_size(clinicians: u32, otherwise: Bounds) -> String {
    format!(
        "practice.clinicians counts all clinicians of the APM Entity, not those of one practice in it: {clinicians} make it a \
         small practice; as one that is not small: {}",
        score_in_words(otherwise)
    )
}
