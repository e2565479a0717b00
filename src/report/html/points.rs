//! Where the points of a final score come from, and where they were lost.

use rust_decimal::Decimal;

use super::{
    picture::{Bar, Mark, bars},
    table::{Cell, Table},
    verdict::points,
};
use crate::{
    category::Category,
    decimal::{self, HUNDRED, plain},
    report::{
        layout::{common_places, with_places},
        markup::Markup,
    },
    score::scorecard::{CategoryScore, Scorecard, Status},
};

/// What one category or bonus adds, at the low and at the high end of what is known.
struct Part {
    title: &'static str,
    percent: String,
    weight: Option<(Decimal, Decimal)>,
    low: Decimal,
    high: Decimal,
}

impl Part {
    /// The most that it could add.
    fn most(&self) -> Option<Decimal> {
        self.weight.map(|(_, high)| high)
    }
}

/// A figure of the worksheet at both ends; the same figure twice where nothing is unknown.
fn ends(card: &Scorecard, name: &str) -> Option<(Decimal, Decimal)> {
    let end = |end: &str| card.sheet.find(name, Some(end)).map(|line| line.exact);
    Some((end("low")?, end("high")?))
}

fn parts(card: &Scorecard) -> Vec<Part> {
    let mut parts = Vec::new();
    for (category, found) in card.categories.iter() {
        let figure = |what: &str| ends(card, &format!("{}_{what}", category.key()));
        let (low, high) = figure("points").unwrap_or_default();
        let weight = figure("weight").unwrap_or_default();
        parts.push(Part {
            title: category.heading(),
            percent: percent(found),
            weight: Some((weight.0.min(weight.1), weight.0.max(weight.1))),
            low,
            high,
        });
    }
    for (name, title) in [
        ("complex_patient_bonus", "Complex patient bonus"),
        ("small_practice_bonus", "Small practice bonus"),
    ] {
        if let Some((low, high)) = ends(card, name) {
            parts.push(Part {
                title,
                percent: String::new(),
                weight: None,
                low,
                high,
            });
        }
    }
    parts
}

fn percent(category: &CategoryScore) -> String {
    match category.status {
        Status::Reweighted => "not scored".into(),
        Status::NotSubmitted => "not submitted".into(),
        Status::Unknown => "unknown".into(),
        Status::Scored => category
            .percent
            .map_or_else(String::new, |it| plain(decimal::shown(it))),
    }
}

/// The bars that add up to the final score, and the table of the same figures.
pub(super) fn breakdown(card: &Scorecard) -> Markup {
    let parts = parts(card);
    let figures = parts.iter().flat_map(|part| [part.low, part.high]);
    let places = common_places(figures);
    let mut found = picture(card, &parts, places);
    found.push(table(card, &parts, places));
    found
}

fn picture(card: &Scorecard, parts: &[Part], places: u32) -> Markup {
    let mut rows = Vec::new();
    let mut from = Decimal::ZERO;
    for part in parts {
        let range = range(part.low, part.high, places);
        let value = match part.most() {
            Some(most) if most.is_zero() => part.percent.clone(),
            Some(most) => format!("{range} of {}", plain(most)),
            None => range,
        };
        rows.push(Bar {
            label: part.title.into(),
            value,
            from,
            to: from + part.low,
            possible: from + part.low.max(part.high),
            limit: from + part.most().unwrap_or(part.low),
            is_total: false,
        });
        from += part.low;
    }
    let bounds = card.final_score_bounds;
    let score = match card.final_score {
        Some(score) => score.to_string(),
        None => format!("{} to {}", bounds.low, bounds.high),
    };
    rows.push(Bar {
        label: "Final score".into(),
        value: format!("{score} of 100"),
        from: Decimal::ZERO,
        to: bounds.low,
        possible: bounds.high,
        limit: HUNDRED,
        is_total: true,
    });
    let threshold = card.performance_threshold;
    let mark = Mark {
        at: threshold,
        label: format!("performance threshold, {threshold} points"),
    };
    let caption = if card.final_score.is_some() {
        "Each bar begins where the one above ends; its empty part is what was not earned."
    } else {
        "Filled: sure. Hatched: possible, depending on what is not known yet. Each bar begins where the sure part of the \
         one above ends."
    };
    bars(&rows, HUNDRED, &[mark], caption)
}

