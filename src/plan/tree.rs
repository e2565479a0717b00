//! Costs and plans as the trees that JSON prints.

use super::{
    break_even::BreakEven,
    costs::Cost,
    proposal::{Plan, Set},
    steps::Step,
};
use crate::{
    document::setting::Setting,
    report::{SCHEMA_VERSION, tool, tree::Tree},
};

/// One cost.
#[must_use]
pub fn cost(cost: &Cost) -> Tree {
    Tree::Object(vec![
        ("path", cost.path.as_str().into()),
        ("message", cost.message.as_str().into()),
        ("mend", cost.mend.as_str().into()),
        ("points", cost.points.into()),
        ("dollars", cost.dollars.into()),
        ("settings", settings(&cost.settings)),
        ("final_score", cost.final_score.into()),
    ])
}

/// Settings as the texts that `--set` takes.
#[must_use]
pub fn settings(settings: &[Setting]) -> Tree {
    let texts = settings
        .iter()
        .map(|setting| Tree::from(format!("{}={}", setting.path, setting.value)));
    Tree::List(texts.collect())
}

/// The plan of the file called `name`.
#[must_use]
pub fn plan(name: &str, plan: &Plan) -> Tree {
    Tree::Object(vec![
        ("schema_version", SCHEMA_VERSION.into()),
        ("tool", tool()),
        ("performance_year", plan.performance_year.into()),
        ("file", name.into()),
        ("final_score", plan.final_score.into()),
        ("target", plan.target.into()),
        ("reached", plan.reached.into()),
        (
            "highest",
            Tree::Object(vec![
                ("final_score", plan.highest.final_score.into()),
                ("settings", settings(&plan.highest.settings)),
                ("proved", plan.highest.is_proved.into()),
            ]),
        ),
        ("steps", Tree::List(plan.steps.iter().map(step).collect())),
        ("sets", Tree::List(plan.sets.iter().map(set).collect())),
        (
            "break_even",
            Tree::List(plan.break_even.iter().map(break_even).collect()),
        ),
        (
            "year_end",
            plan.year_end.map_or(Tree::Null, |end| {
                Tree::Object(vec![
                    ("as_it_runs", end.as_it_runs.into()),
                    ("all_met", end.all_met.into()),
                    ("none_met", end.none_met.into()),
                ])
            }),
        ),
    ])
}

fn break_even(it: &BreakEven) -> Tree {
    Tree::Object(vec![
        ("category", it.category.key().into()),
        ("percent", it.percent.into()),
        ("percent_at_best", it.percent_at_best.into()),
    ])
}

fn step(step: &Step) -> Tree {
    let effort = step.effort;
    Tree::Object(vec![
        ("description", step.description.as_str().into()),
        ("settings", settings(&step.settings)),
        ("points", step.points.into()),
        ("dollars", step.dollars.into()),
        ("final_score", step.final_score.into()),
        (
            "effort",
            Tree::Object(vec![
                ("patients", whole(effort.patients)),
                ("answers", whole(effort.answers)),
                ("activities", whole(effort.activities)),
                ("measures", whole(effort.measures)),
                ("applications", whole(effort.applications)),
            ]),
        ),
    ])
}

fn set(set: &Set) -> Tree {
    Tree::Object(vec![
        ("settings", settings(&set.settings)),
        ("final_score", set.final_score.into()),
        ("dollars", set.dollars.into()),
        ("steps", whole(set.steps.len() as u64)),
        ("patients", whole(set.patients)),
        ("proved_least", set.proved_least.into()),
    ])
}

fn whole(number: u64) -> Tree {
    Tree::Number(number.to_string())
}
