//! Both ends of a range side by side.

use rust_decimal::Decimal;

use super::cells::percent_cell;
use super::page::Page;
use crate::{
    category::Category,
    decimal::plain,
    report::layout::{common_places, with_places},
    score::{
        scorecard::{Scorecard, Status},
        worksheet::Worksheet,
    },
};

/// Both ends of a range side by side.
pub(super) fn table_of_range(page: &Page<'_>) -> String {
    let card = &page.trial.scorecard;
    let sheet = &card.sheet;
    let mut text = format!(
        "{:<27}{:>13}{:>20}{:>20}\n",
        "", "percent", "low end", "high end"
    );
    let figure = |name: &str, end: &str| sheet.find(name, Some(end)).map(|line| line.exact);
    let names = Category::ALL.map(|category| format!("{}_points", category.key()));
    let others = ["complex_patient_bonus", "small_practice_bonus"];
    let all = names.iter().map(String::as_str).chain(others);
    let places = common_places(
        all.flat_map(|name| ["low", "high"].map(|end| figure(name, end).unwrap_or_default())),
    );
    for category in Category::ALL {
        let found = &card.categories[category];
        let percent = percent_cell(found);
        let end = |end: &str| {
            let weight = figure(&format!("{}_weight", category.key()), end).unwrap_or_default();
            let points = figure(&format!("{}_points", category.key()), end).unwrap_or_default();
            format!("x {}% = {}", plain(weight), with_places(points, places))
        };
        text.push_str(&format!(
            "{:<27}{percent:>13}{:>20}{:>20}\n",
            category.heading(),
            end("low"),
            end("high")
        ));
    }
    for (name, title) in [
        ("complex_patient_bonus", "Complex patient bonus"),
        ("small_practice_bonus", "Small practice bonus"),
    ] {
        if let (Some(low), Some(high)) = (figure(name, "low"), figure(name, "high")) {
            let [low, high] = [low, high].map(|points| with_places(points, places));
            text.push_str(&format!("{title:<40}{low:>20}{high:>20}\n"));
        }
    }
    let range = card.final_score_bounds;
    text.push_str(&format!(
        "{:<40}{:>20}{:>20}\n",
        "",
        "-".repeat(14),
        "-".repeat(14)
    ));
    text.push_str(&format!(
        "{:<40}{:>20}{:>20}\n",
        "Final score", range.low, range.high
    ));
    for (end, title) in [("low", "Low end"), ("high", "High end")] {
        text.push_str(&page.wrap(&which_end(card, sheet, end), &format!("{title}: "), "  "));
    }
    if let Some(sentence) = break_even(card) {
        text.push_str(&page.wrap(&sentence, "", ""));
    }
    text
}

/// With what percent of the one unknown category the threshold is met.
pub(crate) fn break_even(card: &Scorecard) -> Option<String> {
    let break_even = card.break_even.as_ref()?;
    let title = break_even.category.title();
    let percent = break_even.percent;
    Some(if percent <= Decimal::ZERO {
        format!("The threshold is met whatever the {title} percent is, once it is scored.")
    } else if percent > Decimal::ONE_HUNDRED {
        format!("The threshold is not met even with {title} at 100 percent.")
    } else {
        format!(
            "Break-even: the threshold is met with {title} at {} percent or more.",
            plain(percent)
        )
    })
}

/// What the unknown figures are at an end of the range.
fn which_end(card: &Scorecard, sheet: &Worksheet, end: &str) -> String {
    let mut parts = Vec::new();
    for category in Category::ALL {
        if card.categories[category].status == Status::Unknown {
            let name = format!("{}_percent", category.key());
            let scored = sheet
                .lines()
                .iter()
                .find(|line| line.name.key() == name && line.subject.as_deref() == Some(end));
            parts.push(match scored {
                Some(line) => format!("{} at {} percent", category.title(), plain(line.value)),
                None => format!("{} not scored", category.title()),
            });
        }
    }
    if card.complex_patient_bonus.is_none() {
        let bonus = sheet
            .find("complex_patient_bonus", Some(end))
            .map_or(Decimal::ZERO, |line| line.value);
        parts.push(format!("a complex patient bonus of {}", plain(bonus)));
    }
    parts.join(", ")
}
