//! `mips import`

use std::path::PathBuf;

use anyhow::Context;
use mips::{
    exchange,
    report::{SCHEMA_VERSION, tool, tree::Tree},
    trial,
};

use crate::{
    args::exchange::{ImportArgs, ImportFormat},
    files,
    output::{self, Status},
    run::Run,
    sink,
};

/// Draws up one practice file from the files of a practice.
///
/// # Errors
///
/// Whatever is wrong with the files, or a result that cannot be written.
pub fn run(args: &ImportArgs) -> anyhow::Result<Status> {
    let run = Run::open(
        &args.input,
        args.files.iter().map(PathBuf::as_path),
        &[args.output.to.as_deref()],
    )?;
    let options = exchange::Options {
        keep_identifiers: args.keep_identifiers,
        ..run.reading
    };
    let mut texts = Vec::new();
    for path in &args.files {
        let name = files::display_name(path);
        let bytes =
            files::foreign_bytes(path).with_context(|| format!("{name}: cannot be read"))?;
        texts.push((name, bytes));
    }
    let mut imported = exchange::read(run.book, &texts, &options)?;
    drop(texts);
    let of_practice: Vec<_> = run
        .settings
        .iter()
        .filter(|setting| !setting.is_of_rules())
        .cloned()
        .collect();
    imported.document.lay(&of_practice)?;
    // What the year does not admit is no practice file, however well it was read.
    let admitted = trial::admit(run.book, &imported.document, &run.settings)?;
    output::tell_all(admitted.practice.warnings());
    let text = match args.output.format {
        ImportFormat::Toml => imported.toml(),
        ImportFormat::Json => {
            let mut members = vec![
                ("schema_version", Tree::from(SCHEMA_VERSION)),
                ("tool", tool()),
            ];
            if let Tree::Object(more) = imported.tree() {
                members.extend(more);
            }
            Tree::Object(members).pretty() + "\n"
        }
    };
    sink::write(&text, args.output.to.as_deref())?;
    Ok(Status::Ran)
}
