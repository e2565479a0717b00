//! The answer of eligibility as text, JSON and rows.

use super::{
    calendar::{self, Dated},
    eligibility::{Choice, Eligibility},
    low_volume::LimitRow,
    verdict::Verdict,
    words::{level_in_words, standing},
};
use crate::{
    date::Date,
    decimal::shown,
    report::{SCHEMA_VERSION, layout::wrap, tool, tree::Tree},
    rules::book::YearRules,
    trial::Admitted,
};

/// One file's answer, with what its words need.
pub struct Answer {
    /// The file's name.
    pub file: String,
    /// Its year, and the practice as it was admitted.
    pub admitted: Admitted,
    /// The answer.
    pub eligibility: Eligibility,
    /// The next date that matters.
    pub next: Option<Dated>,
}

impl Answer {
    /// The answer of an admitted practice, on this day.
    #[must_use]
    pub fn new(file: &str, admitted: Admitted, today: Date) -> Self {
        let eligibility = super::eligibility(&admitted.rules, &admitted.practice);
        let next = calendar::next(&admitted.rules, today, eligibility.dates());
        Self {
            file: file.to_owned(),
            admitted,
            eligibility,
            next,
        }
    }

    fn rules(&self) -> &YearRules {
        &self.admitted.rules
    }

    /// Where the deciding test stands in the law.
    fn cite(&self) -> Option<String> {
        let test = self.eligibility.decided_by?;
        Some(self.rules().citation(test.table()).cite)
    }

    fn cite_status(&self) -> Option<&'static str> {
        let test = self.eligibility.decided_by?;
        standing(self.rules().citation(test.table()).status)
    }
}

/// All answers as JSON prints them.
#[must_use]
pub fn tree(answers: &[Answer]) -> Tree {
    let mut years: Vec<u16> = answers
        .iter()
        .map(|it| it.rules().performance_year)
        .collect();
    years.dedup();
    let year = match years[..] {
        [year] => Some(year),
        _ => None,
    };
    Tree::Object(vec![
        ("schema_version", SCHEMA_VERSION.into()),
        ("tool", tool()),
        ("performance_year", year.into()),
        ("files", Tree::List(answers.iter().map(of_file).collect())),
    ])
}

/// One answer as JSON prints it.
#[must_use]
pub fn of_file(answer: &Answer) -> Tree {
    let it = &answer.eligibility;
    let texts = |texts: Vec<&str>| Tree::List(texts.into_iter().map(Tree::from).collect());
    let decides = it.missing.iter().map(|missing| {
        Tree::Object(vec![
            ("path", missing.path.as_str().into()),
            ("message", missing.decides.as_str().into()),
        ])
    });
    Tree::Object(vec![
        ("file", answer.file.as_str().into()),
        ("performance_year", answer.rules().performance_year.into()),
        ("level", it.level.key().into()),
        ("verdict", it.verdict.key().into()),
        ("bound", it.bound.into()),
        (
            "decided_by",
            it.decided_by.map(super::verdict::Test::key).into(),
        ),
        ("may", texts(it.may.iter().map(|it| it.key()).collect())),
        ("may_submit", it.may_submit.into()),
        (
            "missing",
            texts(it.missing.iter().map(|it| it.path.as_str()).collect()),
        ),
        ("decides", Tree::List(decides.collect())),
        (
            "low_volume_reason",
            it.own
                .reason()
                .map(super::super::rules::terms::taking_part::LowVolumeReason::key)
                .into(),
        ),
        ("limits", Tree::List(it.limits().map(limit).collect())),
        (
            "special_statuses",
            texts(
                answer
                    .admitted
                    .practice
                    .special_statuses
                    .iter()
                    .map(|it| it.key())
                    .collect(),
            ),
        ),
        ("qp", qp(it)),
        (
            "notes",
            texts(it.notes.iter().map(String::as_str).collect()),
        ),
        ("cite", answer.cite().into()),
        ("cite_status", answer.cite_status().into()),
        ("next", answer.next.as_ref().map_or(Tree::Null, Dated::tree)),
    ])
}

fn limit(row: &LimitRow) -> Tree {
    Tree::Object(vec![
        ("name", row.criterion.key().into()),
        ("level", row.level.key().into()),
        ("segment", row.segment.map(u16::from).into()),
        ("value", row.value.into()),
        ("limit", row.limit.figure().into()),
        ("exceeded", row.exceeded.into()),
    ])
}

fn qp(it: &Eligibility) -> Tree {
    let scores = it.qp.rows.iter().map(|row| {
        Tree::Object(vec![
            ("name", row.key.trim_start_matches("apm.").into()),
            ("value", shown(row.value).into()),
            ("qp", row.qp.figure().into()),
            ("partial_qp", row.partial_qp.figure().into()),
        ])
    });
    Tree::Object(vec![
        (
            "status",
            it.qp
                .status
                .map(super::super::rules::terms::taking_part::QpStatus::key)
                .into(),
        ),
        ("by", it.qp.by.into()),
        ("scores", Tree::List(scores.collect())),
    ])
}

