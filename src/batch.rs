//! Many practices: one result for each row of a CSV file or line of an NDJSON file, in order, in constant memory.
//!
//! A row is a base document with the row's cells laid over it as settings, scored as [`trial::run`] scores it. Rows that
//! differ from one before in nothing but how high the percents, the bonus and the paid amount are take a shorter way
//! through the same arithmetic (`plan.rs`).
//!
//! [`trial::run`]: crate::trial::run

use std::{
    fmt,
    io::{self, Read, Write},
};

use crate::{
    compare::Scenario,
    document::{Document, setting::Setting},
    problem::Problems,
    rules::book::RuleBook,
};

mod blocks;
mod cells;
mod columns;
mod foreign;
mod heading;
mod lane;
mod lines;
mod map;
mod number;
mod out;
mod pipeline;
mod plan;
mod printing;
mod records;
mod rows;
mod shapes;
mod shared;
mod shown;
mod spelling;
mod table;
mod taking;
mod tally;
mod worker;

pub(crate) use cells::write as write_cell;
pub use columns::numeric_paths;
pub use map::Map;
pub use out::{Summary, Warned};
pub use tally::{Bracket, Tally};

use printing::Printing;

/// How the rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// Whether headings that are no keys are passed over.
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
    fn shows(&self, table: &str) -> bool {
        self.columns
            .iter()
            .any(|path| path.split('.').next() == Some(table))
    }
}

/// What ends a whole run.
#[derive(Debug)]
pub enum Failure {
    /// The heading is none, or something that all rows share is wrong.
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

/// Scores every row of `input` and writes one result for each to `output`. `progress` hears how many bytes were read.
///
/// # Errors
///
/// A heading that is none, a mistake that all rows share, and what reading and writing meet. A row that cannot be scored is no error: the result says
/// why.
pub fn run(
    job: &Job<'_>,
    input: impl Read + Send,
    output: impl Write + Send,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Summary, Failure> {
    let printing = Printing::of(job);
    pipeline::run(job, &printing, input, output, progress).map(|(summary, ())| summary)
}

/// Scores every row of `input` and adds up what a population needs; see [`crate::population`].
///
/// # Errors
///
/// As [`run`].
pub fn tally(
    job: &Job<'_>,
    input: impl Read + Send,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<(Summary, Tally), Failure> {
    pipeline::run(job, &tally::Tallying, input, io::sink(), progress)
}
