//! `mips batch`

use std::{
    io::{Cursor, ErrorKind, IsTerminal, Read},
    path::Path,
};

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use mips::{
    Document,
    batch::{self, Failure, Form, Job, Map, Summary},
    compare::Scenario,
};

use crate::{
    args::batch::{BatchArgs, RowFormat},
    files,
    output::{Status, is_quiet, tell},
    run::{self, Run},
    sink::Sink,
};

/// Scores every row of a file.
///
/// # Errors
///
/// What keeps the file from being read or written as a whole.
pub fn run(args: &BatchArgs) -> anyhow::Result<Status> {
    let base = base(args.base.as_deref())?;
    let inputs = [Some(args.file.as_path()), args.base.as_deref()];
    let run = Run::open(
        &args.input,
        inputs.into_iter().flatten(),
        &[args.output.as_deref()],
    )?;
    let usual = [&batch::COLUMNS[..], &batch::RANGE_COLUMNS].concat();
    run::columns(&args.columns, &usual)?;
    let (book, settings) = (run.book, &run.settings);
    let map = args.map.as_deref().map(map).transpose()?;
    let scenarios = scenarios(&args.scenarios)?;
    let (form, input) = open(args.format, &args.file)?;
    let job = Job {
        settings,
        scenarios: &scenarios,
        columns: &args.columns,
        range: args.range,
        keep: &args.keep,
        ignore_unknown: args.ignore_unknown,
        map: map.as_ref(),
        form,
        threads: threads(args.threads),
        ..Job::new(book, &base)
    };
    let bar = progress(&args.file, is_quiet());
    let mut sink = Sink::create(args.output.as_deref())?;
    let result = batch::run(&job, input, &mut sink, &|bytes| bar.set_position(bytes));
    bar.finish_and_clear();
    let summary = result.map_err(|failure| of_failure(failure, &args.file, Some(&sink)))?;
    if args.sync {
        sink.sync()?;
    }
    sink.commit()?;
    Ok(report(&summary, args))
}

/// The map of a name that is built in, or of a file.
pub fn map(name: &Path) -> anyhow::Result<Map> {
    let built_in = name.to_str().and_then(Map::built_in);
    match built_in {
        Some(map) => Ok(map),
        None if name.exists() => Ok(Map::read(&run::document(name)?)?),
        None => bail!(
            "--map {}: there is no such file, and the maps that are built in are {}",
            name.display(),
            Map::names().join(" and ")
        ),
    }
}

/// The scenarios that were typed, no two of one name.
fn scenarios(texts: &[String]) -> anyhow::Result<Vec<Scenario>> {
    let mut scenarios: Vec<Scenario> = Vec::new();
    for text in texts {
        let scenario = super::compare::scenario(text)?;
        if scenarios.iter().any(|other| other.name == scenario.name) {
            bail!("--scenario {}: there are two of this name", scenario.name);
        }
        scenarios.push(scenario);
    }
    Ok(scenarios)
}

/// The base document: the file's, or an empty one.
pub fn base(path: Option<&Path>) -> anyhow::Result<Document> {
    match path {
        Some(path) => run::document(path),
        None => Ok(Document::empty("row")),
    }
}

/// Opens the rows in the form that was asked for, that the file's name says, or that its first byte does.
pub fn open(asked: Option<RowFormat>, file: &Path) -> anyhow::Result<(Form, Box<dyn Read + Send>)> {
    let mut input = files::open(file)?;
    let by_name = file.extension().and_then(|it| it.to_str());
    let is_lines = |name: &str| {
        ["ndjson", "jsonl"]
            .iter()
            .any(|it| name.eq_ignore_ascii_case(it))
    };
    match asked {
        Some(RowFormat::Csv) => return Ok((Form::Csv, input)),
        Some(RowFormat::Ndjson) => return Ok((Form::Ndjson, input)),
        None if by_name.is_some_and(is_lines) => return Ok((Form::Ndjson, input)),
        None => {}
    }
    let mut start = [0; 1];
    let context = || format!("{}: cannot be read", files::display_name(file));
    let length = loop {
        match input.read(&mut start) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => break other.with_context(context)?,
        }
    };
    let form = if start[..length] == *b"{" {
        Form::Ndjson
    } else {
        Form::Csv
    };
    let input = Cursor::new(start).take(length as u64).chain(input);
    Ok((form, Box::new(input)))
}