fn range(low: Decimal, high: Decimal, places: u32) -> String {
    let [low, high] = [low, high].map(|points| with_places(points, places));
    if low == high {
        low
    } else {
        format!("{low} to {high}")
    }
}

fn table(card: &Scorecard, parts: &[Part], places: u32) -> Markup {
    let is_known = card.final_score.is_some();
    let mut table = if is_known {
        let heads = [
            ("", false),
            ("Percent", true),
            ("Weight", true),
            ("Points", true),
            ("Not earned", true),
        ];
        Table::new("Percent times weight makes the points of a category", &heads)
    } else {
        let heads = [
            ("", false),
            ("Percent", true),
            ("Weight", true),
            ("Low end", true),
            ("High end", true),
        ];
        Table::new("Points at both ends of what is not known", &heads)
    };
    for part in parts {
        let weight = part.weight.map_or_else(String::new, |(low, high)| {
            if low == high {
                format!("{}%", plain(low))
            } else {
                format!("{} to {}%", plain(low), plain(high))
            }
        });
        let last = if is_known {
            part.most()
                .map_or_else(String::new, |most| with_places(most - part.low, places))
        } else {
            with_places(part.high, places)
        };
        table.row([
            Cell::Words(part.title.into()),
            Cell::Figure(part.percent.clone()),
            Cell::Figure(weight),
            Cell::Figure(with_places(part.low, places)),
            Cell::Figure(last),
        ]);
    }
    let bounds = card.final_score_bounds;
    let [low, high] = [bounds.low, bounds.high].map(|score| score.to_string());
    table.total([
        Cell::Words(name_of_score(card).into()),
        Cell::Figure(String::new()),
        Cell::Figure(String::new()),
        Cell::Figure(low),
        Cell::Figure(if is_known { String::new() } else { high }),
    ]);
    table.markup()
}

/// What the final score is to the sum above it.
fn name_of_score(card: &Scorecard) -> &'static str {
    let Some(score) = card.final_score else {
        return "Final score";
    };
    let total = card.sheet.find("total_points", None).map(|line| line.exact);
    if total == Some(score) {
        "Final score"
    } else if card.replaced_by_threshold {
        "Final score, replaced by the threshold"
    } else if score == HUNDRED {
        "Final score, at most 100"
    } else {
        "Final score, rounded"
    }
}

/// The categories that lost points, the largest loss first, each with the measures that earned least of what they could.
pub(super) fn losses(card: &Scorecard) -> Markup {
    if card.final_score.is_none() {
        return Markup::default();
    }
    let mut lost: Vec<(Decimal, Category)> = card
        .categories
        .iter()
        .filter_map(|(category, found)| Some((found.weight? - found.points?, category)))
        .filter(|(loss, _)| *loss > Decimal::ZERO)
        .collect();
    lost.sort_by_key(|(loss, category)| (std::cmp::Reverse(*loss), *category));
    let sentences: Vec<String> = lost
        .iter()
        .map(|(loss, category)| {
            let found = &card.categories[*category];
            let amount = points(decimal::to_places(*loss, 2).normalize());
            let why = match found.status {
                Status::NotSubmitted => ": nothing was submitted".to_owned(),
                _ => least_earned(found),
            };
            format!("{}: {amount} not earned{why}.", category.heading())
        })
        .collect();
    Markup::list(sentences.iter().map(String::as_str))
}

/// The measures that count and earned less than they could, the largest gap first.
fn least_earned(category: &CategoryScore) -> String {
    const MOST: usize = 4;
    let mut short: Vec<(Decimal, String)> = category
        .measures
        .iter()
        .filter(|measure| measure.counted)
        .filter_map(|measure| {
            let earned = measure.points?;
            let gap = measure.available - earned;
            let words = format!(
                "{} earned {} of {}",
                measure.id,
                plain(decimal::shown(earned)),
                plain(measure.available)
            );
            (gap > Decimal::ZERO).then_some((gap, words))
        })
        .collect();
    short.sort_by_key(|(gap, _)| std::cmp::Reverse(*gap));
    if short.is_empty() {
        return String::new();
    }
    let rest = short.len().saturating_sub(MOST);
    let mut words: Vec<String> = short.into_iter().take(MOST).map(|(_, words)| words).collect();
    if rest > 0 {
        words.push(format!("{rest} more earned less than they could"));
    }
    format!("; {}", words.join(", "))
}
