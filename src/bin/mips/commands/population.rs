//! `mips population`

use std::path::Path;

use anyhow::bail;
use mips::{
    Setting,
    batch::{self, Job, Summary, tally},
    population::{Factor, Population, json, solve, svg, text},
};

use super::batch::{
    base, map, of_failure, of_rows, open, progress, status, tell_warnings, threads,
};
use crate::{
    args::population::{PopulationArgs, PopulationFormat},
    output::{Status, is_quiet, tell},
    run::Run,
    sink::{self, Sink},
};

/// Finds the scaling factors of a population.
///
/// # Errors
///
/// What keeps the file from being read, and a population that has no factors.
pub fn run(args: &PopulationArgs) -> anyhow::Result<Status> {
    let base = base(args.base.as_deref())?;
    let inputs = [Some(args.file.as_path()), args.base.as_deref()];
    let run = Run::open(
        &args.input,
        inputs.into_iter().flatten(),
        &[
            args.output.to.as_deref(),
            args.plot.as_deref(),
            args.each.as_deref(),
        ],
    )?;
    let (book, settings) = (run.book, &run.settings);
    refuse_unused(settings)?;
    if args.each.is_some() && args.file == Path::new("-") {
        bail!("--each reads the file twice, which standard input cannot be: give a file");
    }
    let map = args.map.as_deref().map(map).transpose()?;
    let (form, input) = open(args.input_format, &args.file)?;
    let job = Job {
        settings,
        keep: args.by.as_slice(),
        ignore_unknown: args.ignore_unknown,
        map: map.as_ref(),
        form,
        threads: threads(args.threads),
        ..Job::new(book, &base)
    };
    let bar = progress(&args.file, is_quiet());
    let result = tally(&job, input, &|bytes| bar.set_position(bytes));
    bar.finish_and_clear();
    let (summary, sums) = result.map_err(|failure| of_failure(failure, &args.file, None))?;
    if !is_quiet() {
        tell_rows(&summary);
    }
    let status = status(&summary);
    let population = solve(book, &sums, settings)?;
    let written = if args.json || args.output.format == PopulationFormat::Json {
        json(&population).pretty() + "\n"
    } else {
        text(&population)
    };
    sink::write(&written, args.output.to.as_deref())?;
    if let Some(path) = &args.plot {
        sink::write(&svg(&population), Some(path))?;
    }
    if let Some(path) = &args.each {
        each(args, &job, &population, path)?;
    }
    Ok(status)
}

/// Refuses settings that move nothing here.
fn refuse_unused(settings: &[Setting]) -> anyhow::Result<()> {
    for setting in settings {
        let path = setting.path.as_str();
        if path.starts_with("payment.") {
            bail!("{setting}: the factors are what is found here, and take no setting");
        }
        if path == "practice.name" || path.starts_with("expect.") {
            bail!("{setting}: no final score and no paid amount depends on it");
        }
    }
    Ok(())
}

/// Scores the rows once more, with the factors that were found.
fn each(
    args: &PopulationArgs,
    job: &Job<'_>,
    population: &Population,
    path: &Path,
) -> anyhow::Result<()> {
    let factor = |key: &str, factor: Factor| {
        let path = format!("payment.{key}");
        Setting::new(path, factor.value.to_string(), "--each")
    };
    let mut settings = job.settings.to_vec();
    settings.push(factor("scaling_factor", population.base));
    let additional = population.additional.into_iter();
    settings.extend(additional.map(|it| factor("additional_scaling_factor", it)));
    let (form, input) = open(args.input_format, &args.file)?;
    let job = Job {
        settings: &settings,
        keep: &[],
        // Beside final scores other columns are remarks here.
        ignore_unknown: true,
        form,
        ..job.clone()
    };
    let mut sink = Sink::create(Some(path))?;
    let result = batch::run(&job, input, &mut sink, &|_| {});
    result.map_err(|failure| of_failure(failure, &args.file, Some(&sink)))?;
    sink.commit()
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
