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
    document::{Document, setting::Setting},
    problem::Problems,
    rules::book::RuleBook,
};

mod blocks;
mod cells;
mod foreign;
mod heading;
mod number;
mod pipeline;
mod plan;
mod printing;
mod records;
mod rows;
mod shapes;
mod shared;
mod spelling;
mod tally;
mod worker;

pub(crate) use cells::write as write_cell;
pub use heading::numeric_paths;
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
pub struct Job<'a> {
    /// The rules.
    pub book: &'a RuleBook,
    /// What all rows share.
    pub base: &'a Document,
    /// Settings laid over every row: they beat its cells.
    pub settings: &'a [Setting],
    /// Output paths printed beside the usual columns.
    pub columns: &'a [String],
    /// The form of input and output.
    pub form: Form,
    /// How many threads work; the output does not depend on it.
    pub threads: usize,
}

/// What became of the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows read.
    pub rows: u64,
    /// Rows without a result.
    pub failed: u64,
    /// What was wrong with the first of them.
    pub first_failure: Option<String>,
    /// What was wrong with the first ten of them.
    pub failures: Vec<String>,
    /// Rows whose result has warnings.
    pub warned: u64,
    /// What the first of them warns of.
    pub first_warning: Option<String>,
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
    let printing = Printing {
        has_more_columns: !job.columns.is_empty(),
    };
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
