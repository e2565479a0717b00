//! `mips batch`

use std::{
    io::{Cursor, ErrorKind, IsTerminal, Read},
    path::{Path, PathBuf},
};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use mips::{
    Document,
    batch::{self, Failure, Form, Job, Summary},
};

use crate::{
    args::batch::{BatchArgs, RowFormat},
    files,
    output::{Status, tell},
    sink::Sink,
};

/// Scores every row of a file.
///
/// # Errors
///
/// What keeps the file from being read or written as a whole.
pub fn run(args: &BatchArgs) -> anyhow::Result<Status> {
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
        &[args.output.as_deref()],
    )?;
    let (form, input) = open(args.format, &args.file)?;
    let job = Job {
        book,
        base: &base,
        settings: &settings,
        columns: &args.columns,
        form,
        threads: threads(args.threads),
    };
    let bar = progress(&args.file, args.quiet);
    let mut sink = Sink::create(args.output.as_deref())?;
    let result = batch::run(&job, input, &mut sink, &|bytes| bar.set_position(bytes));
    bar.finish_and_clear();
    let summary = result.map_err(of_failure)?;
    if args.sync {
        sink.sync()?;
    }
    sink.commit()?;
    Ok(report(&summary, args.quiet))
}

/// The base document: the file's, or an empty one.
pub fn base(path: Option<&Path>) -> anyhow::Result<Document> {
    match path {
        Some(path) => super::document(path),
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

/// A library's failure as the program's: problems of the heading are told one by one.
pub fn of_failure(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Heading(problems) => problems.into(),
        other => other.into(),
    }
}

/// Says how many rows have no result, which is the exit status, and how many have warnings, which is not.
pub fn report(summary: &Summary, quiet: bool) -> Status {
    if !quiet {
        if let Some(first) = &summary.first_failure {
            let lost = of_rows(summary.failed, summary.rows);
            tell(&format!("{lost} no result; the first: {first}"));
        }
        tell_warnings(summary);
    }
    status(summary)
}

/// Says how many rows have warnings.
pub fn tell_warnings(summary: &Summary) {
    if let Some(first) = &summary.first_warning {
        let (count, have) = match summary.warned {
            1 => ("1 row".to_owned(), "has"),
            more => (format!("{more} rows"), "have"),
        };
        tell(&format!("{count} {have} warnings; the first: {first}"));
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
