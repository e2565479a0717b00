//! `mips calendar`

use std::path::PathBuf;

use mips::participation::calendar;

use crate::{
    args::participation::{CalendarArgs, CalendarFormat},
    clock, files,
    output::Status,
    sink,
};

/// Prints a year's dates.
///
/// # Errors
///
/// An unknown year, or a day that is none.
pub fn run(args: &CalendarArgs) -> anyhow::Result<Status> {
    let rules = files::rule_inputs(args.rules.as_deref());
    files::keep_apart(
        rules.iter().map(PathBuf::as_path),
        &[args.output.as_deref()],
    )?;
    let book = files::rule_book(args.rules.as_deref())?;
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
