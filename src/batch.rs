//! Many practices: one result for each row of a CSV file or line of an NDJSON file, in order, in constant memory.
//!
//! Each row's cells are [`Setting`](crate::Setting)s laid over a base document, and the row's score is the one that
//! [`trial::run`] gives.
//!
//!  There are two paths to that score. On the *full path* a row is read, checked and scored like any practice file. Most rows
//! of a file differ only in their numbers: they have one *shape*. From the first row of a shape the batch learns a *plan*
//! (weights, bonuses, warnings: all that does not depend on the numbers); the other rows of the shape take the *fast path*,
//! which reads their numbers and does the same arithmetic. A cell that is in any way unusual sends its row down the full path.
//!
//! The files:
//!
//! - once for each run: `job`, errors that all rows share (`shared`), and what each column sets (`heading`, `columns`,
//!   `spelling`, `map`, `figures`);
//! - input: `pipeline`, `blocks`, where rows and cells end (`records`, `marks`, `cells`, `foreign`, `unread`), `worker`;
//! - the full path: `general`, `rows`, `lines` and `members` of NDJSON, `measures`, `layers`;
//! - the fast path: `lane`, `number`, `short`, `plan`, `shapes`, `way`, `table`; for rows with measures `measured`, `standing`,
//!   `forms`, `parts`; for the grids of a sweep `points`;
//! - output: `taking`, `printing`, `shown`, `claimed`, `words`, `out`; for a population `tally`.
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

/// Scores every row of `input` and writes one result per row to `output`, in order. `progress` is called with the number of
/// bytes read so far.
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
/// A column heading that is not a key, an error that every row would have, and failures to read or write. A row that cannot be
/// scored is not an error: its result says why.
pub fn run(
    job: &Job<'_>,
    input: impl Read + Send,
    output: impl Write + Send,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Summary, Failure> {
    let printing = Printing::of(job);
    pipeline::run(job, &printing, input, output, progress).map(|(summary, ())| summary)
}

/// Scores every row of `input` and adds up the counts and paid amounts that a population needs; see [`crate::population`]. With
/// one column in [`Job::keep`], also adds up the rows by that column's values.
///
/// # Errors
///
/// Those of [`run`]; also a column without any value, or with more than [`Tally::MOST_VALUES`] different values.
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
