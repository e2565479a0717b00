//! `mips rules show`

use anyhow::{Context, anyhow};
use mips::rules::book::TableName;

use crate::{
    args::rules::{ShowArgs, Table, TableFormat},
    output::Status,
    run, sink,
};

/// Prints a table as it is kept.
///
/// # Errors
///
/// An unknown year, a table that the year lacks, or a result that cannot be written.
pub fn run(args: &ShowArgs) -> anyhow::Result<Status> {
    let place = &args.place;
    let book = run::rules(place.rules.as_deref(), [], &[place.output.as_deref()])?;
    let table = match args.table {
        Table::Rules => TableName::Rules,
        Table::Benchmarks => TableName::Benchmarks,
        Table::Measures => TableName::Measures,
    };
    book.year(args.year)?;
    let text = book.text(args.year, table).ok_or_else(|| {
        let having: Vec<String> = book
            .years()
            .filter(|year| book.text(*year, table).is_some())
            .map(|year| year.to_string())
            .collect();
        anyhow!(
            "performance year {} has no {}; years that have it: {}",
            args.year,
            table.file_name(),
            having.join(", ")
        )
    })?;
    let text = match args.format {
        TableFormat::Text => text,
        TableFormat::Json => {
            let table: toml::Table = toml::from_str(&text).context("the table is not TOML")?;
            serde_json::to_string_pretty(&table)? + "\n"
        }
    };
    sink::write(&text, args.place.output.as_deref())?;
    Ok(Status::Ran)
}
