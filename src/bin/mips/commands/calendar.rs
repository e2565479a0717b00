//! `mips calendar`

use mips::{participation::calendar, report::table};

use crate::{
    args::participation::{CalendarArgs, CalendarFormat},
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
    let book = run::rules(args.rules.as_deref(), [], &[args.output.as_deref()])?;
    let today = clock::today(args.day.today.as_deref())?;
    let rules = book.year(args.year.unwrap_or(today.year()))?;
    let text = match args.format {
        CalendarFormat::Text => calendar::text(&rules, today),
        CalendarFormat::Json => calendar::tree(&rules, today).pretty() + "\n",
        CalendarFormat::Csv => table::csv(&calendar::COLUMNS, &calendar::rows(&rules)),
        CalendarFormat::Markdown => table::markdown(&calendar::COLUMNS, &calendar::rows(&rules)),
        CalendarFormat::Ndjson => calendar::calendar(&rules)
            .iter()
            .map(|it| it.tree().compact() + "\n")
            .collect(),
    };
    sink::write(&text, args.output.as_deref())?;
    Ok(Status::Ran)
}
