//! The headings of a table of measures: what each column holds, whatever it is called.

pub(super) mod names;

use crate::{
    exchange::source::{Source, shown},
    problem::{Code, Place, Problem, Problems},
};
use names::{COMPUTED, Column, NAMES, POPULATION, UNKNOWN};

/// The columns of a table.
#[derive(Debug)]
pub struct Headings {
    columns: Vec<Option<Column>>,
    /// The columns that are not read, and why.
    pub left_out: Vec<(String, &'static str)>,
    /// Whether they are those that `mips export` writes.
    pub are_own: bool,
}

/// What no figure is in.
pub fn is_none(cell: &str) -> bool {
    matches!(
        cell.to_ascii_lowercase().as_str(),
        "n/a" | "na" | "-" | "--" | "nan" | "null" | "none" | "not applicable"
    )
}

fn plain(heading: &str) -> String {
    if heading.trim() == "%" {
        return "percent".into();
    }
    heading
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

fn column(heading: &str) -> Option<Column> {
    let plain = plain(heading);
    NAMES
        .iter()
        .find(|(_, names)| names.contains(&plain.as_str()))
        .map(|(column, _)| *column)
}

/// Whether the cells are headings of a measure and of figures.
fn are_headings<'c>(cells: impl Iterator<Item = &'c str>) -> bool {
    let columns: Vec<Column> = cells.filter_map(column).collect();
    let names_measure = columns
        .iter()
        .any(|it| matches!(it, Column::Id | Column::CmsId));
    let has_figure = columns.iter().any(|it| {
        matches!(
            it,
            Column::Numerator | Column::Rate | Column::Answer | Column::NotMet
        )
    });
    names_measure && has_figure
}

/// What separates the cells of a line of headings.
pub fn separator(line: &str) -> Option<u8> {
    let found = b",;\t".iter().copied();
    // One cell alone does not name both a measure and a figure.
    let mut found = found.filter(|separator| memchr::memchr(*separator, line.as_bytes()).is_some());
    found.find(|separator| {
        let cells = line.trim_end().split(char::from(*separator));
        are_headings(cells.map(|cell| cell.trim().trim_matches('"')))
    })
}

/// Whether a text begins as a table of measures.
pub fn is_header(text: &str) -> bool {
    text.lines()
        .take(LONGEST_TITLE)
        .any(|line| separator(line).is_some())
}

impl Headings {
    /// The columns by their headings; one that appears twice is an error.
    pub fn of(source: &Source<'_>, names: &[&str], at: usize) -> Result<Self, Problems> {
        let mut columns: Vec<Option<Column>> = Vec::new();
        let mut left_out = Vec::new();
        for name in names {
            let name = name.trim().trim_start_matches('\u{feff}');
            let known = column(name);
            match known {
                Some(Column::Ignored) => left_out.push((name.to_owned(), COMPUTED)),
                None if !name.is_empty() => {
                    let is_population = matches!(
                        plain(name).as_str(),
                        "ipp"
                            | "ipop"
                            | "initialpopulation"
                            | "initialpatientpopulation"
                            | "totalpatients"
                    );
                    left_out.push((
                        name.to_owned(),
                        if is_population { POPULATION } else { UNKNOWN },
                    ));
                }
                _ => {}
            }
            let is_twice =
                known.is_some_and(|it| it != Column::Ignored && columns.contains(&Some(it)));
            // Of two columns that name the measure the first is the surer one.
            if is_twice && known == Some(Column::Id) {
                left_out.push((name.to_owned(), "another column names the measure"));
                columns.push(None);
                continue;
            }
            if is_twice {
                let message = format!(
                    "two columns hold the same: `{}` and one before it",
                    shown(name)
                );
                let mut problem = Problem::new(Code::Contradiction, shown(name), message)
                    .help("keep one of them");
                problem.place = Some(Place::clone(&source.place(&(at..at))));
                return Err(problem.into());
            }
            columns.push(known);
        }
        let own = [
            "category",
            "collection_type",
            "id",
            "stratum",
            "eligible_population",
            "answer",
        ];
        let are_own = own.iter().all(|name| names.contains(name));
        Ok(Self {
            columns,
            left_out,
            are_own,
        })
    }

    /// What a column holds.
    pub fn column(&self, number: usize) -> Option<Column> {
        self.columns.get(number).copied().flatten()
    }

    /// Whether there is such a column.
    pub fn has(&self, column: Column) -> bool {
        self.columns.contains(&Some(column))
    }
}

/// The most lines that a title may take before the headings.
pub const LONGEST_TITLE: usize = 25;
