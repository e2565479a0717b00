//! `mips export`

use std::path::PathBuf;

use mips::{
    exchange::export::{Form, export},
    trial,
};

use super::settings;
use crate::{
    args::exchange::{ExportArgs, ExportFormat},
    files,
    output::{Status, tell},
    sink,
};

/// Writes a practice in another form.
///
/// # Errors
///
/// A practice that the year does not admit, or a result that cannot be written.
pub fn run(args: &ExportArgs) -> anyhow::Result<Status> {
    let rules = files::rule_inputs(args.input.rules.as_deref());
    files::keep_apart(
        rules.iter().chain([&args.file]).map(PathBuf::as_path),
        &[args.output.as_deref()],
    )?;
    let book = files::rule_book(args.input.rules.as_deref())?;
    let settings = settings(&args.input)?;
    let document = super::practice(&args.file, book, &args.input)?;
    let admitted = trial::admit(book, &document, &settings)?;
    let form = match args.format {
        ExportFormat::QppJson => Form::QppJson,
        ExportFormat::MeasuresCsv => Form::MeasuresCsv,
    };
    let exported = export(&admitted.rules, &admitted.practice, form);
    if form == Form::QppJson {
        tell("for a registry's review, not a submission: it names no taxpayer or provider");
    }
    for left in &exported.left_out {
        tell(&format!("left out: {}: {}", left.path, left.reason));
    }
    sink::write(&exported.text, args.output.as_deref())?;
    Ok(Status::Ran)
}
