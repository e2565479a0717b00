//! `mips population`

use mips::{
    batch::{Job, tally},
    population::{json, solve, svg, text},
};

use super::batch::{base, form, of_failure, progress, report, threads};
use crate::{
    args::population::{PopulationArgs, PopulationFormat},
    files,
    output::Status,
};

/// Finds the scaling factors of a population.
///
/// # Errors
///
/// What keeps the file from being read, and a population that has no factors.
pub fn run(args: &PopulationArgs) -> anyhow::Result<Status> {
    let book = files::rule_book(args.input.rules.as_deref())?;
    let settings = super::settings(&args.input)?;
    let base = base(args.base.as_deref())?;
    let job = Job {
        book,
        base: &base,
        settings: &settings,
        columns: &[],
        form: form(args.input_format, &args.file),
        threads: threads(args.threads),
    };
    let input = files::open(&args.file)?;
    let bar = progress(&args.file, args.quiet);
    let result = tally(&job, input, &|bytes| bar.set_position(bytes));
    bar.finish_and_clear();
    let (summary, sums) = result.map_err(of_failure)?;
    let status = report(&summary, args.quiet);
    let population = solve(book, &sums, &settings)?;
    let written = if args.json || args.format == PopulationFormat::Json {
        json(&population).pretty() + "\n"
    } else {
        text(&population)
    };
    files::write(&written, args.output.as_deref())?;
    if let Some(path) = &args.plot {
        files::write(&svg(&population), Some(path))?;
    }
    Ok(status)
}
