//! `mips check`

use std::path::PathBuf;

use mips::{
    Problem,
    report::{problems, tree::Tree},
    trial,
};

use super::settings;
use crate::{
    args::{CheckArgs, Format},
    files::{self, Unread},
    output::{self, Status},
    sink,
};

/// Says everything that is wrong or odd with each file.
///
/// # Errors
///
/// Settings or rules that are none, or a result that cannot be written.
pub fn run(args: &CheckArgs) -> anyhow::Result<Status> {
    let rules = files::rule_inputs(args.input.rules.as_deref());
    files::keep_apart(
        args.files.iter().chain(&rules).map(PathBuf::as_path),
        &[args.output.as_deref()],
    )?;
    let book = files::rule_book(args.input.rules.as_deref())?;
    let settings = settings(&args.input)?;
    let mut status = Status::Ran;
    let mut found: Vec<(String, Vec<Problem>)> = Vec::new();
    for path in &args.files {
        let checked = files::document(path)
            .and_then(|document| trial::run(book, &document, &settings).map_err(Unread::Invalid));
        let problems = match checked {
            Ok(trial) => trial.scorecard.warnings,
            Err(Unread::Invalid(problems)) => problems.0,
            Err(Unread::System(error)) => {
                output::complain(&error);
                status = Status::Invalid;
                continue;
            }
        };
        if problems.iter().any(Problem::is_error) {
            status = status.max(Status::GateFailed);
        }
        found.push((files::display_name(path), problems));
    }
    sink::write(&printed(args, &found), args.output.as_deref())?;
    Ok(status)
}

fn printed(args: &CheckArgs, found: &[(String, Vec<Problem>)]) -> String {
    if args.format == Format::Json {
        let files = found.iter().map(|(name, problems)| {
            Tree::Object(vec![
                ("file", name.as_str().into()),
                ("valid", (!problems.iter().any(Problem::is_error)).into()),
                (
                    "problems",
                    Tree::List(problems.iter().map(problems::tree).collect()),
                ),
            ])
        });
        return Tree::List(files.collect()).pretty() + "\n";
    }
    let mut text = String::new();
    for (name, problems) in found {
        for problem in problems {
            text.push_str(&format!("{problem}\n"));
        }
        let errors = problems.iter().filter(|problem| problem.is_error()).count();
        let warnings = problems.len() - errors;
        if !args.quiet || !problems.is_empty() {
            text.push_str(&match (errors, warnings) {
                (0, 0) => format!("{name}: nothing is wrong\n"),
                _ => format!(
                    "{name}: {}, {}\n",
                    counted(errors, "error"),
                    counted(warnings, "warning")
                ),
            });
        }
    }
    text
}

fn counted(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}
