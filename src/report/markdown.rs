//! A score as a page to paste into a document: what the text report says, in Markdown.

use super::{
    layout::{signed_dollars, signed_percent},
    makeup::makeup,
    notes::notes,
    reasons,
    table::markdown,
    text::{circumstances, verdict},
};
use crate::{
    category::Category,
    decimal::{plain, shown},
    escape,
    score::scorecard::{Scorecard, Status},
    trial::Trial,
};

/// The page of one practice.
#[must_use]
pub fn page(trial: &Trial) -> String {
    let card = &trial.scorecard;
    let name = card.practice.name.as_deref().unwrap_or("MIPS final score");
    let mut text = format!(
        "# {}\n\n**{}**\n\n{}\n\n",
        escape::markdown(name),
        verdict(card),
        one_line(&circumstances(card))
    );
    text.push_str(&markdown(
        &["Category", "Percent", "Weight", "Points"],
        &categories(card),
    ));
    text.push_str(&format!("\n{}\n", payment(card)));
    for category in Category::ALL {
        text.push_str(&measures(trial, category));
    }
    let notes = notes(&trial.rules, card);
    if !notes.is_empty() {
        text.push_str("\n## Notes\n\n");
        for note in notes {
            text.push_str(&format!("- {}\n", escape::markdown(&note.message)));
        }
    }
    if !card.warnings.is_empty() {
        text.push_str("\n## Warnings\n\n");
        for warning in &card.warnings {
            let path = escape::markdown(&warning.path);
            let message = escape::markdown(&warning.message);
            text.push_str(&format!("- {path}: {message}\n"));
        }
    }
    text
}

fn categories(card: &Scorecard) -> Vec<Vec<String>> {
    let figure = |value: Option<_>| value.map_or_else(String::new, |it| plain(shown(it)));
    let mut rows: Vec<Vec<String>> = Category::ALL
        .into_iter()
        .map(|category| {
            let score = &card.categories[category];
            let percent = match score.status {
                Status::Scored => figure(score.percent),
                Status::NotSubmitted => "not submitted".into(),
                Status::Reweighted => "not scored".into(),
                Status::Unknown => "unknown".into(),
            };
            vec![
                category.heading().to_owned(),
                percent,
                figure(score.weight),
                figure(score.points),
            ]
        })
        .collect();
    for (title, points) in [
        ("Complex patient bonus", card.complex_patient_bonus),
        ("Small practice bonus", card.small_practice_bonus),
    ] {
        if let Some(points) = points.filter(|points| !points.is_zero()) {
            rows.push(vec![
                title.to_owned(),
                String::new(),
                String::new(),
                figure(Some(points)),
            ]);
        }
    }
    let score = card.final_score.map_or_else(
        || {
            let range = card.final_score_bounds;
            format!("{} to {}", range.low, range.high)
        },
        |score| score.to_string(),
    );
    rows.push(vec![
        "Final score".to_owned(),
        String::new(),
        String::new(),
        score,
    ]);
    rows
}

fn payment(card: &Scorecard) -> String {
    let payment = &card.payment_adjustment;
    let range = |bounds: &crate::score::scorecard::Bounds, written: fn(_) -> String| {
        if bounds.is_point() {
            written(bounds.low)
        } else {
            format!("{} to {}", written(bounds.low), written(bounds.high))
        }
    };
    let mut text = format!(
        "Payment adjustment in {}: {}",
        card.payment_year,
        payment
            .percent
            .map_or_else(|| range(&payment.bounds, signed_percent), signed_percent)
    );
    if let Some(bounds) = &payment.dollars_bounds {
        let dollars = payment
            .dollars
            .map_or_else(|| range(bounds, signed_dollars), signed_dollars);
        text.push_str(&format!(", {dollars}"));
    }
    text
}

fn measures(trial: &Trial, category: Category) -> String {
    let card = &trial.scorecard;
    let measures = &card.categories[category].measures;
    if measures.is_empty() {
        return String::new();
    }
    let figure = |value: Option<_>| value.map_or_else(String::new, |it| plain(shown(it)));
    let rows: Vec<Vec<String>> = measures
        .iter()
        .map(|measure| {
            let kind = measure.collection_type.map(|kind| format!(" {kind}"));
            let reasons: Vec<String> = measure
                .reasons
                .iter()
                .map(|reason| reasons::sentence(&trial.rules, card, measure, *reason))
                .collect();
            vec![
                format!("{}{}", measure.id, kind.unwrap_or_default()),
                one_line(&measure.title),
                figure(measure.performance_rate),
                figure(measure.points),
                if measure.counted { "yes" } else { "no" }.to_owned(),
                reasons.join(" "),
            ]
        })
        .collect();
    let head = ["Measure", "Title", "Rate", "Points", "Counts", "Why"];
    let mut text = format!("\n## {}\n\n{}", category.heading(), markdown(&head, &rows));
    if let Some(line) = makeup(card, category) {
        text.push_str(&format!("\n{line}\n"));
    }
    text
}

fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}
