//! Improvement activities: how many more are required.

use rust_decimal::Decimal;

use super::mend::{Kind, Mend, has_weight, is_not_submitted, set};
use crate::{
    category::Category,
    decimal::{HUNDRED, plain},
    document::setting::Setting,
    plan::footing::Footing,
    practice::states::PercentSource,
    problem::listed,
    rules::{
        improvement_activities::ActivityMethod,
        measures::{ActivityWeight, Inventory},
        terms::Pathway,
    },
    score::reason::MeasureReason,
    trial::Trial,
};

const PATH: &str = "improvement_activities.activities";

/// No year takes more activities than this from anybody.
const MOST: usize = 6;

/// The activities that are still required.
pub fn of(footing: &Footing<'_>) -> Option<Mend> {
    let trial = footing.trial;
    let category = Category::ImprovementActivities;
    let found = &trial.scorecard.categories[category];
    let nothing = is_not_submitted(trial, category);
    let is_short = nothing
        || (found.source == Some(PercentSource::Computed)
            && found.percent.is_some_and(|percent| percent < HUNDRED));
    if !is_short || !has_weight(trial, category) {
        return None;
    }
    let (added, settings) = fewest(footing)?;
    let maximum = trial.rules.improvement_activities.maximum;
    let earned = found.percent.unwrap_or_default() * maximum / HUNDRED;
    let kind = kind(trial, &added);
    let noun = if added.len() == 1 {
        "activity is"
    } else {
        "activities are"
    };
    let useless = useless(trial);
    Some(Mend {
        kind: Kind::Activities(added.len() as u64),
        path: PATH.into(),
        message: format!(
            "improvement_activities {} of {} points: {} more {kind}{noun} required{useless}",
            plain(earned),
            plain(maximum),
            added.len(),
        ),
        advice: format!(
            "add {} of the year's{}, for example {}",
            if added.len() == 1 { "one" } else { "some" },
            match &trial.practice.mvp {
                Some(mvp) if trial.practice.pathway == Pathway::Mvp => format!(" in {mvp}"),
                _ => String::new(),
            },
            listed(&added)
        ),
        settings,
        is_required: true,
    })
}

/// The fewest further activities that earn the whole category, or else the most that can be earned.
fn fewest(footing: &Footing<'_>) -> Option<(Vec<String>, Vec<Setting>)> {
    let trial = footing.trial;
    let mut best: Option<(Decimal, Vec<String>, Vec<Setting>)> = None;
    for count in 1..=MOST {
        // Medium-weighted activities first: they are easier to come by, where as many of them are enough.
        for weight in [
            ActivityWeight::Medium,
            ActivityWeight::High,
            ActivityWeight::None,
        ] {
            let mut open = open(trial, weight);
            open.truncate(count);
            if open.len() < count {
                continue;
            }
            let settings = vec![setting(trial, &open)];
            let Some(mended) = footing.with(&settings) else {
                continue;
            };
            let reached = percent(&mended);
            if best.as_ref().is_none_or(|(most, ..)| reached > *most) {
                best = Some((reached, open, settings));
            }
        }
        if best.as_ref().is_some_and(|(most, ..)| *most >= HUNDRED) {
            break;
        }
    }
    best.map(|(_, added, settings)| (added, settings))
}

/// The percent of the category; 0 where it is not known.
pub fn percent(trial: &Trial) -> Decimal {
    let category = &trial.scorecard.categories[Category::ImprovementActivities];
    category.percent.unwrap_or_default()
}

/// The setting that lists the practice's activities with more of them.
pub fn setting(trial: &Trial, more: &[String]) -> Setting {
    let mut all = trial.practice.data.improvement_activities.clone();
    all.extend(more.iter().cloned());
    set(PATH, all.join(","))
}

/// Activities of a weight that the practice may attest on its pathway and has not listed. A medical home is none: it is
/// a certification, not something to be done.
pub fn open(trial: &Trial, weight: ActivityWeight) -> Vec<String> {
    let practice = &trial.practice;
    let Some(inventory) = trial.rules.inventory() else {
        return Vec::new();
    };
    let year = &trial.rules.improvement_activities;
    let program = trial
        .rules
        .quality
        .pathways
        .get(&practice.pathway)
        .map_or("mips", |pathway| pathway.program.as_str());
    let of_mvp = (practice.pathway == Pathway::Mvp)
        .then(|| inventory.mvps.get(practice.mvp.as_ref()?))
        .flatten();
    inventory
        .improvement_activities
        .iter()
        .filter(|(id, activity)| {
            activity.weight == weight
                && !practice.data.improvement_activities.contains(id)
                && !year.full_credit.contains(id)
                && !year.mvp_only.contains(id)
                && match of_mvp {
                    Some(mvp) => mvp.activities.contains(id),
                    None => activity.programs.iter().any(|one| one == program),
                }
        })
        .map(|(id, _)| id.clone())
        .collect()
}

/// The weight of activities, where the year weighs them.
fn kind(trial: &Trial, ids: &[String]) -> &'static str {
    let year = &trial.rules.improvement_activities;
    let of = |inventory: &Inventory| {
        let first = ids.first()?;
        Some(inventory.improvement_activities.get(first)?.weight)
    };
    let weighs = match &year.mvp {
        Some(mvp) if trial.practice.pathway == Pathway::Mvp => &mvp.method,
        _ => &year.method,
    };
    match (weighs, trial.rules.inventory().and_then(of)) {
        (ActivityMethod::WeightedActivities(_), Some(ActivityWeight::High)) => "high-weighted ",
        (ActivityMethod::WeightedActivities(_), Some(ActivityWeight::Medium)) => "medium-weighted ",
        _ => "",
    }
}

/// The listed activities that earn nothing, in a clause.
fn useless(trial: &Trial) -> String {
    let found = &trial.scorecard.categories[Category::ImprovementActivities].measures;
    let with = |reason: MeasureReason| -> Vec<String> {
        let measures = found.iter();
        let of_it = measures.filter(|measure| measure.reasons.contains(&reason));
        of_it.map(|measure| measure.id.clone()).collect()
    };
    let outside = with(MeasureReason::OutsideMvp);
    let mvp_only = with(MeasureReason::MvpOnly);
    let mvp = trial.practice.mvp.as_deref().unwrap_or("the MVP");
    let clause = |ids: &[String], one: &str, several: &str, rest: String| match ids.len() {
        0 => String::new(),
        1 => format!("; {} {one}{rest}", ids[0]),
        _ => format!("; {} {several}{rest}", listed(ids)),
    };
    clause(
        &outside,
        "does not belong to ",
        "do not belong to ",
        format!(
            "{mvp} and earn{} nothing",
            if outside.len() == 1 { "s" } else { "" }
        ),
    ) + &clause(&mvp_only, "counts ", "count ", "in an MVP only".into())
}
