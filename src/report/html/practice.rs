//! The page of one practice's score, or of several.

mod measures;

use super::{
    citations::Sources,
    page::{Page, section},
    picture::{Mark, track},
    points::{breakdown, losses},
    table::{Cell, Table},
    verdict::verdict,
};
use crate::{
    category::Category,
    decimal::{HUNDRED, plain},
    report::{
        layout::{signed_dollars, signed_percent},
        markup::{Markup, escaped},
        notes::{notes, readings},
        text,
    },
    score::scorecard::Scorecard,
    trial::Trial,
};
use measures::measures;

/// A score to show.
pub struct Subject<'t> {
    /// What it is called when its practice has no name.
    pub name: &'t str,
    /// The score.
    pub trial: &'t Trial,
    /// Sections that follow where the points come from: what costs points, what would reach the threshold.
    pub more: Vec<(String, Markup)>,
}

/// The page of one score, or of several below each other. With `with_lines` every figure's derivation follows.
#[must_use]
pub fn page(subjects: &[Subject<'_>], with_lines: bool) -> String {
    let mut page = match subjects {
        [subject] => Page::new(&title(subject), &circumstances(subject)),
        _ => Page::new(
            "MIPS final scores",
            &format!("{} practices", subjects.len()),
        ),
    };
    if let [subject] = subjects {
        page.push(content(subject, 1, 2, with_lines));
    } else {
        page.push(section(2, "Overview", overview(subjects)));
        for (n, subject) in (1..).zip(subjects) {
            let heading = escaped(&title(subject));
            let circumstances = Markup::paragraph(&circumstances(subject));
            page.push(Markup::trusted(format!(
                "<article>\n<h2>{heading}</h2>\n{}{}</article>\n",
                circumstances.as_str(),
                content(subject, n, 3, with_lines).as_str()
            )));
        }
    }
    let mut told: Vec<String> = Vec::new();
    for sentence in subjects.iter().flat_map(|it| rules(it.trial)) {
        if !told.contains(&sentence) {
            page.foot(&sentence);
            told.push(sentence);
        }
    }
    page.html()
}

/// The circumstances as a line of its own.
fn circumstances(subject: &Subject<'_>) -> String {
    let text = text::circumstances(&subject.trial.scorecard);
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn title(subject: &Subject<'_>) -> String {
    let own = subject.trial.scorecard.practice.name.as_deref();
    let own = own.filter(|name| !name.trim().is_empty());
    own.unwrap_or(subject.name).to_owned()
}

/// The scores of several practices in a table.
fn overview(subjects: &[Subject<'_>]) -> Markup {
    let heads = [
        ("Practice", false),
        ("Year", true),
        ("Final score", true),
        ("Adjustment", true),
        ("Dollars", true),
    ];
    let mut table = Table::new("Final scores and payment adjustments", &heads).wide();
    for subject in subjects {
        let card = &subject.trial.scorecard;
        table.row([
            Cell::Words(title(subject)),
            Cell::Figure(card.performance_year.to_string()),
            Cell::Figure(score(card)),
            Cell::Figure(adjustment(card)),
            Cell::Figure(money(card).unwrap_or_default()),
        ]);
    }
    table.markup()
}

fn score(card: &Scorecard) -> String {
    let range = card.final_score_bounds;
    match card.final_score {
        Some(score) => score.to_string(),
        None => format!("{} to {}", range.low, range.high),
    }
}

fn adjustment(card: &Scorecard) -> String {
    let payment = &card.payment_adjustment;
    match payment.percent {
        Some(percent) => signed_percent(percent),
        None => format!(
            "{} to {}",
            signed_percent(payment.bounds.low),
            signed_percent(payment.bounds.high)
        ),
    }
}

fn money(card: &Scorecard) -> Option<String> {
    let payment = &card.payment_adjustment;
    let bounds = payment.dollars_bounds?;
    Some(match payment.dollars {
        Some(money) => signed_dollars(money),
        None => format!(
            "{} to {}",
            signed_dollars(bounds.low),
            signed_dollars(bounds.high)
        ),
    })
}

/// All that is told of one score, its sections at `level`.
fn content(subject: &Subject<'_>, number: usize, level: u8, with_lines: bool) -> Markup {
    let (trial, card) = (subject.trial, &subject.trial.scorecard);
    let sentences = verdict(trial);
    let paragraphs = sentences.iter().map(|it| Markup::paragraph(it)).collect();
    let mut all = Markup::of_class("div", "verdict", paragraphs);
    all.push(figures(card));
    all.push(section(
        level,
        "The score and the threshold",
        against_threshold(card),
    ));
    all.push(section(
        level,
        "Where the points come from",
        breakdown(card),
    ));
    all.push(section(level, "Where points were lost", losses(card)));
    for (heading, more) in &subject.more {
        all.push(section(level, heading, more.clone()));
    }
    let measures = Category::ALL
        .into_iter()
        .map(|category| section(level + 1, category.heading(), measures(trial, category)));
    all.push(section(
        level,
        "Measures and activities",
        measures.collect(),
    ));
    all.push(section(level, "Notes", remarks(trial)));
    let sources = Sources::of(trial, number);
    if with_lines {
        let derivation = sources.derivation();
        all.push(section(level, "How each figure was made", derivation));
    }
    all.push(section(level, "Sources", sources.list()));
    all
}

/// The figures that a reader looks for first.
fn figures(card: &Scorecard) -> Markup {
    let threshold = card.performance_threshold;
    let mut figures = vec![
        (
            "Final score".to_owned(),
            score(card),
            "of 100 points".to_owned(),
        ),
        (
            "Performance threshold".to_owned(),
            plain(threshold),
            match card.final_score {
                Some(score) if score < threshold => format!("{} below", threshold - score),
                Some(score) if score > threshold => format!("{} above", score - threshold),
                Some(_) => "exactly met".into(),
                None => "points".into(),
            },
        ),
        (
            format!("Payment adjustment in {}", card.payment_year),
            adjustment(card),
            card.payment_adjustment
                .class
                .map_or_else(String::new, |class| class.key().replace('_', " ")),
        ),
    ];
    if let Some(money) = money(card) {
        let paid = "on the paid amount given".to_owned();
        figures.push((format!("Dollars in {}", card.payment_year), money, paid));
    }
    let mut html = String::from("<dl class=\"figures\">\n");
    for (name, value, small) in figures {
        html.push_str(&format!(
            "<div><dt>{}</dt><dd>{} <small>{}</small></dd></div>\n",
            escaped(&name),
            escaped(&value),
            escaped(&small)
        ));
    }
    html.push_str("</dl>\n");
    Markup::trusted(html)
}

fn against_threshold(card: &Scorecard) -> Markup {
    let bounds = card.final_score_bounds;
    let threshold = card.performance_threshold;
    let mut marks = vec![Mark {
        at: threshold,
        label: format!("performance threshold {threshold}"),
    }];
    if let Some(additional) = card.additional_performance_threshold {
        marks.push(Mark {
            at: additional,
            label: format!("additional threshold {additional}"),
        });
    }
    let words: Vec<&str> = marks.iter().map(|mark| mark.label.as_str()).collect();
    let description = format!("Final score {}; {}", score(card), words.join(", "));
    track(bounds.low, bounds.high, HUNDRED, &marks, &description)
}

fn remarks(trial: &Trial) -> Markup {
    let card = &trial.scorecard;
    let notes = notes(&trial.rules, card);
    let mut all: Vec<String> = notes
        .into_iter()
        .chain(readings(trial))
        .map(|note| note.message)
        .collect();
    if !card.overrides.is_empty() {
        let replaced = card.overrides.join(", ");
        all.push(format!("Built-in rules are replaced by: {replaced}"));
    }
    let warnings = card.warnings.iter();
    all.extend(warnings.map(|it| format!("Warning: {}: {}", it.path, it.message)));
    Markup::list(all.iter().map(String::as_str))
}

/// What the score rests on: the rules and, where measures were scored, CMS's files, with their versions and dates.
fn rules(trial: &Trial) -> Vec<String> {
    let (rules, card) = (&trial.rules, &trial.scorecard);
    let status = match card.rules_status {
        crate::rules::YearStatus::Final => "final",
        crate::rules::YearStatus::Provisional => "provisional",
    };
    let year = card.performance_year;
    let mut sentences = vec![format!(
        "Rules of performance year {year} ({status}): {}.",
        rules.cite
    )];
    let has_measures = card
        .categories
        .iter()
        .any(|(_, it)| !it.measures.is_empty());
    if let Some(table) = rules.benchmarks().filter(|_| has_measures) {
        sentences.push(format!("Benchmarks of {year}: {}.", table.provenance.cite));
    }
    if let Some(table) = rules.inventory().filter(|_| has_measures) {
        sentences.push(format!("Measures of {year}: {}.", table.cite));
    }
    sentences
}
