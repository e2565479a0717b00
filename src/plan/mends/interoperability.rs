//! Promoting interoperability is all or nothing: what makes it 0, and the answers that it takes.

use super::mend::{Kind, Mend, has_weight, is_not_submitted, set};
use crate::{
    category::Category,
    document::setting::Setting,
    plan::footing::Footing,
    practice::Answer,
    problem::listed,
    rules::{
        book::YearRules, measures::PiMetric, promoting_interoperability::InteroperabilityMethod,
    },
    score::{
        promoting_interoperability::{InteroperabilityNote, Shortfall},
        scorecard::Note,
    },
    trial::Trial,
};

const CATEGORY: &str = "promoting_interoperability";

/// The patients of a proportion that is not reported: with one of so many in the numerator it earns the least it can.
const LEAST_OF: u32 = 100;

/// The one mend of a category that is 0: everything that it lacks, together.
pub fn of(footing: &Footing<'_>) -> Option<Mend> {
    let trial = footing.trial;
    if !has_weight(trial, Category::PromotingInteroperability) {
        return None;
    }
    if is_not_submitted(trial, Category::PromotingInteroperability) {
        return Some(from_nothing(footing));
    }
    let shortfalls = shortfalls(trial);
    if shortfalls.is_empty() {
        return None;
    }
    let mut settings = Vec::new();
    let mut advice = Vec::new();
    for shortfall in &shortfalls {
        answer(trial, shortfall, &mut settings, &mut advice);
    }
    Some(Mend {
        kind: Kind::Answers(shortfalls.len() as u64),
        path: CATEGORY.into(),
        message: format!("{CATEGORY} is 0, because {}", because(&shortfalls)),
        advice: advice.join("; "),
        settings,
        is_required: true,
    })
}

/// Everything that the category takes, of a practice that submitted none of it.
fn from_nothing(footing: &Footing<'_>) -> Mend {
    let year = &footing.trial.rules.promoting_interoperability;
    let mut settings = vec![set(
        format!("{CATEGORY}.days"),
        year.period.minimum_days.to_string(),
    )];
    let attested = year.attestations.yes.iter();
    settings.extend(attested.map(|id| set(format!("{CATEGORY}.measures.{id}"), "true")));
    if let Some(begun) = footing.with(&settings) {
        for shortfall in shortfalls(&begun) {
            answer(&begun, shortfall, &mut settings, &mut Vec::new());
        }
    }
    Mend {
        kind: Kind::Answers(settings.len() as u64),
        path: CATEGORY.into(),
        message: format!("{CATEGORY} is 0, because nothing was submitted"),
        advice:
            "report promoting interoperability; it is counted with the least that every required measure can earn"
                .into(),
        settings,
        is_required: true,
    }
}

fn shortfalls(trial: &Trial) -> Vec<&Shortfall> {
    let notes = trial.scorecard.notes.iter();
    notes
        .filter_map(|note| match note {
            Note::PromotingInteroperability(InteroperabilityNote::Zero(shortfall)) => {
                Some(shortfall)
            }
            _ => None,
        })
        .collect()
}

/// Why the category is 0; what was not reported is told together.
fn because(shortfalls: &[&Shortfall]) -> String {
    let silent: Vec<String> = shortfalls
        .iter()
        .filter_map(|shortfall| match shortfall {
            Shortfall::NotReported(id) => Some(id.clone()),
            _ => None,
        })
        .collect();
    let mut reasons: Vec<String> = Vec::new();
    match silent.len() {
        0 => {}
        1 => reasons.push(format!("{} is neither answered nor excluded", silent[0])),
        _ => reasons.push(format!(
            "{} are neither answered nor excluded",
            listed(&silent)
        )),
    }
    let others = shortfalls
        .iter()
        .filter(|shortfall| !matches!(shortfall, Shortfall::NotReported(_)));
    reasons.extend(others.map(std::string::ToString::to_string));
    reasons.join("; ")
}

