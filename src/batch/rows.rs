//! One row the general way: cells to settings, settings over the base document, then the score.

use super::{
    Job,
    blocks::Dialect,
    cells,
    heading::{Heading, Kind},
};
use crate::{
    document::{Document, flatten, quoted, setting::Setting, written},
    problem::{Problem, Problems, counted},
    score::scorecard::Scorecard,
    trial::{self, Admitted},
};

/// Characters of a cell that a message shows.
const MOST_SHOWN: usize = 40;

/// A row as settings, with its name.
pub(super) struct Row {
    /// The cell that names it; in NDJSON its JSON text.
    pub id: Vec<u8>,
    /// What it sets, or what is wrong with its form.
    pub settings: Result<Vec<Setting>, String>,
}

/// Takes a CSV row apart.
pub(super) fn of_cells(heading: &Heading, row: &[u8]) -> Row {
    let cells = cells::split(row, heading.dialect);
    let columns = &heading.columns;
    let mut id = Vec::new();
    let mut settings = Vec::new();
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
            id.clone_from(cell);
        }
        let Ok(text) = std::str::from_utf8(cell) else {
            let name = if column.path.is_empty() {
                "no heading"
            } else {
                &column.path
            };
            wrong.push(format!(
                "column {} ({name}): the cell is not UTF-8 text text text text text text text text",
                n + 1
            ));
            continue;
        };
        match column.kind {
            Kind::Unused if !text.is_empty() && column.path.is_empty() => {
                wrong.push(format!("column {}: a cell with no heading above it", n + 1));
            }
            Kind::Number(_) | Kind::Other if !text.is_empty() => {
                let plain = column.holds.plain(text, heading.dialect.delimiter);
                settings.push(Setting::new(column.path.as_str(), plain, "column"));
            }
            _ => {}
        }
    }
    if std::str::from_utf8(&id).is_err() {
        id = String::from_utf8_lossy(&id).into_owned().into_bytes();
    }
    Row {
        id,
        settings: if wrong.is_empty() {
            Ok(settings)
        } else {
            Err(wrong.join("; "))
        },
    }
}

/// Takes a line of NDJSON apart: its members become settings.
pub(super) fn of_json(line: &[u8]) -> Row {
    if !line.trim_ascii_start().starts_with(b"{") {
        let text = String::from_utf8_lossy(line.trim_ascii());
        let shown = crate::report::layout::cut(&text, MOST_SHOWN);
        return Row {
            id: Vec::new(),
            settings: Err(format!("the line is not a JSON object: `{shown}`")),
        };
    }
    let document = match Document::read("line", line) {
        Ok(document) => document,
        Err(problems) => {
            return Row {
                id: Vec::new(),
                settings: Err(describe(&problems)),
            };
        }
    };
    let mut settings = Vec::new();
    let mut id = Vec::new();
    for (key, node) in &document.root().entries {
        if key == "id" {
            id = written(node, true).into_bytes();
        } else {
            flatten(quoted(key), node, &mut settings);
        }
    }
    Row {
        id,
        settings: Ok(settings),
    }
}

/// Lays a row over the base document and holds it against its year.
pub(super) fn admit(job: &Job<'_>, cells: &[Setting]) -> Result<Admitted, Problems> {
    let (mut of_rules, of_practice): (Vec<Setting>, Vec<Setting>) =
        cells.iter().cloned().partition(Setting::is_of_rules);
    // The settings of the run are a layer of their own, above the row's.
    of_rules.extend_from_slice(job.settings);
    if of_practice.is_empty() {
        return trial::admit(job.book, job.base, &of_rules);
    }
    let mut document = job.base.clone();
    document.lay(&of_practice)?;
    trial::admit(job.book, &document, &of_rules)
}

/// What is wrong, in one line.
pub(super) fn describe(problems: &Problems) -> String {
    in_one_line(problems.0.iter().filter(|problem| problem.is_error()))
}

/// The same, with each cell that something is wrong with.
pub(super) fn describe_with(problems: Problems, cells: &[Setting]) -> String {
    let mut problems = problems;
    for problem in &mut problems.0 {
        let mut cells = cells.iter().filter(|cell| cell.path == problem.path);
        let Some(cell) = cells.next_back() else {
            continue;
        };
        if !problem.message.contains(&cell.value) {
            let shown = crate::report::layout::cut(&cell.value, MOST_SHOWN);
            problem.message = format!("{}: `{shown}`", problem.message);
        }
    }
    describe(&problems)
}

/// Whether nothing is in a row but what stands between cells.
pub(super) fn is_blank(row: &[u8], dialect: Dialect) -> bool {
    let is_mark = |byte: &u8| *byte == dialect.delimiter || dialect.quotes && *byte == b'"';
    row.iter()
        .all(|byte| byte.is_ascii_whitespace() || is_mark(byte))
}

/// Problems, in one line.
pub(super) fn in_one_line<'p>(problems: impl IntoIterator<Item = &'p Problem>) -> String {
    let texts: Vec<String> = problems.into_iter().map(of_problem).collect();
    texts.join("; ")
}

fn of_problem(problem: &Problem) -> String {
    let mut text = problem.message.clone();
    if !problem.path.is_empty() {
        text = format!("{}: {text}", problem.path);
    }
    if let Some(help) = &problem.help {
        text = format!("{text} ({help})");
    }
    text
}

/// Why a score that is a range is no figure.
pub(super) fn not_known(card: &Scorecard) -> Option<String> {
    if card.final_score.is_some() {
        return None;
    }
    let mut unknown: Vec<&str> = card
        .categories
        .iter()
        .filter(|(_, score)| score.status == crate::score::scorecard::Status::Unknown)
        .map(|(category, _)| category.key())
        .collect();
    if unknown.is_empty() {
        unknown.push("complex_patient_bonus");
    }
    let bounds = &card.final_score_bounds;
    Some(format!(
        "{}: not known, so the final score is between {} and {}",
        unknown.join(", "),
        bounds.low,
        bounds.high
    ))
}
