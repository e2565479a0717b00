//! `mips worth`

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use mips::{
    decimal::parse,
    participation::{self, calendar, worth_page, worth_report as report},
    report::table,
};
use rust_decimal::Decimal;

use crate::{
    args::participation::{ComparisonFormat, WorthArgs},
    clock, files,
    output::Status,
    sink,
};

/// Prints what each way of taking part is worth.
///
/// # Errors
///
/// A file that cannot be read or scored, or a target that is none.
pub fn run(args: &WorthArgs) -> anyhow::Result<Status> {
    let rules = files::rule_inputs(args.input.rules.as_deref());
    let inputs: Vec<&Path> = std::iter::once(&args.file)
        .chain(&rules)
        .map(PathBuf::as_path)
        .collect();
    files::keep_apart(inputs, &[args.output.as_deref()])?;
    let book = files::rule_book(args.input.rules.as_deref())?;
    let settings = super::settings(&args.input)?;
    let document = (
        files::display_name(&args.file),
        super::practice(&args.file, book, &args.input)?,
    );
    let target = match args.target.as_deref() {
        None => None,
        Some(named @ ("threshold" | "maximum")) => {
            let rules = participation::admit(book, &document.1, &settings)?.rules;
            Some(if named == "maximum" {
                rules.final_score.maximum
            } else {
                rules.adjustment.performance_threshold
            })
        }
        Some(text) => Some(score(text)?),
    };
    let today = clock::today(args.day.today.as_deref())?;
    let worths = participation::worth(book, &document, &settings, target)?;
    let next = calendar::next(&worths.rules, today, worths.eligibility.dates());
    let next = next.as_ref();
    let text = match args.format {
        ComparisonFormat::Text => report::text(&worths, next, args.explain),
        ComparisonFormat::Json => report::tree(&worths, next, args.explain).pretty() + "\n",
        ComparisonFormat::Csv => table::csv(&report::COLUMNS, &report::rows(&worths)),
        ComparisonFormat::Markdown => table::markdown(&report::COLUMNS, &report::rows(&worths)),
        ComparisonFormat::Html => worth_page::page(&worths, next, args.explain),
    };
    sink::write(&text, args.output.as_deref())?;
    Ok(Status::Ran)
}

fn score(text: &str) -> anyhow::Result<Decimal> {
    parse(text)
        .ok_or_else(|| anyhow!("--target {text}: threshold, maximum or a final score belongs here"))
}
