//! `mips eligibility`

use std::{
    io::BufWriter,
    path::{Path, PathBuf},
};

use mips::{
    RuleBook, Setting,
    batch::Form,
    participation::{
        self,
        eligibility_report::{self as report, Answer},
        rows::{self, Rows, RowsFailure},
    },
    report::table,
};

use crate::{
    args::participation::{EligibilityArgs, TakingPartFormat},
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
/// Settings or rules that are none, or a result that cannot be written.
pub fn run(args: &EligibilityArgs) -> anyhow::Result<Status> {
    let run = Run::open(
        &args.input,
        args.files.iter().map(PathBuf::as_path),
        &[args.output.as_deref()],
    )?;
    let (book, settings) = (run.book, &run.settings);
    if let [file] = &args.files[..]
        && let Some(form) = rows_form(file, args.base.is_some())
    {
        return of_rows(args, book, settings, form);
    }
    let today = clock::today(args.day.today.as_deref())?;
    let mut answers = Vec::new();
    let mut status = Status::Ran;
    for path in &args.files {
        let judged = run.read(path).and_then(|document| {
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
        sink::write(&printed(args, &answers), args.output.as_deref())?;
    }
    Ok(status)
}

fn printed(args: &EligibilityArgs, answers: &[Answer]) -> String {
    match args.format.unwrap_or(TakingPartFormat::Text) {
        TakingPartFormat::Text if args.quiet => answers
            .iter()
            .map(|it| format!("{}: {}\n", it.file, it.eligibility.verdict.title()))
            .collect(),
        TakingPartFormat::Text => {
            let texts: Vec<String> = answers.iter().map(report::text).collect();
            texts.join("\n")
        }
        TakingPartFormat::Json => report::tree(answers).pretty() + "\n",
        TakingPartFormat::Ndjson => answers
            .iter()
            .map(|it| report::of_file(it).compact() + "\n")
            .collect(),
        TakingPartFormat::Csv => {
            let rows: Vec<Vec<String>> = answers.iter().map(report::cells).collect();
            table::csv(&report::COLUMNS, &rows)
        }
    }
}

/// The form of a file that holds many rows, by its name; a base file is for rows alone.
fn rows_form(file: &Path, has_base: bool) -> Option<Form> {
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
) -> anyhow::Result<Status> {
    let base = super::batch::base(args.base.as_deref())?;
    let rows = Rows {
        book,
        base: &base,
        settings,
        form,
    };
    let input = files::open(&args.files[0])?;
    let mut sink = Sink::create(args.output.as_deref())?;
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
    if !args.quiet {
        let lost = super::batch::of_rows(summary.failed, summary.rows);
        output::tell(&format!("{lost} no verdict; the first: {first}"));
    }
    Ok(Status::GateFailed)
}
