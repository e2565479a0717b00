//! Many practices: one result for each row of a CSV file or line of an NDJSON file, in order, in constant memory.
//!
//! A row is a base document with the row's cells laid over it as settings, scored as [`trial::run`] scores it. That is the
//! *general way*. Rows that are alike but for their numbers take the *short way*: the first of them leaves a *plan*, what all
//! of its *shape* share, and the numbers of the others go through the same arithmetic.
//!
//! The files, along the way of a row:
//!
//! - once for a run: `job`, `shared` mistakes, and what each column sets (`heading`, `columns`, `spelling`, `map`, `figures`);
//! - in: `pipeline`, `blocks`, where rows and cells end (`records`, `marks`, `cells`, `foreign`, `unread`), `worker`;
//! - the general way: `general`, `rows`, `lines` and `members` of NDJSON, `measures`, `layers`;
//! - the short way: `lane`, `number`, `short`, `plan`, `shapes`, `way`, `table`, and for measures `measured`, `standing`,
//!   `forms`, `parts`; `points` for the grids of a sweep;
//! - out: `taking`, `printing`, `shown`, `claimed`, `words`, `out`, and `tally` for a population.
//!
//! [`trial::run`]: crate::trial::run

use std::io::{self, Read, Write};

mod blocks;
mod cells;
mod claimed;
mod columns;
mod figures;
mod foreign;
mod forms;
mod general;
mod hash;
mod heading;
mod job;
mod lane;
mod layers;
mod lines;
mod map;
mod marks;
mod measured;
mod measures;
mod members;
mod number;
mod out;
mod parts;
mod pipeline;
mod plan;
pub(crate) mod points;
mod printing;
mod records;
mod rows;
mod shapes;
mod shared;
mod short;
mod shown;
mod spelling;
mod standing;
mod table;
mod taking;
mod tally;
mod unread;
mod way;
mod words;
mod worker;

pub(crate) use cells::write as write_cell;
pub use columns::numeric_paths;
pub use job::{COLUMNS, Failure, Form, Job, RANGE_COLUMNS};
pub use map::Map;
pub use out::{Summary, Warned};
pub(crate) use shared::of_columns;
pub use tally::{Bracket, Tally};

use printing::Printing;

/// Scores every row of `input` and writes one result for each to `output`. `progress` hears how many bytes were read.
///
/// ```
/// use mips::{Document, RuleBook, batch::{self, Job}};
///
/// let rows = "id,performance_year,final_score\nElm Street,2024,75\n";
/// let (book, base) = (RuleBook::built_in(), Document::empty("row"));
/// let mut results = Vec::new();
/// let summary = batch::run(&Job::new(&book, &base), rows.as_bytes(), &mut results, &|_| {}).unwrap();
/// assert_eq!((summary.rows, summary.failed), (1, 0));
/// assert!(String::from_utf8(results).unwrap().ends_with("Elm Street,2024,75.00,0.00,,\n"));
/// ```
///
/// # Errors
///
/// An unknown heading, a mistake that all rows share, and failures of reading and writing. A row that cannot be scored is not an error: the result says
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

/// Scores every row of `input` and adds up what a population needs; see [`crate::population`]. With a column in
/// [`Job::keep`] the rows are added up by its values too.
///
/// # Errors
///
/// As [`run`], and a column that no row has or that has more than [`Tally::MOST_VALUES`] values.
pub fn tally(
    job: &Job<'_>,
    input: impl Read + Send,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<(Summary, Tally), Failure> {
    let tallying = tally::Tallying { form: job.form };
    let (summary, mut sums) = pipeline::run(job, &tallying, input, io::sink(), progress)?;
    sums.by = job.keep.first().cloned();
    match sums.wrong_values() {
        Some(problem) => Err(Failure::Heading(problem.into())),
        None => Ok((summary, sums)),
    }
}
