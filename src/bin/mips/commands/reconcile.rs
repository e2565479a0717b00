//! `mips reconcile`

use std::path::Path;

use anyhow::{Context, bail};
use mips::{
    exchange::reconcile::{printing, reconcile},
    report::{SCHEMA_VERSION, tool, tree::Tree},
};

use crate::{
    args::exchange::{ReconcileArgs, ReconcileFormat},
    files,
    output::{Status, in_brief},
    run::Run,
    sink,
};

/// Compares a practice's score with somebody else's figures.
///
/// # Errors
///
/// Files that cannot be read, or a result that cannot be written.
pub fn run(args: &ReconcileArgs) -> anyhow::Result<Status> {
    let run = Run::open(
        &args.input,
        [args.file.as_path(), args.other.as_path()],
        &[args.output.to.as_deref()],
    )?;
    if args.file == Path::new("-") && args.other == Path::new("-") {
        bail!("standard input is one of the two files, not both");
    }
    let document = run.practice(&args.file)?;
    let name = files::display_name(&args.other);
    let bytes =
        files::foreign_bytes(&args.other).with_context(|| format!("{name}: cannot be read"))?;
    let found = reconcile(
        run.book,
        &document,
        &run.settings,
        (&name, &bytes),
        &run.reading,
        args.row,
    )?;
    let text = match args.output.format {
        ReconcileFormat::Text => in_brief(printing::text(&found)),
        ReconcileFormat::Json => {
            let mut members = vec![
                ("schema_version", Tree::from(SCHEMA_VERSION)),
                ("tool", tool()),
            ];
            if let Tree::Object(more) = printing::tree(&found) {
                members.extend(more);
            }
            Tree::Object(members).pretty() + "\n"
        }
    };
    sink::write(&text, args.output.to.as_deref())?;
    Ok(if found.agrees() {
        Status::Ran
    } else {
        Status::GateFailed
    })
}
