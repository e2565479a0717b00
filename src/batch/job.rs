//! What a batch scores and how, and the errors that end it.

use std::{fmt, io};

use super::map::Map;
use crate::{
    document::{Document, scenario::Scenario, setting::Setting},
    problem::Problems,
    rules::book::RuleBook,
};

/// The format of the input and the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// Comma-separated values; the headings are dotted paths. Tabs or semicolons are accepted if the heading has them.
    Csv,
    /// One JSON object per line.
    Ndjson,
}

/// What a batch scores, and how.
#[derive(Clone)]
pub struct Job<'a> {
    /// The rule tables.
    pub book: &'a RuleBook,
    /// The document that all rows share; a row's cells replace its values.
    pub base: &'a Document,
    /// Settings for every row; they replace the row's cells.
    pub settings: &'a [Setting],
    /// Each row is scored once in each scenario, or once as it is if there are none. A scenario's settings replace all others.
    pub scenarios: &'a [Scenario],
    /// Dotted paths of further results to print after the usual columns.
    pub columns: &'a [String],
    /// Whether to print the lowest and the highest value of every result.
    pub range: bool,
    /// Headings whose cells are copied to the result.
    pub keep: &'a [String],
    /// Whether to ignore columns whose heading is not a key, instead of failing.
    pub ignore_unknown: bool,
    /// Translates the headings and cells of other programs' files.
    pub map: Option<&'a Map>,
    /// The format of the input and the output.
    pub form: Form,
    /// How many threads work. The output is the same for any number.
    pub threads: usize,
}

impl<'a> Job<'a> {
    /// A job for CSV on one thread, with no settings and no further columns.
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

    /// Whether the output includes a result inside this table, or the table itself.
    pub(super) fn shows(&self, table: &str) -> bool {
        self.columns
            .iter()
            .any(|path| path.split('.').next() == Some(table))
    }
}

/// What ends a batch before its last row.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// A heading is not a key, or every row would have the same error.
    Heading(Problems),
    /// The input could not be read.
    Read(io::Error),
    /// The output could not be written.
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

/// The columns for the lowest and highest values; they come before the `error` column.
pub const RANGE_COLUMNS: [&str; 6] = [
    "final_score_low",
    "final_score_high",
    "payment_adjustment_percent_low",
    "payment_adjustment_percent_high",
    "payment_adjustment_dollars_low",
    "payment_adjustment_dollars_high",
];
