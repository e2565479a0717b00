//! What makes a category's percent, in one line: `18.89 of 60, + 6.00 small practice = 41.49%`.

use rust_decimal::Decimal;

use crate::{
    category::Category,
    decimal::{plain, shown},
    report::{layout::with_places, reasons::shortfall},
    score::{scorecard::Scorecard, worksheet::Worksheet},
};

/// The line for a category; nothing when it was not computed from measures or activities.
#[must_use]
pub fn makeup(card: &Scorecard, category: Category) -> Option<String> {
    let score = &card.categories[category];
    if score.measures.is_empty() {
        return None;
    }
    let sheet = &card.sheet;
    match category {
        Category::Quality => quality(sheet),
        Category::Cost => cost(sheet),
        Category::ImprovementActivities => activities(card),
        Category::PromotingInteroperability => interoperability(card),
    }
}

fn quality(sheet: &Worksheet) -> Option<String> {
    let mut line = of_possible(
        figure(sheet, "quality_achievement_points")?,
        figure(sheet, "quality_available_points")?,
    );
    for (name, title) in [
        ("high_priority_bonus", "high-priority bonus"),
        ("end_to_end_bonus", "end-to-end bonus"),
        ("complex_organization_adjustment", "complex organization"),
        ("quality_small_practice_points", "small practice"),
    ] {
        add(&mut line, figure(sheet, name), "", title);
    }
    add(
        &mut line,
        figure(sheet, "quality_improvement"),
        "%",
        "improvement",
    );
    Some(equals(line, figure(sheet, "quality_score")?))
}

fn cost(sheet: &Worksheet) -> Option<String> {
    let count = figure(sheet, "cost_measure_count")?;
    let most = figure(sheet, "cost_measure_total")?;
    let mut line = of_possible(most, count * Decimal::TEN);
    add(
        &mut line,
        figure(sheet, "cost_improvement"),
        "%",
        "improvement",
    );
    Some(equals(line, figure(sheet, "cost_score")?))
}

fn activities(card: &Scorecard) -> Option<String> {
    let earned = figure(&card.sheet, "activity_score")?;
    let percent = figure(&card.sheet, "activity_percent")?;
    let possible = (earned * Decimal::ONE_HUNDRED).checked_div(percent)?;
    Some(equals(of_possible(earned, possible), percent))
}

fn interoperability(card: &Scorecard) -> Option<String> {
    let sheet = &card.sheet;
    let mut line = match figure(sheet, "pi_base_score") {
        Some(base) => {
            let mut line = format!("base {}", plain(base));
            add(
                &mut line,
                figure(sheet, "pi_performance_score"),
                "",
                "performance",
            );
            line
        }
        None => of_possible(figure(sheet, "pi_measure_total")?, Decimal::ONE_HUNDRED),
    };
    add(&mut line, figure(sheet, "pi_bonus"), "", "bonus");
    Some(match shortfall(card) {
        Some(why) => format!("{line}, but 0%: {why}"),
        None => equals(line, figure(sheet, "pi_score")?),
    })
}

fn figure(sheet: &Worksheet, name: &str) -> Option<Decimal> {
    let mut lines = sheet.lines().iter();
    let found = lines.find(|line| line.name.key() == name && line.subject.is_none());
    found.map(|line| line.value)
}

fn of_possible(earned: Decimal, possible: Decimal) -> String {
    format!("{} of {}", points(earned), plain(shown(possible)))
}

fn add(line: &mut String, part: Option<Decimal>, unit: &str, title: &str) {
    if let Some(part) = part.filter(|part| !part.is_zero()) {
        line.push_str(&format!(", + {}{unit} {title}", points(part)));
    }
}

fn equals(line: String, percent: Decimal) -> String {
    format!("{line} = {}%", plain(shown(percent)))
}

/// Points with two decimals at least, and four at most.
fn points(value: Decimal) -> String {
    let places = shown(value).scale().max(2);
    with_places(value, places)
}
