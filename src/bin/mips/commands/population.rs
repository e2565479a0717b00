//! `mips population`

use mips::{
    batch::{Job, Summary, tally},
    population::{json, solve, svg, text},
};

use std::path::PathBuf;

use super::batch::{
    base, map, of_failure, of_rows, open, progress, status, tell_warnings, threads,
};
use crate::{
    args::population::{PopulationArgs, PopulationFormat},
    files,
    output::{Status, tell},
    sink,
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
    let rules = files::rule_inputs(args.input.rules.as_deref());
    let inputs = [Some(args.file.as_path()), args.base.as_deref()];
    files::keep_apart(
        inputs
            .into_iter()
            .flatten()
            .chain(rules.iter().map(PathBuf::as_path)),
        &[args.output.as_deref(), args.plot.as_deref()],
    )?;
    let map = args.map.as_deref().map(map).transpose()?;
    let (form, input) = open(args.input_format, &args.file)?;
    let job = Job {
        settings: &settings,
        ignore_unknown: args.ignore_unknown,
        map: map.as_ref(),
        form,
        threads: threads(args.threads),
        ..Job::new(book, &base)
    };
    let bar = progress(&args.file, args.quiet);
    let result = tally(&job, input, &|bytes| bar.set_position(bytes));
    bar.finish_and_clear();
    let (summary, sums) = result.map_err(of_failure)?;
    if !args.quiet {
        tell_rows(&summary);
    }
    let status = status(&summary);
    let population = solve(book, &sums, &settings)?;
    let written = if args.json || args.format == PopulationFormat::Json {
        json(&population).pretty() + "\n"
    } else {
        text(&population)
    };
    sink::write(&written, args.output.as_deref())?;
    if let Some(path) = &args.plot {
        sink::write(&svg(&population), Some(path))?;
    }
    Ok(status)
}

/// Says which rows do not count: the first of them, since no output has a place for the others.
fn tell_rows(summary: &Summary) {
    for failure in &summary.failures {
        tell(failure);
    }
    if summary.failed > 0 {
        let lost = of_rows(summary.failed, summary.rows);
        let told = summary.failures.len() as u64;
        let which = if told < summary.failed {
            format!("; the first {told} are listed above")
        } else {
            String::new()
        };
        tell(&format!("{lost} no final score{which}"));
    }
    tell_warnings(summary);
}
