//! Where the points of a final score come from, and where they were lost.

use rust_decimal::Decimal;

use super::{
    picture::{Bar, Mark, bars},
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
            .map_or_else(String::new, |it| format!("{}%", plain(decimal::shown(it)))),
    }
}

/// The bars that add up to the final score; nothing for a score that was given as a whole.
pub(super) fn breakdown(card: &Scorecard) -> Markup {
    // A final score that was given is made of nothing here.
    if ends(card, "total_points").is_none() {
        return Markup::default();
    }
    let parts = parts(card);
    let places = common_places(parts.iter().flat_map(|part| [part.low, part.high]));
    let mut rows = Vec::new();
    let (mut from, mut high) = (Decimal::ZERO, Decimal::ZERO);
    for part in &parts {
        rows.push(Bar {
            label: part.label(),
            value: part.value(places),
            from,
            to: from + part.low,
            possible: from + part.low.max(part.high),
            limit: from + part.weight.map_or(part.low, |(_, most)| most),
            is_total: false,
        });
        from += part.low;
        high += part.high;
    }
    rows.push(total(card, range(from, high, places)));
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

impl Part {
    /// `Quality: 79.24 percent x 30`.
    fn label(&self) -> String {
        match self.weight {
            None => self.title.to_owned(),
            Some((_, most)) if most.is_zero() => format!("{}: {}", self.title, self.percent),
            Some((least, most)) => {
                let weight = if least == most {
                    plain(most)
                } else {
                    format!("{} to {}", plain(least), plain(most))
                };
                format!("{}: {} x {weight}", self.title, self.percent)
            }
        }
    }

    fn value(&self, places: u32) -> String {
        range(self.low, self.high, places)
    }
}

/// The bar of the final score, with the sum that it was made of where that is another figure.
fn total(card: &Scorecard, sum: String) -> Bar {
    let bounds = card.final_score_bounds;
    let score = range(bounds.low, bounds.high, bounds.low.scale());
    let label = match card.final_score {
        None => "Final score".to_owned(),
        Some(_) if sum == score => "Final score".to_owned(),
        Some(_) if card.replaced_by_threshold => {
            format!("Final score: the threshold in place of {sum}")
        }
        Some(score) if score == HUNDRED => format!("Final score: at most 100 of {sum}"),
        Some(_) => format!("Final score: {sum} rounded"),
    };
    Bar {
        label,
        value: score,
        from: Decimal::ZERO,
        to: bounds.low,
        possible: bounds.high,
        limit: HUNDRED,
        is_total: true,
    }
}

fn range(low: Decimal, high: Decimal, places: u32) -> String {
    let [low, high] = [low, high].map(|points| with_places(points, places));
    if low == high {
        low
    } else {
        format!("{low} to {high}")
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
    let mut words: Vec<String> = short
        .into_iter()
        .take(MOST)
        .map(|(_, words)| words)
        .collect();
    if rest > 0 {
        words.push(format!("{rest} more earned less than they could"));
    }
    format!("; {}", words.join(", "))
}
