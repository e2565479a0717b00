//! Other ways to be scored: answers that earn a bonus, activities, another pathway, an application.

use rust_decimal::Decimal;

use super::step::{Draft, Effort, Step};
use crate::{
    category::Category,
    plan::{
        composition::Change,
        footing::Footing,
        mends::{
            activities as mends,
            mend::{has_weight, set},
        },
    },
    practice::Answer,
    rules::{
        measures::ActivityWeight,
        promoting_interoperability::{Bonus, InteroperabilityMethod},
        terms::{Participation, Pathway, Reason},
    },
};

/// So many other pathways are offered, the best: each stands beside every other step.
const PATHWAYS: usize = 2;

/// Another pathway or level, and promoting interoperability without weight.
pub fn of(footing: &Footing<'_>) -> Vec<Draft> {
    let mut drafts = pathways(footing);
    drafts.extend(levels(footing));
    drafts.extend(without_interoperability(footing));
    drafts
}

/// Optional answers that earn a bonus.
pub fn bonus_answers(footing: &Footing<'_>) -> Vec<Draft> {
    let trial = footing.trial;
    let category = Category::PromotingInteroperability;
    if !trial.practice.has_measures(category) {
        return Vec::new();
    }
    let bonuses: Vec<&Bonus> = match &trial.rules.promoting_interoperability.method {
        InteroperabilityMethod::BasePerformanceBonus(method) => method.bonuses.values().collect(),
        InteroperabilityMethod::MeasurePoints(method) => method.bonuses.values().collect(),
    };
    let answers = &trial.practice.data.promoting_interoperability.measures;
    let is_answered = |id: &String| answers.iter().any(|(of, _)| of == id);
    bonuses
        .into_iter()
        .filter_map(|bonus| {
            let has = |id: &String| {
                answers
                    .iter()
                    .any(|(of, answer)| of == id && *answer != Answer::Attested(false))
            };
            if bonus.measures.iter().any(has) {
                return None;
            }
            let id = bonus
                .measures
                .iter()
                .find(|id| !is_answered(id) && !bonus.second_registry.contains_key(*id))?;
            Some(Draft {
                description: format!("{id} = true, which earns a bonus"),
                settings: vec![set(
                    format!("promoting_interoperability.measures.{id}"),
                    "true",
                )],
                effort: Effort {
                    answers: 1,
                    ..Effort::default()
                },
                ladder: None,
            })
        })
        .collect()
}

/// More activities: as many as are still required, and fewer.
pub fn activities(footing: &Footing<'_>) -> Vec<Draft> {
    let Some(mend) = mends::of(footing) else {
        return Vec::new();
    };
    let listed = footing.trial.practice.data.improvement_activities.len();
    let required = mend.settings.first().map_or(0, |setting| {
        setting.value.split(',').count().saturating_sub(listed)
    });
    let weights = [
        ActivityWeight::Medium,
        ActivityWeight::High,
        ActivityWeight::None,
    ];
    let mut drafts: Vec<Draft> = Vec::new();
    for count in 1..=required {
        let mut best = None;
        for weight in weights {
            let mut more = mends::open(footing.trial, weight);
            more.truncate(count);
            if more.len() < count {
                continue;
            }
            let settings = vec![mends::setting(footing.trial, &more)];
            // As many of a greater weight are a step of their own only where they earn more.
            let reached = footing.with(&settings).map(|after| mends::percent(&after));
            if reached <= best {
                continue;
            }
            best = reached;
            let noun = if count == 1 { "activity" } else { "activities" };
            drafts.push(Draft {
                description: format!(
                    "{count} more improvement {noun}, for example {}",
                    more.join(", ")
                ),
                settings,
                effort: Effort {
                    activities: count as u64,
                    ..Effort::default()
                },
                ladder: None,
            });
        }
    }
    drafts
}

