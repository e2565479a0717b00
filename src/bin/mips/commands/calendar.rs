//! `mips calendar`

use mips::participation::calendar;

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
/// An unknown year, or a day that is none.
pub fn run(args: &CalendarArgs) -> anyhow::Result<Status> {
    let book = run::rules(args.rules.as_deref(), [], &[args.output.as_deref()])?;
    let today = clock::today(args.day.today.as_deref())?;
    let rules = book.year(args.year.unwrap_or(today.year()))?;
    let text = match args.format {
        CalendarFormat::Text => calendar::text(&rules, today),
        CalendarFormat::Json => calendar::tree(&rules, today).pretty() + "\n",
        CalendarFormat::Csv => calendar::csv(&rules),
    };
    sink::write(&text, args.output.as_deref())?;
    Ok(Status::Ran)
}
