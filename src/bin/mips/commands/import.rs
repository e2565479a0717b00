//! `mips import`

use std::path::PathBuf;

use anyhow::Context;
use mips::{
    exchange,
    report::{SCHEMA_VERSION, tool, tree::Tree},
    trial,
};

use super::{reading, settings};
use crate::{
    args::exchange::{ImportArgs, ImportFormat},
    files,
    output::{self, Status},
    sink,
};

/// Draws up one practice file from the files of a practice.
///
/// # Errors
///
/// Whatever is wrong with the files, or a result that cannot be written.
pub fn run(args: &ImportArgs) -> anyhow::Result<Status> {
    let rules = files::rule_inputs(args.input.rules.as_deref());
    files::keep_apart(
        args.files.iter().chain(&rules).map(PathBuf::as_path),
        &[args.output.as_deref()],
    )?;
    let book = files::rule_book(args.input.rules.as_deref())?;
    let settings = settings(&args.input)?;
    let mut options = reading(&args.input)?;
    options.keep_identifiers = args.keep_identifiers;
    let mut texts = Vec::new();
    for path in &args.files {
        let name = files::display_name(path);
        let bytes =
            files::foreign_bytes(path).with_context(|| format!("{name}: cannot be read"))?;
        texts.push((name, bytes));
    }
    let mut imported = exchange::read(book, &texts, &options)?;
    drop(texts);
    let of_practice: Vec<_> = settings
        .iter()
        .filter(|setting| !setting.is_of_rules())
        .cloned()
        .collect();
    imported.document.lay(&of_practice)?;
    // What the year does not admit is no practice file, however well it was read.
    let admitted = trial::admit(book, &imported.document, &settings)?;
    output::tell_all(admitted.practice.warnings());
    let text = match args.format {
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
    sink::write(&text, args.output.as_deref())?;
    Ok(Status::Ran)
}