/// Every other pathway that the year's rules open to the practice, and the MVPs among them that fit what it reports.
fn pathways(footing: &Footing<'_>) -> Vec<Draft> {
    let trial = footing.trial;
    let practice = &trial.practice;
    let in_apm = practice.apm_participant || practice.participation == Participation::ApmEntity;
    let mut drafts = Vec::new();
    let mut offer = |pathway: Pathway, mvp: &str, description: String| {
        let mut settings = vec![set("practice.pathway", pathway.key())];
        // An empty value takes away the MVP that the file names.
        if practice.mvp.as_deref().unwrap_or_default() != mvp {
            settings.push(set("practice.mvp", mvp));
        }
        drafts.push(Draft {
            description,
            settings,
            effort: Effort {
                applications: 1,
                ..Effort::default()
            },
            ladder: None,
        });
    };
    for (pathway, rules) in &trial.rules.pathways {
        if *pathway == practice.pathway || !rules.participation.contains(&practice.participation) {
            continue;
        }
        match pathway {
            Pathway::Traditional => {
                offer(*pathway, "", "report traditional MIPS".into());
            }
            Pathway::Mvp => {
                let mvps = trial.rules.inventory().map(|inventory| &inventory.mvps);
                for (id, mvp) in mvps.into_iter().flatten() {
                    // An MVP is for what the practice does: it holds half of what is reported at the least.
                    let reported = &practice.data.quality;
                    let held = reported.iter().filter(|it| mvp.quality.contains(&it.id));
                    let held = held.count();
                    if held > 0 && held * 2 >= reported.len() {
                        offer(*pathway, id, format!("report the MVP {id} ({})", mvp.title));
                    }
                }
            }
            Pathway::App if in_apm => {
                let who = if practice.pathway == Pathway::AppPlus {
                    " (not open to an ACO of the Shared Savings Program)"
                } else {
                    ""
                };
                offer(*pathway, "", format!("report the APP{who}"));
            }
            Pathway::AppPlus if in_apm => offer(*pathway, "", "report the APP Plus".into()),
            Pathway::App | Pathway::AppPlus | Pathway::ApmScoringStandard => {}
        }
    }
    drafts
}

/// Keeps the best of the other pathways.
pub fn keep_best(steps: &mut Vec<(Step, Change)>) {
    let mut gains: Vec<Decimal> = steps
        .iter()
        .filter(|(_, change)| change.is_whole())
        .map(|(step, _)| step.points)
        .collect();
    gains.sort_by(|one, other| other.cmp(one));
    let mut left = PATHWAYS;
    let least = gains.get(PATHWAYS - 1).copied();
    steps.retain(|(step, change)| {
        if !change.is_whole() {
            return true;
        }
        let is_kept = left > 0 && least.is_none_or(|least| step.points >= least);
        left -= usize::from(is_kept);
        is_kept
    });
}

/// The levels that the year opens to the practice's pathway, with the same figures. The pathway is set besides, so that a
/// level and another pathway are alternatives.
fn levels(footing: &Footing<'_>) -> Vec<Draft> {
    let practice = &footing.trial.practice;
    let Some(open) = footing.trial.rules.pathways.get(&practice.pathway) else {
        return Vec::new();
    };
    let levels = open.participation.iter().filter(|level| {
        **level != practice.participation
            && matches!(level, Participation::Individual | Participation::Group)
    });
    levels
        .map(|level| Draft {
            description: match level {
                Participation::Individual => {
                    "report each clinician as an individual (counted as if each had these figures)"
                        .into()
                }
                _ => "report as a group (counted as if the group had these figures)".into(),
            },
            settings: vec![
                set("practice.participation", level.key()),
                set("practice.pathway", practice.pathway.key()),
            ],
            effort: Effort {
                applications: 1,
                ..Effort::default()
            },
            ladder: None,
        })
        .collect()
}

/// Promoting interoperability without weight: by submitting nothing, where the practice's size, type or status is enough,
/// else by a hardship exception.
fn without_interoperability(footing: &Footing<'_>) -> Option<Draft> {
    let category = Category::PromotingInteroperability;
    if !has_weight(footing.trial, category) {
        return None;
    }
    let nothing = vec![set(format!("{}.not_submitted", category.key()), "true")];
    let is_enough = footing
        .with(&nothing)
        .is_some_and(|trial| !has_weight(&trial, category));
    if is_enough {
        return Some(Draft {
            description: "submit nothing for promoting interoperability: with the practice's size, type or status it then \
                          has no weight"
                .into(),
            settings: nothing,
            effort: Effort::default(),
            ladder: None,
        });
    }
    let known = footing
        .trial
        .rules
        .reweighting_reasons
        .get(&Reason::Hardship)?;
    let is_open = known.categories.contains(&category) && !known.apm_entity_together;
    is_open.then(|| Draft {
        description: "a hardship exception for promoting interoperability, where one of its grounds holds: apply, and \
                      submit no data for it"
            .into(),
        settings: vec![set(
            format!("{}.reweighted", category.key()),
            Reason::Hardship.key(),
        )],
        effort: Effort {
            applications: 1,
            ..Effort::default()
        },
        ladder: None,
    })
}