/// As many threads as were asked for, or as the machine runs at a time; more than eight would only take memory.
pub fn threads(asked: Option<u16>) -> usize {
    match asked {
        Some(asked) => usize::from(asked),
        None => std::thread::available_parallelism().map_or(1, |count| count.get().min(8)),
    }
}

/// A bar on standard error, when that is a terminal and nobody asked for quiet.
pub fn progress(file: &Path, quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let size = std::fs::metadata(file)
        .ok()
        .filter(std::fs::Metadata::is_file);
    let (bar, template) = match size {
        Some(size) => (
            ProgressBar::new(size.len()),
            "{bar:32} {percent:>3}%  {bytes} of {total_bytes}, {eta} left",
        ),
        None => (ProgressBar::no_length(), "{spinner} {bytes}"),
    };
    bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// A library's failure as the program's: problems of the heading are told one by one, and a file is named.
pub fn of_failure(failure: Failure, file: &Path, sink: Option<&Sink>) -> anyhow::Error {
    match (failure, sink) {
        (Failure::Heading(problems), _) => problems.into(),
        (Failure::Read(error), _) => {
            let name = files::display_name(file);
            anyhow::Error::from(error).context(format!("{name}: cannot be read"))
        }
        (Failure::Write(error), Some(sink)) => anyhow::Error::from(error).context(sink.name()),
        (other, _) => other.into(),
    }
}

/// Says how many rows have no result, which is the exit status, and how many are unknown or have warnings, which is not.
fn report(summary: &Summary, args: &BatchArgs) -> Status {
    if !is_quiet() {
        if let Some(first) = &summary.first_failure {
            let lost = of_rows(summary.failed, summary.rows);
            tell(&format!("{lost} no result; the first: {first}"));
        }
        if summary.unknown > 0 && !args.range {
            let open = of_rows(summary.unknown, summary.rows);
            tell(&format!(
                "{open} something unknown, and no point result: --range prints both ends"
            ));
        }
        tell_warnings(summary);
    }
    status(summary)
}

/// Kinds of warnings that are told.
const MOST_KINDS: usize = 20;

/// Tells each kind of warning once, with how many rows have it and which are the first.
pub fn tell_warnings(summary: &Summary) {
    for kind in summary.warnings.iter().take(MOST_KINDS) {
        let rows: Vec<String> = kind.rows.iter().map(u64::to_string).collect();
        let more = if kind.rows.len() as u64 == kind.count {
            ""
        } else {
            ", ..."
        };
        let which = match kind.count {
            1 => format!("row {}", rows.join("")),
            count => format!("{count} rows ({}{more})", rows.join(", ")),
        };
        let code = kind.code.as_str();
        tell(&format!("warning[{code}] in {which}: {}", kind.message));
    }
    let told = summary.warnings.len().saturating_sub(MOST_KINDS);
    if told > 0 {
        tell(&format!("and {told} more kinds of warnings"));
    }
}

/// `1 of 9 rows has`, `2 of 9 rows have`.
pub fn of_rows(some: u64, all: u64) -> String {
    let rows = if all == 1 { "row" } else { "rows" };
    let have = if some == 1 { "has" } else { "have" };
    format!("{some} of {all} {rows} {have}")
}

/// What rows without a result make of the exit status.
pub fn status(summary: &Summary) -> Status {
    if summary.failed == 0 {
        Status::Ran
    } else {
        Status::GateFailed
    }
}
