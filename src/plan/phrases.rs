//! What a plan says in words, the same on a terminal and on a page.

use super::{break_even::BreakEven, proposal::Plan, steps::Step};
use crate::{
    category::Category,
    decimal::{plain, shown},
    problem::listed,
};

/// That no steps reach the target; nothing more than was tried.
pub fn unreached(plan: &Plan) -> String {
    let target = plain(plan.target);
    if plan.steps.is_empty() {
        return format!("No step that the file shows reaches {target}");
    }
    if plan.highest.is_proved {
        format!("The steps below do not reach {target}, not even all together")
    } else {
        format!("No combination of the steps below was found that reaches {target}")
    }
}

/// Why there are no steps.
pub fn no_step(plan: &Plan) -> &'static str {
    if plan.has_percents {
        "No step adds points. A category that is given as a percent cannot be planned: give its measures, answers or \
         activities, and each becomes a step"
    } else {
        "No step that the file shows adds points"
    }
}

/// What each category alone would have to come to, a sentence each.
pub fn break_even(plan: &Plan) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut short: Vec<&str> = Vec::new();
    for it in &plan.break_even {
        match sentence(it) {
            Some(sentence) => lines.push(sentence),
            None => short.push(it.category.title()),
        }
    }
    let low = if plan.is_low_end {
        ", while what else is unknown stands at its low end"
    } else {
        ""
    };
    if let Some((last, others)) = short.split_last() {
        let names = match others {
            [] => (*last).to_owned(),
            _ => format!("{} or {last}", others.join(", ")),
        };
        lines.push(format!(
            "Not even 100 percent of {names} alone reaches it{low}"
        ));
    }
    lines
}

fn sentence(it: &BreakEven) -> Option<String> {
    let name = it.category.heading();
    let who = if it.category == Category::Cost {
        " (CMS computes it)"
    } else {
        ""
    };
    let least = it
        .percent
        .map(|percent| format!("{} percent or more", plain(percent)));
    let at_best = it
        .percent_at_best
        .filter(|percent| !percent.is_zero())
        .map(|percent| {
            format!(
                "{} percent or more if what else is unknown comes out at its best",
                plain(percent)
            )
        });
    let parts: Vec<String> = least.into_iter().chain(at_best).collect();
    (!parts.is_empty()).then(|| format!("{name}: {}{who}", parts.join("; ")))
}

/// What keeps the highest score from being higher: `, held back by quality at 75 percent and cost at 40 percent`.
pub fn held_back(plan: &Plan) -> String {
    match short_categories(plan) {
        none if none.is_empty() => none,
        short => format!(", held back by {short}"),
    }
}

/// What keeps a score that no step moves from being higher, as a sentence without a final period.
pub fn held_back_now(plan: &Plan) -> Option<String> {
    let short = short_categories(plan);
    (!short.is_empty()).then(|| format!("Short of 100 percent: {short}"))
}

fn short_categories(plan: &Plan) -> String {
    let held: Vec<String> = plan
        .highest
        .held_back
        .iter()
        .map(|(category, percent)| {
            format!("{} at {} percent", category.title(), plain(shown(*percent)))
        })
        .collect();
    listed(&held)
}

/// Whether a step stands in the list: of more and more measures the most alone.
pub fn is_listed(plan: &Plan, step: &Step) -> bool {
    let is_more =
        |other: &Step| other.ladder == step.ladder && other.effort.measures > step.effort.measures;
    step.ladder.is_none() || step.effort.measures == 0 || !plan.steps.iter().any(is_more)
}

/// What a step takes, apart from what its description says.
pub fn effort(step: &Step) -> String {
    match step.effort.patients {
        _ if step.ladder.is_some() => String::new(),
        0 => String::new(),
        1 => " (1 patient)".into(),
        n => format!(" ({n} patients)"),
    }
}
