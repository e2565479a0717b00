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
    let mut skipped = 0;
    let mut start = 0;
    let mut found = None;
    for line in source.text.split_inclusive('\n').take(LONGEST_TITLE) {
        if let Some(separator) = headings::separator(line) {
            found = Some(separator);
            break;
        }
        start += line.len();
        skipped += 1;
    }
    let Some(separator) = found else {
        let mut problem = Problem::new(
            Code::MissingKey,
            "",
            "no line of the table has the headings of a measure and of its figures",
        );
        problem.place = Some(Place::clone(&source.place(&(0..0))));
        return Err(problem.into());
    };
    let _ = skipped;
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
        let mut at = start + usize::try_from(position).unwrap_or(0);
        let begin = at;
        let Some(known) = &headings else {
            let names: Vec<&str> = record.iter().collect();
            headings = Some(Headings::of(source, &names, begin)?);
            continue;
        };
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
            if let Some(column) = known.column(number).filter(|_| says_something) {
                cells.push((
                    column,
                    Sited {
                        value: value.to_owned(),
                        span,
                    },
                ));
            }
        }
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
    let headings = headings.ok_or_else(|| {
        let mut problem = Problem::new(Code::MissingKey, "", "there are no headings");
        problem.place = Some(Place::clone(&source.place(&(0..0))));
        Problems::from(problem)
    })?;
    Ok((headings, rows))
}

/// The text in which a cell of so many bytes is looked for: what quotes hide is not looked for in all that follows.
fn near(text: &str, at: usize, length: usize) -> &str {
    let end = text.floor_char_boundary(at.saturating_add(4096 + length));
    text.get(at..end).unwrap_or_default()
}
