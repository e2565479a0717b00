//! `mips options`

use std::path::PathBuf;

use mips::{
    participation::{self, calendar, options_page, options_report as report},
    report::{layout::wrap, table},
};

use crate::{
    args::{ResultFormat, participation::OptionsArgs},
    clock, files,
    output::{Status, in_brief},
    run::Run,
    sink,
};

/// Prints every way of reporting, and which final score counts.
///
/// # Errors
///
/// A file that cannot be read or admitted: what is left without it would mislead.
pub fn run(args: &OptionsArgs) -> anyhow::Result<Status> {
    let run = Run::open(
        &args.input,
        args.files.iter().map(PathBuf::as_path),
        &[args.output.to.as_deref()],
    )?;
    let today = clock::today(args.day.today.as_deref())?;
    let mut documents = Vec::new();
    for path in &files::practices(&args.files)? {
        documents.push((files::display_name(path), run.practice(path)?));
    }
    let options = participation::options(run.book, &documents, &run.settings)?;
    let next = calendar::next(&options.rules, today, &["mvp_registration", "submission"]);
    let text = match args.output.format {
        ResultFormat::Text => {
            let mut text = report::text(&options, args.explain);
            if let Some(next) = &next {
                text.push_str(&wrap(&next.sentence(), "", "  "));
            }
            in_brief(text)
        }
        ResultFormat::Json => report::tree(&options, next.as_ref(), args.explain).pretty() + "\n",
        ResultFormat::Ndjson => {
            report::tree(&options, next.as_ref(), args.explain).compact() + "\n"
        }
        ResultFormat::Csv => table::csv(&report::COLUMNS, &report::rows(&options)),
        ResultFormat::Markdown => table::markdown(&report::COLUMNS, &report::rows(&options)),
        ResultFormat::Html => options_page::page(&options, next.as_ref(), args.explain),
    };
    sink::write(&text, args.output.to.as_deref())?;
    Ok(Status::Ran)
}
