//! `mips calendar`

use mips::{participation::calendar, report::table};

use crate::{
    args::participation::{AnswerFormat, CalendarArgs},
    clock,
    output::Status,
    run, sink,
};

/// Prints a year's dates.
///
/// # Errors
///
/// An unknown year, or an invalid date.
pub fn run(args: &CalendarArgs) -> anyhow::Result<Status> {
    let book = run::rules(args.rules.as_deref(), [], &[args.output.to.as_deref()])?;
    let today = clock::today(args.day.today.as_deref())?;
    let rules = book.year(args.year.unwrap_or(today.year()))?;
    let text = match args.output.format {
        AnswerFormat::Text => calendar::text(&rules, today),
        AnswerFormat::Json => calendar::tree(&rules, today).pretty() + "\n",
        AnswerFormat::Csv => table::csv(&calendar::COLUMNS, &calendar::rows(&rules)),
        AnswerFormat::Markdown => table::markdown(&calendar::COLUMNS, &calendar::rows(&rules)),
        AnswerFormat::Ndjson => calendar::calendar(&rules)
            .iter()
            .map(|it| it.tree().compact() + "\n")
            .collect(),
    };
    sink::write(&text, args.output.to.as_deref())?;
    Ok(Status::Ran)
}
