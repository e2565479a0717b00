//! What is scored, and how; and what ends a whole run.

use std::{fmt, io};

use super::map::Map;
use crate::{
    document::{Document, scenario::Scenario, setting::Setting},
    problem::Problems,
    rules::book::RuleBook,
};

/// How the rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// Comma-separated, with dotted paths as headings. Tabs and semicolons are taken where the heading has them.
    Csv,
    /// One JSON object a line.
    Ndjson,
}

/// What is scored, and how.
#[derive(Clone)]
pub struct Job<'a> {
    /// The rules.
    pub book: &'a RuleBook,
    /// What all rows share.
    pub base: &'a Document,
    /// Settings laid over every row: they beat its cells.
    pub settings: &'a [Setting],
    /// Each row is scored once in each of them; without any, once as it is. Their settings lie above all others.
    pub scenarios: &'a [Scenario],
    /// Output paths printed beside the usual columns.
    pub columns: &'a [String],
    /// Whether both ends of every result are printed.
    pub range: bool,
    /// Headings whose cells are copied to the result.
    pub keep: &'a [String],
    /// Whether to skip headings that are not keys.
    pub ignore_unknown: bool,
    /// What stands for foreign headings.
    pub map: Option<&'a Map>,
    /// The form of input and output.
    pub form: Form,
    /// How many threads work; the output does not depend on it.
    pub threads: usize,
}

impl<'a> Job<'a> {
    /// CSV on one thread, with nothing beside what every run needs.
    #[must_use]
    pub fn new(book: &'a RuleBook, base: &'a Document) -> Self {
        Self {
            book,
            base,
            settings: &[],
            scenarios: &[],
            columns: &[],
            range: false,
            keep: &[],
            ignore_unknown: false,
            map: None,
            form: Form::Csv,
            threads: 1,
        }
    }

    /// Whether an output path within a table of the result, or the table itself, is printed.
    pub(super) fn shows(&self, table: &str) -> bool {
        self.columns
            .iter()
            .any(|path| path.split('.').next() == Some(table))
    }
}

/// What ends a whole run.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// A heading is unknown, or something that all rows share is wrong.
    Heading(Problems),
    /// The input cannot be read.
    Read(io::Error),
    /// The output cannot be written.
    Write(io::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heading(problems) => problems.fmt(f),
            Self::Read(error) => write!(f, "the input cannot be read: {error}"),
            Self::Write(error) => write!(f, "the output cannot be written: {error}"),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Heading(problems) => Some(problems),
            Self::Read(error) | Self::Write(error) => Some(error),
        }
    }
}

/// The columns of every result.
pub const COLUMNS: [&str; 6] = [
    "id",
    "performance_year",
    "final_score",
    "payment_adjustment_percent",
    "payment_adjustment_dollars",
    "error",
];

/// The columns of both ends, which stand before the error.
pub const RANGE_COLUMNS: [&str; 6] = [
    "final_score_low",
    "final_score_high",
    "payment_adjustment_percent_low",
    "payment_adjustment_percent_high",
    "payment_adjustment_dollars_low",
    "payment_adjustment_dollars_high",
];
