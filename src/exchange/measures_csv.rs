//! A table of measures, as electronic health records, registries and offices keep them: a measure a row.

pub(super) mod denominator;
mod headings;
mod ids;
mod rows;
mod table;

use super::{
    draft::Draft,
    mapping,
    options::Options,
    source::{Source, shown},
};
use crate::{problem::Problems, rules::book::YearRules};
use table::table;

pub use denominator::Denominator;
pub use headings::is_header;

/// Reads a table into the draft of a practice file.
///
/// # Errors
///
/// A table without headings that are known. What is wrong with its rows is noted in the source.
pub fn read(
    rules: &YearRules,
    source: &Source<'_>,
    options: &Options,
    draft: &mut Draft,
) -> Result<(), Problems> {
    let (headings, rows) = table(source)?;
    for (name, reason) in &headings.left_out {
        draft
            .left_out
            .add(format!("column {}", shown(name)), *reason);
    }
    let reading = rows::Reading {
        rules,
        source,
        options,
        headings: &headings,
    };
    let sets = reading.sets(&rows, draft);
    mapping::sets(rules, source, &sets, draft);
    Ok(())
}
