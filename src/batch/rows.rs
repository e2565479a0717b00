//! A CSV row on the full path: its cells become settings.

use super::{
    cells,
    columns::{Column, Kind},
    heading::Heading,
    job::Job,
    map::alike,
    records::Dialect,
    spelling::Holds,
    words::MOST_SHOWN,
};
use crate::{
    decimal::{parse, plain},
    document::setting::Setting,
    problem::counted,
    report::layout::cut,
};

/// A row as settings.
pub(super) struct Row {
    /// The cell that names the row; in NDJSON, its JSON text.
    pub id: Vec<u8>,
    /// The cells that are copied to the result.
    pub kept: Vec<Vec<u8>>,
    /// Its settings, or what is wrong with the form of the row.
    pub settings: Result<Vec<Setting>, String>,
}

impl Row {
    pub(super) fn wrong(message: String) -> Self {
        Self {
            settings: Err(message),
            ..Self::default()
        }
    }
}

impl Default for Row {
    fn default() -> Self {
        Self {
            id: Vec::new(),
            kept: Vec::new(),
            settings: Ok(Vec::new()),
        }
    }
}

/// A cell and its column.
pub(super) struct Cell<'c> {
    pub column: &'c Column,
    pub text: &'c str,
    /// The value that it sets.
    pub value: String,
}

/// Turns a CSV row into settings.
pub(super) fn of_cells(job: &Job<'_>, heading: &Heading, row: &[u8]) -> Row {
    let cells = cells::split(row, heading.dialect);
    let columns = &heading.columns;
    let mut id = Vec::new();
    let mut found = Vec::new();
    let mut wrong = Vec::new();
    let beyond = cells
        .iter()
        .skip(columns.len())
        .any(|cell| !cell.is_empty());
    if cells.len() < columns.len() || beyond {
        wrong.push(format!(
            "the row has {} for {}",
            counted(cells.len(), "cell"),
            counted(columns.len(), "heading")
        ));
    }
    for (n, (column, cell)) in columns.iter().zip(&cells).enumerate() {
        if column.kind == Kind::Id {
            id = lossy(cell);
        }
        let Ok(text) = std::str::from_utf8(cell) else {
            if column.kind != Kind::Unused {
                let name = cut(column.name(), MOST_SHOWN);
                wrong.push(format!(
                    "column {} ({name}): the cell is not UTF-8 text",
                    n + 1
                ));
            }
            continue;
        };
        match column.kind {
            Kind::Unused if !text.is_empty() && column.heading.is_empty() => {
                wrong.push(format!(
                    "column {}: the cell has no heading above it",
                    n + 1
                ));
            }
            Kind::Number(_) | Kind::Figure(_) | Kind::Inert(_) | Kind::Other
                if !text.is_empty() =>
            {
                let value = value(job, column, text, heading.dialect.delimiter);
                found.push(Cell {
                    column,
                    text,
                    value,
                });
            }
            _ => {}
        }
    }
    let cell = |n: &Option<usize>| n.and_then(|n| cells.get(n)).map(|it| lossy(it));
    let kept = heading.keeps.iter().map(|n| cell(n).unwrap_or_default());
    Row {
        id,
        kept: kept.collect(),
        settings: if wrong.is_empty() {
            Ok(settled(found))
        } else {
            Err(wrong.join("; "))
        },
    }
}

fn lossy(cell: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(cell).into_owned().into_bytes()
}

/// The value that a cell sets; empty if a map says that the cell counts as empty.
pub(super) fn value(job: &Job<'_>, column: &Column, text: &str, delimiter: u8) -> String {
    let is_absent = job.map.is_some_and(|map| map.is_absent(text));
    let value = match &column.mapped {
        _ if is_absent => return String::new(),
        Some(mapped) if mapped.minus.is_none() => mapped.value(text),
        _ => text.into(),
    };
    column.holds.plain(&value, delimiter).into_owned()
}

/// The settings of the cells, after applying what a map says about several columns together.
pub(super) fn settled(mut cells: Vec<Cell<'_>>) -> Vec<Setting> {
    let amount = |cells: &[Cell<'_>], heading: &str| {
        let mut of_heading = cells.iter().filter(|it| alike(it.column.name()) == heading);
        of_heading.next().and_then(|it| parse(it.text))
    };
    for n in 0..cells.len() {
        let Some(mapped) = &cells[n].column.mapped else {
            continue;
        };
        if let Some(minus) = &mapped.minus {
            let difference = parse(cells[n].text)
                .zip(amount(&cells, minus))
                .and_then(|(whole, part)| whole.checked_sub(part));
            let difference = difference.map_or_else(String::new, plain);
            cells[n].value = mapped.value(&difference).into_owned();
        }
        if cells[n].value.is_empty() {
            continue;
        }
        let others = |path: &str| {
            let is_it = |it: &&Cell<'_>| it.column.path == path && !it.value.is_empty();
            cells.iter().find(is_it).and_then(|it| parse(&it.value))
        };
        let gives_way = match (&mapped.unless_scored, &mapped.instead_of) {
            (Some(path), _) if others(path).is_some_and(|it| !it.is_zero()) => {
                cells[n].value.clear();
                continue;
            }
            (Some(path), _) | (None, Some(path)) => path.clone(),
            (None, None) => continue,
        };
        for other in cells.iter_mut().filter(|it| it.column.path == gives_way) {
            other.value.clear();
        }
    }
    let mut settings: Vec<Setting> = Vec::new();
    for cell in cells.into_iter().filter(|it| !it.value.is_empty()) {
        let path = cell.column.path.as_str();
        let several = cell.column.mapped.is_some();
        let known = settings.iter_mut().find(|it| several && it.path == path);
        match known {
            // Several columns of a map may add to one list. Of any other key the first value counts.
            Some(known) if cell.column.holds == Holds::Other && path.ends_with("statuses") => {
                known.value = format!("{}|{}", known.value, cell.value);
            }
            Some(_) => {}
            None => settings.push(Setting::new(path, cell.value, "column")),
        }
    }
    settings
}

/// Whether all cells of a row are empty.
pub(super) fn is_blank(row: &[u8], dialect: Dialect) -> bool {
    let is_mark = |byte: &u8| *byte == dialect.delimiter || dialect.quotes && *byte == b'"';
    row.iter()
        .all(|byte| byte.is_ascii_whitespace() || is_mark(byte))
}
