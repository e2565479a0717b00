//! What a plan says in words, the same on a terminal and on a page.

use super::{break_even::BreakEven, proposal::Plan, steps::Step};
use crate::{category::Category, decimal::plain};

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
    let mut lines: Vec<String> = plan.break_even.iter().filter_map(sentence).collect();
    let short: Vec<&str> = plan
        .break_even
        .iter()
        .filter(|it| sentence(it).is_none())
        .map(|it| it.category.title())
        .collect();
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
            "not even 100 percent of {names} alone reaches it{low}"
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

/// Whether a step stands in the list: of more and more measures the most alone.
pub fn is_listed(plan: &Plan, step: &Step) -> bool {
    let is_more =
        |other: &Step| other.ladder == step.ladder && other.effort.measures > step.effort.measures;
    step.ladder.is_none() || step.effort.measures == 0 || !plan.steps.iter().any(is_more)
}
