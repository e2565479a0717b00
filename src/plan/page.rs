//! Costs and plans as parts of pages, and a plan as a page of its own.

use rust_decimal::Decimal;

use super::{
    costs::Cost,
    phrases,
    proposal::{Plan, Set},
};
use crate::{
    decimal::{HUNDRED, plain},
    report::{
        html::{Bar, Cell, Mark, Page, Table, bars, section},
        layout::whole_dollars,
        markup::Markup,
    },
};

/// What cost points, as a section with its heading; none where nothing did.
#[must_use]
pub fn costs(costs: &[Cost]) -> Option<(String, Markup)> {
    if costs.is_empty() {
        return None;
    }
    let heads = [("What", false), ("Points", true), ("Dollars", true)];
    let mut table = Table::new("What cost points, the largest loss first", &heads);
    for cost in costs {
        let figure = |figure: Option<String>| Cell::Figure(figure.unwrap_or_default());
        table.row_with(
            [
                Cell::Words(cost.message.clone()),
                figure(cost.points.map(|points| format!("-{points}"))),
                figure(loss(cost.dollars)),
            ],
            Markup::paragraph(&cost.mend),
        );
    }
    Some(("What cost points".into(), table.markup()))
}

fn loss(gain: Option<Decimal>) -> Option<String> {
    gain.filter(|gain| !gain.is_zero())
        .map(|gain| whole_dollars(-gain))
}

/// The least that reaches the target, as a section with its heading; none where it is reached.
#[must_use]
pub fn least(plan: &Plan) -> Option<(String, Markup)> {
    if plan.reached {
        return None;
    }
    let target = plain(plan.target);
    let Some(set) = plan.sets.first() else {
        let highest = plan.highest.final_score;
        let why = if plan.steps.is_empty() {
            phrases::held_back_now(plan)
        } else {
            let held = phrases::held_back(plan);
            Some(format!("The highest that was found is {highest}{held}"))
        };
        let sentences = [Some(phrases::unreached(plan)), why];
        let text: Vec<String> = sentences.into_iter().flatten().collect();
        let mut content = Markup::paragraph(&format!("{}.", text.join(". ")));
        content.push(break_even(plan));
        return Some((format!("What would reach {target} points"), content));
    };
    let mut content = ladder(plan, set);
    content.push(of_set(plan, set));
    Some((
        format!("The least that would reach {target} points"),
        content,
    ))
}

/// What each category alone would have to come to, as a list; empty where there is none.
fn break_even(plan: &Plan) -> Markup {
    let lines = phrases::break_even(plan);
    if lines.is_empty() {
        return Markup::default();
    }
    let items: Markup = lines
        .iter()
        .map(|line| Markup::element("li", Markup::text(line)))
        .collect();
    let target = plain(plan.target);
    let mut content = Markup::paragraph(&format!("One category alone, to reach {target}:"));
    content.push(Markup::element("ul", items));
    content
}

/// A plan to be shown.
pub struct Shown {
    /// The practice's name, or that of its file.
    pub name: String,
    /// The plan.
    pub plan: Plan,
    /// The next date that matters, in words.
    pub next_date: Option<String>,
}

/// The page of one plan, or of several below each other, each with its name.
#[must_use]
pub fn plans(plans: &[Shown]) -> String {
    let mut page = match plans {
        [Shown { name, plan, .. }] => Page::new(
            &format!("{name}: what gets us to {} points", plain(plan.target)),
            &format!("Performance year {}", plan.performance_year),
        ),
        _ => Page::new("Plans", &format!("{} practices", plans.len())),
    };
    for Shown {
        name,
        plan,
        next_date,
    } in plans
    {
        if plans.len() > 1 {
            page.push(Markup::element("h2", Markup::text(name)));
        }
        let level = if plans.len() > 1 { 3 } else { 2 };
        page.push(Markup::of_class(
            "p",
            "verdict",
            Markup::strong(&verdict(plan)),
        ));
        if let Some(date) = next_date {
            page.push(Markup::paragraph(date));
        }
        if let Some((heading, content)) = least(plan) {
            page.push(section(level, &heading, content));
        }
        let others: Markup = plan
            .sets
            .iter()
            .skip(1)
            .map(|set| of_set(plan, set))
            .collect();
        page.push(section(level, "Other ways with as many steps", others));
        page.push(section(
            level,
            "What can still change, each by itself",
            steps(plan),
        ));
        page.push(section(level, "At the year's end", year_end(plan)));
        page.push(section(level, "The ceiling", ceiling(plan)));
    }
    page.foot(
        "Every figure is what scoring the file with these settings gives. What a step takes besides is for the practice to \
         judge: an answer must be true, an exclusion must hold, an application must be granted.",
    );
    page.html()
}

