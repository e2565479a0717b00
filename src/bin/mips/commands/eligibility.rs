//! `mips eligibility`

use std::{
    io::{BufRead, BufReader, BufWriter, Read},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use mips::{
    RuleBook, Setting,
    batch::Form,
    exchange,
    participation::{
        self,
        eligibility_report::{self as report, Answer},
        rows::{self, Rows, RowsFailure},
    },
    report::table,
};

use crate::{
    args::participation::{AnswerFormat, EligibilityArgs},
    clock,
    files::{self, Unread},
    output::{self, Status},
    run::Run,
    sink::{self, Sink},
};

/// Judges each file; one bad file does not hide the rest.
///
/// # Errors
///
/// Invalid settings or rules, or a result that cannot be written.
pub fn run(args: &EligibilityArgs) -> anyhow::Result<Status> {
    let run = Run::open(
        &args.input,
        args.files.iter().map(PathBuf::as_path),
        &[args.output.to.as_deref()],
    )?;
    let (book, settings) = (run.book, &run.settings);
    let paths = files::practices(&args.files)?;
    let mut opened = None;
    if let [file] = &paths[..] {
        let mut input = BufReader::with_capacity(HEAD, files::open(file)?);
        let head = input
            .fill_buf()
            .with_context(|| format!("{}: cannot be read", files::display_name(file)))?;
        if let Some(form) = rows_form(file, head, args.base.is_some()) {
            return of_rows(args, book, settings, form, input);
        }
        opened = Some(input);
    }
    let today = clock::today(args.day.today.as_deref())?;
    let mut answers = Vec::new();
    let mut status = Status::Ran;
    for path in &paths {
        let document = match opened.take() {
            Some(input) => files::practice_of(path, input, book, &run.reading),
            None => run.read(path),
        };
        let judged = document.and_then(|document| {
            participation::admit(book, &document, settings).map_err(Unread::Invalid)
        });
        match judged {
            Ok(admitted) => answers.push(Answer::new(&files::display_name(path), admitted, today)),
            Err(Unread::Invalid(problems)) => {
                output::tell_all(&problems.0);
                status = Status::Invalid;
            }
            Err(Unread::System(error)) => {
                output::complain(&error);
                status = Status::Invalid;
            }
        }
    }
    if !answers.is_empty() {
        sink::write(&printed(args, &answers), args.output.to.as_deref())?;
    }
    Ok(status)
}

fn printed(args: &EligibilityArgs, answers: &[Answer]) -> String {
    match args.output.format {
        AnswerFormat::Text if output::is_quiet() => answers
            .iter()
            .map(|it| format!("{}: {}\n", it.file, it.eligibility.verdict.title()))
            .collect(),
        AnswerFormat::Text => {
            let texts: Vec<String> = answers.iter().map(report::text).collect();
            texts.join("\n")
        }
        AnswerFormat::Json => report::tree(answers).pretty() + "\n",
        AnswerFormat::Ndjson => answers
            .iter()
            .map(|it| report::of_file(it).compact() + "\n")
            .collect(),
        AnswerFormat::Csv => {
            let rows: Vec<Vec<String>> = answers.iter().map(report::cells).collect();
            table::csv(&report::COLUMNS, &rows)
        }
        AnswerFormat::Markdown => {
            let rows: Vec<Vec<String>> = answers.iter().map(report::cells).collect();
            table::markdown(&report::COLUMNS, &rows)
        }
    }
}

/// As much of a file as tells whether it holds many rows.
const HEAD: usize = 64 * 1024;

/// The form of a file that holds many rows, by how it begins, and by its name where that does not tell; a base file is for
/// rows alone.
fn rows_form(file: &Path, head: &[u8], has_base: bool) -> Option<Form> {
    if exchange::is_foreign(head) {
        return None;
    }
    if let Some(form) = rows::form_of(head) {
        return Some(form);
    }
    let extension = file
        .extension()
        .and_then(|it| it.to_str())
        .unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "csv" | "tsv" => Some(Form::Csv),
        "ndjson" | "jsonl" => Some(Form::Ndjson),
        _ => has_base.then_some(Form::Csv),
    }
}

/// Judges every row of a file.
fn of_rows(
    args: &EligibilityArgs,
    book: &RuleBook,
    settings: &[Setting],
    form: Form,
    input: impl Read,
) -> anyhow::Result<Status> {
    let to = match args.output.format {
        AnswerFormat::Text => form,
        AnswerFormat::Csv => Form::Csv,
        AnswerFormat::Ndjson => Form::Ndjson,
        AnswerFormat::Json | AnswerFormat::Markdown => {
            bail!("a file of rows is answered in rows: --format csv or ndjson")
        }
    };
    let base = super::batch::base(args.base.as_deref())?;
    let rows = Rows {
        book,
        base: &base,
        settings,
        form,
        to,
        threads: super::batch::threads(args.threads),
    };
    let mut sink = Sink::create(args.output.to.as_deref())?;
    let judged = rows::judge(&rows, input, BufWriter::new(&mut sink));
    let summary = judged.map_err(|failure| match failure {
        RowsFailure::Heading(problems) => anyhow::Error::from(problems),
        RowsFailure::Read(error) => {
            let name = files::display_name(&args.files[0]);
            anyhow::Error::from(error).context(format!("{name}: cannot be read"))
        }
        RowsFailure::Write(error) => anyhow::Error::from(error).context(sink.name()),
        other => other.into(),
    })?;
    sink.commit()?;
    let Some(first) = &summary.first_failure else {
        return Ok(Status::Ran);
    };
    if !output::is_quiet() {
        let lost = super::batch::of_rows(summary.failed, summary.rows);
        output::tell(&format!("{lost} no verdict; the first: {first}"));
    }
    Ok(Status::GateFailed)
}