/// The columns of the answers as a table.
pub const COLUMNS: [&str; 9] = [
    "file",
    "performance_year",
    "verdict",
    "bound",
    "decided_by",
    "low_volume_reason",
    "may",
    "missing",
    "cite",
];

/// One answer under [`COLUMNS`].
#[must_use]
pub fn cells(answer: &Answer) -> Vec<String> {
    let mut cells = vec![answer.file.clone()];
    cells.extend(verdict_cells(
        answer.rules().performance_year,
        &answer.eligibility,
    ));
    cells.push(answer.cite().unwrap_or_default());
    cells
}

/// The cells between the name and the source.
pub(super) fn verdict_cells(year: u16, it: &Eligibility) -> Vec<String> {
    let choices: Vec<&str> = it.may.iter().map(|it| it.key()).collect();
    let missing: Vec<&str> = it.missing.iter().map(|it| it.path.as_str()).collect();
    vec![
        year.to_string(),
        it.verdict.key().into(),
        Tree::from(it.bound).cell(),
        it.decided_by
            .map(|test| test.key().to_owned())
            .unwrap_or_default(),
        it.own
            .reason()
            .map(|it| it.key().to_owned())
            .unwrap_or_default(),
        choices.join("|"),
        missing.join("|"),
    ]
}

/// One answer for reading.
#[must_use]
pub fn text(answer: &Answer) -> String {
    let it = &answer.eligibility;
    let year = answer.rules().performance_year;
    let mut text = wrap(
        &format!(
            "{}: {} in {year} ({}). {}",
            answer.file,
            it.verdict.title(),
            level_in_words(it.level),
            consequence(it)
        ),
        "",
        "  ",
    );
    if let Some(test) = it.decided_by {
        let standing = answer
            .cite_status()
            .map(|it| format!(" ({it})"))
            .unwrap_or_default();
        let cite = answer.cite().unwrap_or_default();
        let decided = format!("Decided by {}: {cite}{standing}", test.title());
        text.push_str(&wrap(&decided, "  ", "    "));
    }
    // Limits of which nothing is known say nothing where an earlier test decided.
    let is_told = it.verdict == Verdict::Unknown || it.limits().any(|row| row.exceeded.is_some());
    if is_told {
        text.push_str("  Low-volume limits:\n");
    }
    for row in it.limits().filter(|_| is_told) {
        text.push_str(&wrap(&limit_line(row), "    ", "      "));
    }
    for row in &it.qp.rows {
        let line = format!(
            "{} {} percent: QP {}, Partial QP {}",
            row.key,
            shown(row.value),
            row.qp,
            row.partial_qp
        );
        text.push_str(&wrap(&line, "  ", "    "));
    }
    let statuses = &answer.admitted.practice.special_statuses;
    if !statuses.is_empty() {
        let held: Vec<&str> = statuses.iter().map(|it| it.key()).collect();
        text.push_str(&wrap(
            &format!("Special statuses: {}", held.join(", ")),
            "  ",
            "    ",
        ));
    }
    for missing in &it.missing {
        text.push_str(&wrap(
            &format!("Missing: {}: {}", missing.path, missing.decides),
            "  ",
            "    ",
        ));
    }
    if !it.may.is_empty() {
        let may: Vec<&str> = it.may.iter().map(|it| choice(*it)).collect();
        text.push_str(&wrap(
            &format!("You may {}.", may.join(", or ")),
            "  ",
            "    ",
        ));
    }
    for note in &it.notes {
        text.push_str(&wrap(&format!("Note: {note}"), "  ", "    "));
    }
    if let Some(next) = &answer.next {
        text.push_str(&wrap(&next.sentence(), "  ", "    "));
    }
    text
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
        (Verdict::Unknown, Some(false)) => "Not bound to MIPS, whatever the missing figures are.",
        (Verdict::Unknown, _) => "What is missing decides.",
        (Verdict::MipsEligible, Some(true)) => "Must take part: without data the final score is 0.",
        (_, Some(true)) => "In MIPS by its own election, which is final.",
        (Verdict::MipsEligible, _) => "In MIPS where it reports.",
        (Verdict::GroupOnly, _) => "In MIPS only if the group reports.",
        (Verdict::OptInEligible, _) => "Not in MIPS unless it opts in.",
        (Verdict::Exempt, _) => "Not in MIPS.",
        (Verdict::Qp, _) => "Not in MIPS: no adjustment either way.",
        (Verdict::PartialQp, _) => "Not in MIPS unless it elects MIPS.",
    }
}

/// A figure and its distance to the limit.
fn limit_line(row: &LimitRow) -> String {
    let level = level_in_words(row.level);
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
