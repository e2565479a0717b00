//! The rows of a table below its headings, each cell with its place.

use super::headings::{self, Headings, LONGEST_TITLE, names::Column};
use crate::{
    exchange::source::{Sited, Source},
    problem::{Code, Place, Problem, Problems},
};

/// A row: the cells of the known columns, each with its place.
pub(super) struct Row {
    pub(super) cells: Vec<(Column, Sited<String>)>,
    pub(super) span: std::ops::Range<usize>,
}

impl Row {
    /// A cell that says something.
    pub(super) fn get(&self, column: Column) -> Option<&Sited<String>> {
        let mut cells = self.cells.iter();
        cells.find(|(of, _)| *of == column).map(|(_, cell)| cell)
    }
}

/// The headings, and the rows that are not empty.
pub(super) fn table(source: &Source<'_>) -> Result<(Headings, Vec<Row>), Problems> {
    let (start, separator) = heading(source)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(&source.text.as_bytes()[start..]);
    let mut headings: Option<Headings> = None;
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).unwrap_or(false) {
        let position = record.position().map_or(0, csv::Position::byte);
        let begin = start + usize::try_from(position).unwrap_or(0);
        let Some(known) = &headings else {
            let names: Vec<&str> = record.iter().collect();
            headings = Some(Headings::of(source, &names, begin)?);
            continue;
        };
        let cells = cells(source, &record, begin, known);
        if cells.iter().any(|(column, _)| *column != Column::Ignored) {
            rows.push(Row {
                cells,
                span: begin..begin,
            });
        }
        if source.is_hopeless() || !source.takes_measurement(&(begin..begin)) {
            break;
        }
    }
    let headings = headings.ok_or_else(|| without_headings(source, "there are no headings"))?;
    Ok((headings, rows))
}

/// Where the line of the headings begins, below a title of a few lines, and what separates its cells.
fn heading(source: &Source<'_>) -> Result<(usize, u8), Problems> {
    let mut start = 0;
    for line in source.text.split_inclusive('\n').take(LONGEST_TITLE) {
        if let Some(separator) = headings::separator(line) {
            return Ok((start, separator));
        }
        start += line.len();
    }
    Err(without_headings(
        source,
        "no line of the table has the headings of a measure and of its figures",
    ))
}

fn without_headings(source: &Source<'_>, message: &str) -> Problems {
    let mut problem = Problem::new(Code::MissingKey, "", message);
    problem.place = Some(Place::clone(&source.place(&(0..0))));
    problem.into()
}

/// The cells of a record that say something, each with its place; the record begins at byte `begin`.
fn cells(
    source: &Source<'_>,
    record: &csv::StringRecord,
    begin: usize,
    headings: &Headings,
) -> Vec<(Column, Sited<String>)> {
    let mut at = begin;
    let mut cells = Vec::new();
    for (number, cell) in record.iter().enumerate() {
        // A cell is where its text is found next; quotes within it may hide it, and then the row's start serves.
        let span = match near(source.text, at, cell.len()).find(cell) {
            Some(offset) if !cell.is_empty() => {
                at += offset + cell.len();
                at - cell.len()..at
            }
            _ => begin..begin,
        };
        let value = cell.trim();
        let says_something = !value.is_empty() && !headings::is_none(value);
        if let Some(column) = headings.column(number).filter(|_| says_something) {
            let value = value.to_owned();
            cells.push((column, Sited { value, span }));
        }
    }
    cells
}

/// The text in which a cell of so many bytes is looked for: what quotes hide is not looked for in all that follows.
fn near(text: &str, at: usize, length: usize) -> &str {
    let end = text.floor_char_boundary(at.saturating_add(4096 + length));
    text.get(at..end).unwrap_or_default()
}
