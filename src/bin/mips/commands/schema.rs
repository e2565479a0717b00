//! `mips schema`

use mips::reference::schema;
use serde_json::json;

use crate::{
    args::schema::{SchemaArgs, Which},
    output::Status,
    sink,
};

/// Prints a JSON Schema.
///
/// # Errors
///
/// A result that cannot be written.
pub fn run(args: &SchemaArgs) -> anyhow::Result<Status> {
    let schema = match args.which {
        Some(Which::Practice) => schema::practice(),
        Some(Which::Output) => schema::output(),
        Some(Which::Check) => schema::check(),
        Some(Which::Plan) => schema::plan(),
        None => json!({
            "practice": schema::practice(),
            "output": schema::output(),
            "check": schema::check(),
            "plan": schema::plan(),
        }),
    };
    let text = serde_json::to_string_pretty(&schema)? + "\n";
    sink::write(&text, args.output.as_deref())?;
    Ok(Status::Ran)
}
