//! `mips export`

use mips::{
    exchange::export::{Form, export},
    trial,
};

use crate::{
    args::exchange::{ExportArgs, ExportFormat},
    output::{Status, tell},
    run::Run,
    sink,
};

/// Writes a practice in another form.
///
/// # Errors
///
/// A practice that the year does not admit, or a result that cannot be written.
pub fn run(args: &ExportArgs) -> anyhow::Result<Status> {
    let run = Run::open(
        &args.input,
        [args.file.as_path()],
        &[args.output.as_deref()],
    )?;
    let document = run.practice(&args.file)?;
    let admitted = trial::admit(run.book, &document, &run.settings)?;
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
