//! Notes, warnings, and how each figure was made.

use crate::{
    report::{
        explain::explain,
        layout::{WIDTH, cut, wrap},
        notes::{notes, readings},
    },
    rules::status::Status,
    trial::Trial,
};

pub(super) fn notes_section(trial: &Trial) -> String {
    let card = &trial.scorecard;
    let mut text = String::new();
    let mut notes = notes(&trial.rules, card);
    notes.extend(readings(trial));
    if !notes.is_empty() {
        text.push_str("\nNotes\n");
        for note in notes {
            text.push_str(&wrap(&note.message, "- ", "  "));
        }
    }
    if !card.overrides.is_empty() {
        let replaced = format!(
            "These replace built-in rules: {}",
            card.overrides.join(", ")
        );
        text.push_str(&wrap(&replaced, "- ", "  "));
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
            text.push_str(&wrap(&line, "- ", "  "));
        }
    }
    text
}

/// Every figure with its arithmetic and its source.
pub(super) fn derivation(trial: &Trial) -> String {
    let mut text = String::from("\nHow each figure was made\n");
    for line in explain(&trial.rules, &trial.scorecard.sheet) {
        let subject = line
            .subject
            .map(|subject| format!(" ({subject})"))
            .unwrap_or_default();
        let title = format!("{}{subject}", line.title);
        let value = line.value;
        let room = WIDTH.saturating_sub(value.chars().count() + 1);
        text.push_str(&format!("{:<room$} {value}\n", cut(&title, room)));
        if let Some(formula) = line.formula {
            text.push_str(&wrap(&format!("= {formula}"), "    ", "      "));
        }
        let status = match line.citation.status {
            None => "",
            Some(Status::Secondary) => " [secondary source]",
            Some(Status::Unverified) => " [unverified]",
            Some(Status::Provisional) => " [provisional]",
        };
        text.push_str(&wrap(
            &format!("{}{status}", line.citation.cite),
            "    ",
            "      ",
        ));
    }
    text
}
