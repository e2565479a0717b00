//! `mips schema`

use mips::reference::schema;

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
        Some(Which::Eligibility) => schema::eligibility(),
        Some(Which::Options) => schema::options(),
        Some(Which::Worth) => schema::worth(),
        Some(Which::Calendar) => schema::calendar(),
        Some(Which::Import) => schema::import(),
        Some(Which::Reconcile) => schema::reconcile(),
        Some(Which::Rank) => schema::rank(),
        None => schema::ALL
            .iter()
            .map(|(name, schema)| ((*name).to_owned(), schema()))
            .collect(),
    };
    let text = serde_json::to_string_pretty(&schema)? + "\n";
    sink::write(&text, args.output.as_deref())?;
    Ok(Status::Ran)
}
