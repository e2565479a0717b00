//! What each column, or each member of an NDJSON line, sets.

use std::collections::BTreeSet;

use super::{
    figures::Figure,
    job::Job,
    map::Mapped,
    number::{FACTOR_PLACES, PAID_PLACES, PLACES, SLOTS},
    spelling::Holds,
};
use crate::{
    category::Category,
    document::setting::{Setting, segments},
    practice,
    problem::{Code, Problem},
};

/// Slot of the complex patient bonus. Slots 0 to 3 are the categories, in their order.
pub(super) const BONUS: usize = 4;
/// Slot of the paid amount.
pub(super) const PAID: usize = 5;
/// Slot of a final score that is already known.
pub(super) const FINAL_SCORE: usize = 6;
/// Slot of the scaling factor.
pub(crate) const FACTOR: usize = 7;

/// The numbers of one row, by slot, as whole numbers of the slot's smallest unit ([`SLOT_PLACES`]).
pub(crate) type Numbers = [i64; SLOTS];

/// Decimal places of each slot.
pub(crate) const SLOT_PLACES: [u32; SLOTS] = [
    PLACES,
    PLACES,
    PLACES,
    PLACES,
    PLACES,
    PAID_PLACES,
    PLACES,
    FACTOR_PLACES,
];

const NUMERIC_PATHS: [&str; SLOTS] = [
    "quality.percent",
    "cost.percent",
    "improvement_activities.percent",
    "promoting_interoperability.percent",
    "complex_patient_bonus.points",
    "practice.part_b_paid",
    "final_score",
    "payment.scaling_factor",
];

/// The paths of the columns whose cells change only the size of a figure, not how it is computed.
#[must_use]
pub fn numeric_paths() -> [&'static str; SLOTS] {
    NUMERIC_PATHS
}

/// What a column sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The name of the row.
    Id,
    /// The number of one of the slots.
    Number(usize),
    /// A figure of a measure.
    Figure(Figure),
    /// A setting that does not change the score as long as its value is valid.
    Inert(Inert),
    /// Any other setting.
    Other,
    /// Nothing: an empty column without a heading, as spreadsheets leave them, or an unknown heading that the user asked to
    /// ignore.
    Unused,
}

/// A setting that does not change the score as long as its value is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inert {
    /// A text.
    Text,
    /// A count. Only the range that it falls in matters; these are the bounds between the ranges.
    Count(Vec<u32>),
}

/// One column.
pub(super) struct Column {
    /// Its heading as written in the file.
    pub heading: String,
    /// The path that it sets.
    pub path: String,
    pub kind: Kind,
    /// How its cells may be written.
    pub holds: Holds,
    /// How a map converts its cells, if there is a map.
    pub mapped: Option<Mapped>,
}

impl Column {
    /// The column for a path that a heading names.
    pub(super) fn new(job: &Job<'_>, heading: &str, path: &str, mapped: Option<&Mapped>) -> Self {
        Self {
            heading: heading.to_owned(),
            path: path.to_owned(),
            kind: kind(job, path),
            holds: Holds::at(path),
            mapped: mapped.filter(|mapped| !mapped.is_plain()).cloned(),
        }
    }

    /// A column that is ignored.
    pub(super) fn unused(heading: &str) -> Self {
        Self {
            heading: heading.to_owned(),
            path: String::new(),
            kind: Kind::Unused,
            holds: Holds::Other,
            mapped: None,
        }
    }

    /// Its name in messages.
    pub(super) fn name(&self) -> &str {
        if self.heading.is_empty() {
            "no heading"
        } else {
            &self.heading
        }
    }
}

fn kind(job: &Job<'_>, path: &str) -> Kind {
    if path == "id" {
        return Kind::Id;
    }
    if is_overridden(job, path) {
        return Kind::Other;
    }
    if let Some(slot) = NUMERIC_PATHS.iter().position(|known| *known == path) {
        return Kind::Number(slot);
    }
    if let Some(figure) = Figure::at(path) {
        return Kind::Figure(figure);
    }
    match path {
        "practice.name" if !job.shows("practice") => Kind::Inert(Inert::Text),
        "practice.clinicians" => Kind::Inert(Inert::Count(steps(job))),
        _ => Kind::Other,
    }
}

/// The numbers of clinicians at which a rule of some year changes. (Rules that use the exact number need measures, and rows
/// with measures read it from their own cell.)
fn steps(job: &Job<'_>) -> Vec<u32> {
    let mut steps = BTreeSet::from(practice::CLINICIAN_STEPS);
    for year in job.book.years() {
        if let Ok(rules) = job.book.year(year) {
            steps.insert(rules.small_practice.maximum_clinicians.saturating_add(1));
        }
    }
    steps.into_iter().collect()
}

/// Whether a setting for all rows replaces, or may replace, the column's cells.
fn is_overridden(job: &Job<'_>, path: &str) -> bool {
    let table = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
    let is_state = |table: &str| Category::from_key(table).is_some();
    let own = table(path);
    let makes_score = is_state(&own) || own == "complex_patient_bonus";
    let overrides = |setting: &Setting| {
        let other = segments(&setting.path).map_or("", |keys| keys[0]);
        setting.path == path
            || makes_score && other == own
            || makes_score && other == "final_score"
            || path == "final_score" && is_state(other)
            || path.starts_with("practice.") && other == "rules"
    };
    let of_scenarios = job.scenarios.iter().flat_map(|it| &it.settings);
    job.settings.iter().chain(of_scenarios).any(overrides)
}

/// The error for a heading that is not a key of the practice file.
pub(super) fn unknown(job: &Job<'_>, path: &str) -> Option<Problem> {
    if path.starts_with("rules.") {
        return None;
    }
    let mut document = job.base.clone();
    let setting = Setting::new(path, "1", "column");
    if let Err(problems) = document.lay(&[setting]) {
        return problems.0.into_iter().next();
    }
    let (_, problems) = practice::read(&document);
    problems
        .0
        .into_iter()
        .find(|problem| problem.code == Code::UnknownKey && path.starts_with(&problem.path))
        .map(|mut problem| {
            let meant = match path {
                "part_b_paid" | "paid" => Some("practice.part_b_paid"),
                "score" => Some("final_score"),
                _ => None,
            };
            if let Some(meant) = meant {
                problem.help = Some(format!("did you mean `{meant}`?"));
            } else {
                let near = problem.help.take();
                let what = "a heading must be a dotted path of the practice file, or id; --keep copies \
                            other columns, --ignore-unknown passes over them";
                problem.help = Some(near.map_or(what.into(), |near| format!("{near} {what}")));
            }
            problem
        })
}
