//! `mips worth`

use anyhow::anyhow;
use mips::{
    decimal::parse,
    participation::{self, calendar, worth_page, worth_report as report},
    report::table,
};
use rust_decimal::Decimal;

use crate::{
    args::{ResultFormat, participation::WorthArgs},
    clock, files,
    output::{Status, in_brief},
    run::Run,
    sink,
};

/// Prints what each way of taking part is worth.
///
/// # Errors
///
/// A file that cannot be read or scored, or an invalid target.
pub fn run(args: &WorthArgs) -> anyhow::Result<Status> {
    let run = Run::open(
        &args.input,
        [args.file.as_path()],
        &[args.output.to.as_deref()],
    )?;
    let (book, settings) = (run.book, &run.settings);
    let document = (files::display_name(&args.file), run.practice(&args.file)?);
    let target = match args.target.as_deref() {
        None => None,
        Some(named @ ("threshold" | "maximum")) => {
            let rules = participation::admit(book, &document.1, settings)?.rules;
            Some(if named == "maximum" {
                rules.final_score.maximum
            } else {
                rules.adjustment.performance_threshold
            })
        }
        Some(text) => Some(score(text)?),
    };
    let today = clock::today(args.day.today.as_deref())?;
    let worths = participation::worth(book, &document, settings, target)?;
    let next = calendar::next(&worths.rules, today, worths.eligibility.dates());
    let next = next.as_ref();
    let text = match args.output.format {
        ResultFormat::Text => in_brief(report::text(&worths, next, args.explain)),
        ResultFormat::Json => report::tree(&worths, next, args.explain).pretty() + "\n",
        ResultFormat::Ndjson => report::tree(&worths, next, args.explain).compact() + "\n",
        ResultFormat::Csv => table::csv(&report::COLUMNS, &report::rows(&worths)),
        ResultFormat::Markdown => table::markdown(&report::COLUMNS, &report::rows(&worths)),
        ResultFormat::Html => worth_page::page(&worths, next, args.explain),
    };
    sink::write(&text, args.output.to.as_deref())?;
    Ok(Status::Ran)
}

fn score(text: &str) -> anyhow::Result<Decimal> {
    parse(text)
        .ok_or_else(|| anyhow!("--target {text}: threshold, maximum or a final score belongs here"))
}
