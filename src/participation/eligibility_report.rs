//! The answer of eligibility as text, JSON and rows.

mod answer;
mod json;

use super::{
    eligibility::{Choice, Eligibility},
    low_volume::LimitRow,
    qp::ScoreRow,
    verdict::Verdict,
    verdict_row,
};
use crate::{decimal::shown, report::layout::wrap};

pub use answer::Answer;
pub use json::{of_file, tree};

/// The columns of the answers as a table.
pub const COLUMNS: [&str; 9] = verdict_row::columns("file", "cite");

/// One answer under [`COLUMNS`].
#[must_use]
pub fn cells(answer: &Answer) -> Vec<String> {
    let mut cells = vec![answer.file.clone()];
    let year = answer.rules().performance_year;
    cells.extend(verdict_row::cells(year, &answer.eligibility));
    cells.push(answer.cite().unwrap_or_default());
    cells
}

/// One answer for reading.
#[must_use]
pub fn text(answer: &Answer) -> String {
    let it = &answer.eligibility;
    let mut text = wrap(&verdict(answer), "", "  ");
    if let Some(decided) = decided_by(answer) {
        text.push_str(&wrap(&decided, "  ", "    "));
    }
    // Limits of which nothing is known say nothing where an earlier test decided.
    if it.verdict == Verdict::Unknown || it.limits().any(|row| row.exceeded.is_some()) {
        text.push_str("  Low-volume limits:\n");
        for row in it.limits() {
            text.push_str(&wrap(&limit_line(row), "    ", "      "));
        }
    }
    let mut line = |line: &str| text.push_str(&wrap(line, "  ", "    "));
    for row in &it.qp.rows {
        line(&score_line(row));
    }
    let statuses = &answer.admitted.practice.special_statuses;
    if !statuses.is_empty() {
        let held: Vec<&str> = statuses.iter().map(|it| it.key()).collect();
        line(&format!("Special statuses: {}", held.join(", ")));
    }
    for missing in &it.missing {
        line(&format!("Missing: {}: {}", missing.path, missing.decides));
    }
    if !it.may.is_empty() {
        let may: Vec<&str> = it.may.iter().map(|it| choice(*it)).collect();
        line(&format!("You may {}.", may.join(", or ")));
    }
    for note in &it.notes {
        line(&format!("Note: {note}"));
    }
    if let Some(next) = &answer.next {
        line(&next.sentence());
    }
    text
}

/// The verdict, and what follows from it.
fn verdict(answer: &Answer) -> String {
    let it = &answer.eligibility;
    let (title, level) = (it.verdict.title(), it.level.title());
    let year = answer.rules().performance_year;
    let consequence = consequence(it);
    let verdict = match it.verdict {
        Verdict::Unknown => format!("eligibility in {year} is not known ({level})"),
        _ => format!("{title} in {year} ({level})"),
    };
    format!("{}: {verdict}. {consequence}", answer.file)
}

/// The test that decided, and where it is in the law.
fn decided_by(answer: &Answer) -> Option<String> {
    let test = answer.eligibility.decided_by?;
    let standing = answer
        .cite_status()
        .map(|it| format!(" ({it})"))
        .unwrap_or_default();
    let cite = answer.cite().unwrap_or_default();
    Some(format!("Decided by {}: {cite}{standing}", test.title()))
}

/// A threshold score beside its two thresholds.
fn score_line(row: &ScoreRow) -> String {
    let value = shown(row.value);
    format!(
        "{} {value} percent: QP {}, Partial QP {}",
        row.key, row.qp, row.partial_qp
    )
}

fn choice(choice: Choice) -> &'static str {
    match choice {
        Choice::OptIn => "opt in (final for the year, with gains and losses up to the maximum)",
        Choice::Voluntary => "report voluntarily (no adjustment)",
        Choice::Nothing => "do nothing (no adjustment)",
        Choice::ElectMips => "elect MIPS",
    }
}

/// What follows from the verdict.
fn consequence(it: &Eligibility) -> &'static str {
    match (it.verdict, it.bound) {
        (Verdict::Unknown, Some(false)) => {
            "Not required to take part, whatever the missing figures are."
        }
        (Verdict::Unknown, _) => "It depends on what is missing.",
        (Verdict::MipsEligible, Some(true)) => "Must take part: without data the final score is 0.",
        (_, Some(true)) => "In MIPS by its own election, which is final.",
        (Verdict::MipsEligible, _) => "In MIPS if it reports.",
        (Verdict::GroupOnly, _) => "In MIPS only if the group reports.",
        (Verdict::OptInEligible, _) => "Not in MIPS unless it opts in.",
        (Verdict::Exempt, _) => "Not in MIPS.",
        (Verdict::Qp, _) => "Not in MIPS: no adjustment either way.",
        (Verdict::PartialQp, _) => "Not in MIPS unless it elects MIPS.",
    }
}

/// A figure and its distance to the limit.
fn limit_line(row: &LimitRow) -> String {
    let level = row.level.title();
    let segment = row
        .segment
        .map(|it| format!(", segment {it}"))
        .unwrap_or_default();
    let name = row.criterion.title();
    let limit = row.criterion.shown(row.limit.figure());
    let Some(value) = row.value else {
        let known = match row.exceeded {
            Some(true) => "exceeded, by CMS's code",
            Some(false) => "not exceeded, by CMS's code",
            None => "not given",
        };
        return format!("{name} ({level}{segment}): {known}; limit {limit}");
    };
    let distance = row.criterion.shown((value - row.limit.figure()).abs());
    let verdict = if row.exceeded == Some(true) {
        format!("exceeds {limit} by {distance}")
    } else if value == row.limit.figure() {
        format!("equals {limit}, which does not exceed it")
    } else {
        format!("does not exceed {limit}, by {distance}")
    };
    format!(
        "{name} ({level}{segment}): {} {verdict}",
        row.criterion.shown(value)
    )
}