/// The settings that answer a shortfall, and the same in words with what else would do.
fn answer(
    trial: &Trial,
    shortfall: &Shortfall,
    settings: &mut Vec<Setting>,
    advice: &mut Vec<String>,
) {
    let rules = &*trial.rules;
    match shortfall {
        Shortfall::ShortPeriod { minimum, .. } => {
            settings.push(set(format!("{CATEGORY}.days"), minimum.to_string()));
            advice.push(format!("days = {minimum} or more, in a row"));
        }
        Shortfall::Technology(_) => {
            settings.push(set(format!("{CATEGORY}.cehrt_id"), ""));
            advice.push("cehrt_id = \"...\", of an edition that the year takes".into());
        }
        Shortfall::NotReported(id) | Shortfall::AnsweredNo(id) | Shortfall::NumeratorZero(id) => {
            advice.push(report(trial, id, settings) + &instead(rules, id));
        }
        Shortfall::PublicHealth { met, needed, open } => {
            let more = needed.saturating_sub(*met);
            for id in open.iter().take(more) {
                report(trial, id, settings);
            }
            advice.push(format!(
                "{more} more of {}, with true or by an exclusion",
                open.join(", ")
            ));
        }
    }
}

/// Answers a measure as it takes it, with the least that counts.
fn report(trial: &Trial, id: &str, settings: &mut Vec<Setting>) -> String {
    let path = format!("{CATEGORY}.measures.{id}");
    let inventory = trial.rules.inventory();
    let metric = inventory
        .and_then(|inventory| inventory.promoting_interoperability.get(id))
        .map(|measure| measure.metric_type);
    if metric != Some(PiMetric::Proportion) {
        settings.push(set(path, "true"));
        return format!("{id} = true");
    }
    settings.push(set(format!("{path}.numerator"), "1"));
    let given = answered(trial, id);
    if given.is_none() {
        settings.push(set(format!("{path}.denominator"), LEAST_OF.to_string()));
        return format!(
            "{id} = {{ numerator = ..., denominator = ... }} with at least one in the numerator (1 of {LEAST_OF} is \
             counted here)"
        );
    }
    format!("at least one in the numerator of {id} (1 is counted here)")
}

fn answered(trial: &Trial, id: &str) -> Option<Answer> {
    let answers = &trial.practice.data.promoting_interoperability.measures;
    answers
        .iter()
        .find(|(of, _)| of == id)
        .map(|(_, answer)| *answer)
}

/// What would do instead of a measure: an exclusion, or another way to report the same.
fn instead(rules: &YearRules, id: &str) -> String {
    let mut others = exclusions(rules, id);
    if let InteroperabilityMethod::MeasurePoints(method) = &rules.promoting_interoperability.method
    {
        let ways = &method.exchange.ways;
        if ways.iter().flatten().any(|of| of == id) {
            let other_ways = ways.iter().filter(|way| !way.iter().any(|of| of == id));
            others.extend(other_ways.map(|way| way.join(" with ")));
        }
    }
    match &others[..] {
        [] => String::new(),
        [one] => format!(", or {one}"),
        several => format!(", or one of {}", several.join(", ")),
    }
}

/// The exclusions of a measure, each with what it is for where its title says so.
fn exclusions(rules: &YearRules, id: &str) -> Vec<String> {
    let of = match &rules.promoting_interoperability.method {
        InteroperabilityMethod::BasePerformanceBonus(method) => &method.exclusions,
        InteroperabilityMethod::MeasurePoints(method) => &method.exclusions.of,
    };
    let known = rules.inventory().map(|all| &all.promoting_interoperability);
    of.iter()
        .filter(|(_, excused)| *excused == id)
        .map(|(exclusion, _)| {
            let row = known.and_then(|known| known.get(exclusion));
            match row.and_then(|row| row.title.split_once(": ")) {
                Some((_, ground)) => format!("{exclusion} ({ground})"),
                None => exclusion.clone(),
            }
        })
        .collect()
}
