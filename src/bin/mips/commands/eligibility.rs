//! `mips eligibility`

use std::path::PathBuf;

use mips::{
    participation::{
        self,
        eligibility_report::{self as report, Answer},
    },
    report::table,
};

use crate::{
    args::participation::{EligibilityArgs, TakingPartFormat},
    clock,
    files::{self, Unread},
    output::{self, Status},
    sink,
};

/// Judges each file; one bad file does not hide the rest.
///
/// # Errors
///
/// Settings or rules that are none, or a result that cannot be written.
pub fn run(args: &EligibilityArgs) -> anyhow::Result<Status> {
    let rules = files::rule_inputs(args.input.rules.as_deref());
    files::keep_apart(
        args.files.iter().chain(&rules).map(PathBuf::as_path),
        &[args.output.as_deref()],
    )?;
    let book = files::rule_book(args.input.rules.as_deref())?;
    let settings = super::settings(&args.input)?;
    let today = clock::today(args.day.today.as_deref())?;
    let mut answers = Vec::new();
    let mut status = Status::Ran;
    for path in &args.files {
        let judged = files::document(path).and_then(|document| {
            participation::admit(book, &document, &settings).map_err(Unread::Invalid)
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
