//! Notes, warnings, and how each figure was made.

use super::page::Page;
use crate::{
    decimal::{parse, plain, to_places},
    escape,
    report::{
        explain::explain,
        layout::cut,
        notes::{notes, readings},
    },
    rules::{book::Citation, status::Status},
};

/// The decimals that a derivation shows: enough to follow it, and to tell two figures apart.
const PLACES: u32 = 6;

pub(super) fn notes_section(page: &Page<'_>) -> String {
    let trial = page.trial;
    let card = &trial.scorecard;
    let mut text = String::new();
    let mut notes = notes(&trial.rules, card);
    notes.extend(readings(trial));
    if !notes.is_empty() {
        text.push_str("\nNotes\n");
        for note in notes {
            text.push_str(&page.wrap(&note.message, "- ", "  "));
        }
    }
    if !card.overrides.is_empty() {
        let replaced = format!(
            "These replace built-in rules: {}",
            card.overrides.join(", ")
        );
        text.push_str(&page.wrap(&escape::one_line(&replaced), "- ", "  "));
    }
    if !card.warnings.is_empty() {
        text.push_str("\nWarnings\n");
        for warning in &card.warnings {
            let line = format!(
                "{} {}: {}",
                warning.code.as_str(),
                warning.path,
                warning.message
            );
            text.push_str(&page.wrap(&escape::one_line(&line), "- ", "  "));
        }
    }
    text
}

/// Every figure with its arithmetic and the number of its source; then the sources.
pub(super) fn derivation(page: &Page<'_>) -> String {
    let mut text = String::from("\nHow each figure was made\n");
    let mut sources: Vec<Citation> = Vec::new();
    for line in explain(&page.trial.rules, &page.trial.scorecard.sheet) {
        let subject = line
            .subject
            .map(|subject| format!(" ({subject})"))
            .unwrap_or_default();
        let title = format!("{}{subject}", line.title);
        let number = sources.iter().position(|it| *it == line.citation);
        let number = number.unwrap_or_else(|| {
            sources.push(line.citation);
            sources.len() - 1
        });
        let figures = format!("{} {:>4}", short(&line.value), format!("[{}]", number + 1));
        let room = page.width.saturating_sub(figures.chars().count() + 1);
        text.push_str(&format!("{:<room$} {figures}\n", cut(&title, room)));
        if let Some(formula) = line.formula {
            text.push_str(&page.wrap(&format!("= {}", short(&formula)), "    ", "      "));
        }
    }
    text.push_str("\nSources\n");
    for (n, source) in sources.iter().enumerate() {
        let status = match source.status {
            None => "",
            Some(Status::Secondary) => " [secondary source]",
            Some(Status::Unverified) => " [unverified]",
            Some(Status::Provisional) => " [provisional]",
        };
        let first = format!("{:>4} ", format!("[{}]", n + 1));
        text.push_str(&page.wrap(&format!("{}{status}", source.cite), &first, "     "));
    }
    text
}

/// A formula or figure whose numbers have no more decimals than [`PLACES`].
fn short(text: &str) -> String {
    let is_of_number = |c: char| c.is_ascii_digit() || c == '.';
    let mut shortened = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let (number, after) = from.split_at(from.find(|c| !is_of_number(c)).unwrap_or(from.len()));
        shortened.push_str(before);
        match parse(number).filter(|it| it.scale() > PLACES) {
            Some(long) => shortened.push_str(&plain(to_places(long, PLACES))),
            None => shortened.push_str(number),
        }
        rest = after;
    }
    shortened + rest
}
