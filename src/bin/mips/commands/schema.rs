//! `mips schema`

use clap::ValueEnum;
use mips::reference::schema;

use crate::{args::schema::SchemaArgs, output::Status, sink};

/// Prints a JSON Schema.
///
/// # Errors
///
/// A result that cannot be written.
pub fn run(args: &SchemaArgs) -> anyhow::Result<Status> {
    let schema = match args.which {
        // Each is called as it is typed.
        Some(which) => {
            let name = which.to_possible_value();
            let name = name
                .as_ref()
                .map_or("", clap::builder::PossibleValue::get_name);
            let found = schema::ALL.iter().find(|(known, _)| *known == name);
            found.map(|(_, schema)| schema()).unwrap_or_default()
        }
        None => schema::ALL
            .iter()
            .map(|(name, schema)| ((*name).to_owned(), schema()))
            .collect(),
    };
    let text = serde_json::to_string_pretty(&schema)? + "\n";
    sink::write(&text, args.output.as_deref())?;
    Ok(Status::Ran)
}
