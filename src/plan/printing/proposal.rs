//! A plan on a terminal: the ladder from today's score to the target, the least sets, what can change, the year's end.

use rust_decimal::Decimal;

use crate::{
    decimal::plain,
    document::setting::Setting,
    plan::{
        phrases,
        proposal::{Plan, Set},
        steps::Step,
    },
    report::layout::{cut, whole_dollars, wrap},
};

/// So many steps are listed; all of them are in the JSON.
const LISTED: usize = 15;

/// Columns of the ladder's picture: one for every two points.
const COLUMNS: usize = 50;

/// The plan of the file called `name`, in lines of at most 80 columns.
#[must_use]
pub fn plan(name: &str, plan: &Plan) -> String {
    let mut text = verdict(name, plan);
    if let Some(set) = plan.sets.first() {
        text.push_str(&ladder(plan, set));
    }
    for (n, set) in plan.sets.iter().enumerate() {
        text.push_str(&least(plan, set, n));
    }
    text.push_str(&break_even(plan));
    text.push_str(&ceiling(plan));
    text.push_str(&steps(plan));
    text.push_str(&year_end(plan));
    text
}

fn verdict(name: &str, plan: &Plan) -> String {
    let low = if plan.is_low_end {
        " at the least, while something is unknown (every figure here is the low end)"
    } else {
        ""
    };
    let score = plan.final_score;
    let target = plain(plan.target);
    let sentence = if plan.reached {
        format!("{name}: {score} points{low}: the target of {target} is reached")
    } else {
        let short = plan.target - score;
        format!("{name}: {score} points{low}, {short} points short of the target of {target}")
    };
    let mut text = wrap(&sentence, "", "  ");
    if !plan.reached && plan.sets.is_empty() {
        text.push_str(&wrap(&phrases::unreached(plan), "  ", "  "));
    }
    text
}

/// Today's score, the score after each step of a set, and the target, as bars.
fn ladder(plan: &Plan, set: &Set) -> String {
    let mut rungs = vec![("today".to_owned(), plan.final_score)];
    for (n, score) in set.rungs.iter().enumerate() {
        rungs.push((format!("step {}", n + 1), *score));
    }
    let mut text = String::from("\n");
    for (label, score) in rungs {
        text.push_str(&format!(
            "  {label:<9}{score:>7} {}\n",
            bar(score, plan.target)
        ));
    }
    let place = column(plan.target);
    let mark = format!("{}| target {}", " ".repeat(place), plain(plan.target));
    text.push_str(&format!("{:19}{mark}\n", ""));
    text
}

fn column(score: Decimal) -> usize {
    let columns = score * Decimal::from(COLUMNS) / Decimal::ONE_HUNDRED;
    let whole = crate::decimal::round_down(columns, 0);
    usize::try_from(whole).unwrap_or_default().min(COLUMNS)
}

/// A bar of 0 to 100 points with a mark at the target.
fn bar(score: Decimal, target: Decimal) -> String {
    let (filled, mark) = (column(score), column(target));
    let drawn: String = (0..=COLUMNS)
        .map(|at| match (at < filled, at == mark) {
            (true, _) => '#',
            (false, true) => '|',
            (false, false) => '.',
        })
        .collect();
    drawn
}

/// One set of steps with the settings that make it.
fn least(plan: &Plan, set: &Set, number: usize) -> String {
    let count = set.steps.len();
    let steps = if count == 1 { "step" } else { "steps" };
    let head = match (number, set.proved_least) {
        (0, true) => format!(
            "The least that reaches it: {count} {steps} (proved: no smaller set of the steps below does, and none as small \
             with fewer patients)"
        ),
        (0, false) => {
            format!("What reaches it: {count} {steps} (the search was cut: fewer may do)")
        }
        _ => format!("Or: {count} {steps}"),
    };
    let mut text = wrap(&head, "", "  ");
    text.insert(0, '\n');
    for (n, index) in set.steps.iter().enumerate() {
        let step = &plan.steps[*index];
        text.push_str(&wrap(
            &format!("{}. {}", n + 1, step.description),
            "  ",
            "     ",
        ));
    }
    let dollars = money(set.dollars);
    text.push_str(&wrap(
        &format!("{} points{dollars}, with", set.final_score),
        "  ",
        "    ",
    ));
    for setting in &set.settings {
        text.push_str(&format!("    --set {}\n", quoted(setting)));
    }
    text
}

fn money(gain: Option<Decimal>) -> String {
    gain.filter(|gain| !gain.is_zero())
        .map(|gain| format!(", {}", whole_dollars(gain)))
        .unwrap_or_default()
}

/// A setting as a shell takes it.
fn quoted(setting: &Setting) -> String {
    let text = format!("{}={}", setting.path, setting.value);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._=,+-".contains(c);
    if text.chars().all(is_plain) {
        text
    } else {
        format!("'{text}'")
    }
}

/// What each category alone would have to come to.
fn break_even(plan: &Plan) -> String {
    let lines = phrases::break_even(plan);
    if lines.is_empty() {
        return String::new();
    }
    let mut text = format!("\nOne category alone, to reach {}\n", plain(plan.target));
    for line in lines {
        text.push_str(&wrap(&line, "  ", "    "));
    }
    text
}

/// The highest that can be reached, and what holds it back.
fn ceiling(plan: &Plan) -> String {
    if plan.steps.is_empty() {
        return phrases::held_back_now(plan)
            .map(|held| wrap(&held, "\n", "  "))
            .unwrap_or_default();
    }
    let held = phrases::held_back(plan);
    let reach = if plan.highest.is_proved {
        "reach together"
    } else {
        "were found to reach together"
    };
    wrap(
        &format!(
            "The highest that the steps below {reach}: {} points{held}",
            plan.highest.final_score
        ),
        "\n",
        "  ",
    )
}

fn steps(plan: &Plan) -> String {
    if plan.steps.is_empty() {
        return wrap(phrases::no_step(plan), "\n", "  ");
    }
    let mut text = String::from("\nWhat can still change, each by itself\n");
    let listed: Vec<&Step> = plan
        .steps
        .iter()
        .filter(|step| phrases::is_listed(plan, step))
        .collect();
    for step in listed.iter().take(LISTED) {
        let line = format!(
            "+{} points{}: {}{}",
            step.points,
            money(step.dollars),
            step.description,
            phrases::effort(step)
        );
        text.push_str(&wrap(&line, "  ", "    "));
    }
    if listed.len() > LISTED {
        let more = plan.steps.len() - LISTED;
        text.push_str(&format!("  and {more} more: --format json lists all\n"));
    }
    text
}

fn year_end(plan: &Plan) -> String {
    let Some(end) = &plan.year_end else {
        return String::new();
    };
    let rows = [
        ("as it runs", end.as_it_runs),
        ("all met", end.all_met),
        ("none met", end.none_met),
    ];
    let mut text = String::from("\nAt the year's end, with the patients still to come\n");
    for (label, score) in rows {
        let row = format!("  {label:<11}{score:>7} {}", bar(score, plan.target));
        text.push_str(&format!("{}\n", cut(&row, 80)));
    }
    text
}