fn verdict(plan: &Plan) -> String {
    let (score, target) = (plan.final_score, plain(plan.target));
    let low = if plan.is_low_end { " at the least" } else { "" };
    if plan.reached {
        format!("{score} points{low}: the target of {target} is reached.")
    } else {
        let short = plan.target - score;
        format!("{score} points{low}, {short} points short of the target of {target}.")
    }
}

/// The highest that the steps reach; nothing where there is no step.
fn ceiling(plan: &Plan) -> Markup {
    if plan.steps.is_empty() {
        return Markup::default();
    }
    let highest = plan.highest.final_score;
    let how = if plan.highest.is_proved {
        "these steps reach together"
    } else {
        "was found"
    };
    let held = phrases::held_back(plan);
    Markup::paragraph(&format!("The highest that {how}: {highest} points{held}."))
}

/// Today's score and the score after each step, below each other.
fn ladder(plan: &Plan, set: &Set) -> Markup {
    let mut rungs = vec![("Today".to_owned(), Decimal::ZERO, plan.final_score)];
    let mut before = plan.final_score;
    for (n, score) in set.rungs.iter().enumerate() {
        rungs.push((format!("With step {}", n + 1), before.min(*score), *score));
        before = *score;
    }
    drawn(
        plan,
        rungs.into_iter(),
        "Final score today and after each step, of 100 points.",
    )
}

fn drawn(
    plan: &Plan,
    rows: impl Iterator<Item = (String, Decimal, Decimal)>,
    caption: &str,
) -> Markup {
    let rows: Vec<Bar> = rows
        .map(|(label, from, to)| Bar {
            label,
            value: format!("{to} points"),
            from,
            to,
            possible: to,
            limit: to,
            is_total: false,
        })
        .collect();
    let mark = Mark {
        at: plan.target,
        label: format!("target {}", plain(plan.target)),
    };
    bars(&rows, HUNDRED, &[mark], caption)
}

/// A set of steps in words, with what it takes to feed it back.
fn of_set(plan: &Plan, set: &Set) -> Markup {
    let chosen = set.steps.iter().map(|index| &plan.steps[*index]);
    let items: Markup = chosen
        .map(|step| Markup::element("li", Markup::text(&step.description)))
        .collect();
    let mut content = Markup::element("ol", items);
    let dollars = match gain(set.dollars) {
        none if none.is_empty() => none,
        dollars => format!(" ({dollars})"),
    };
    let is_proved = plan.sets.first().is_some_and(|first| first.proved_least);
    let proof = match (set.proved_least, is_proved) {
        (true, _) => {
            "No fewer of the steps on this page reach it, and none as few with fewer patients."
        }
        (false, true) => "As few steps, with more patients.",
        (false, false) => "The search was cut: fewer steps or patients may do.",
    };
    let sentence = format!("{} points{dollars}. {proof}", set.final_score);
    content.push(Markup::paragraph(&sentence));
    let settings: Markup = set
        .settings
        .iter()
        .map(|setting| {
            let text = format!("--set '{}={}'", setting.path, setting.value);
            Markup::element("li", Markup::element("code", Markup::text(&text)))
        })
        .collect();
    content.push(Markup::element("ul", settings));
    content
}

/// A gain in dollars; nothing where it is none, or not known.
fn gain(dollars: Option<Decimal>) -> String {
    let gain = dollars.filter(|gain| !gain.is_zero());
    gain.map(whole_dollars).unwrap_or_default()
}

fn steps(plan: &Plan) -> Markup {
    let heads = [("Step", false), ("Points", true), ("Dollars", true)];
    let mut table = Table::new("Steps by themselves, the most points first", &heads);
    let listed = plan
        .steps
        .iter()
        .filter(|step| phrases::is_listed(plan, step));
    for step in listed {
        table.row([
            Cell::Words(step.description.clone() + &phrases::effort(step)),
            Cell::Figure(format!("+{}", step.points)),
            Cell::Figure(gain(step.dollars)),
        ]);
    }
    table.markup()
}

fn year_end(plan: &Plan) -> Markup {
    let Some(end) = plan.year_end else {
        return Markup::default();
    };
    let rows = [
        ("As it runs", end.as_it_runs),
        ("If all are met", end.all_met),
        ("If none is met", end.none_met),
    ];
    drawn(
        plan,
        rows.into_iter()
            .map(|(label, score)| (label.to_owned(), Decimal::ZERO, score)),
        "Final score with the patients still to come, of 100 points.",
    )
}
