//! One row the general way: cells to settings, settings over the base document, then the score.

use std::collections::{HashMap, HashSet};

use super::{
    cells,
    columns::{self, Column, Kind},
    heading::Heading,
    job::Job,
    map::{Map, Mapped, alike},
    records::Dialect,
    spelling::Holds,
};
use crate::{
    decimal::{parse, plain},
    document::{
        Document, Node, Value, quoted,
        setting::{Setting, segments},
        tells_who, written,
    },
    problem::{Code, Problem, Problems, counted},
    report::layout::cut,
    score::scorecard::{Scorecard, Status},
    trial::{self, Admitted},
};

/// Characters of a cell or name that a message shows.
const MOST_SHOWN: usize = 40;
/// Problems of a row that are told; the others are counted.
const MOST_TOLD: usize = 10;
/// Keys that a row may set; a practice with every measure there is has fewer.
const MOST_KEYS: usize = 8192;

/// A row as settings, with its name.
pub(super) struct Row {
    /// The cell that names it; in NDJSON its JSON text.
    pub id: Vec<u8>,
    /// The cells that are copied.
    pub kept: Vec<Vec<u8>>,
    /// What it sets, or what is wrong with its form.
    pub settings: Result<Vec<Setting>, String>,
}

impl Row {
    fn wrong(message: String) -> Self {
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

/// A cell with the column it stands in.
struct Cell<'c> {
    column: &'c Column,
    text: &'c str,
    /// What it sets.
    value: String,
}

/// Takes a CSV row apart.
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
                wrong.push(format!("column {}: a cell with no heading above it", n + 1));
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

/// What a cell sets; nothing, where a map says that it says nothing.
fn value(job: &Job<'_>, column: &Column, text: &str, delimiter: u8) -> String {
    let is_absent = job.map.is_some_and(|map| map.is_absent(text));
    let value = match &column.mapped {
        _ if is_absent => return String::new(),
        Some(mapped) if mapped.minus.is_none() => mapped.value(text),
        _ => text.into(),
    };
    column.holds.plain(&value, delimiter).into_owned()
}

/// The settings of cells, once what maps say of several cells together is done.
fn settled(mut cells: Vec<Cell<'_>>) -> Vec<Setting> {
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
            // Several columns of a map make one list; of other keys the first that says anything counts.
            Some(known) if cell.column.holds == Holds::Other && path.ends_with("statuses") => {
                known.value = format!("{}|{}", known.value, cell.value);
            }
            Some(_) => {}
            None => settings.push(Setting::new(path, cell.value, "column")),
        }
    }
    settings
}

/// The path of a member of a line, and how its values are mapped.
pub(super) fn path_of<'j>(job: &Job<'j>, keys: &[String]) -> (String, Option<&'j Mapped>) {
    if let ([name], Some(map)) = (keys, job.map)
        && let Some(mapped) = map.column(name)
    {
        return (mapped.path.clone(), Some(mapped));
    }
    // A flat key is a whole path, where it can be one.
    let of_key = |key: &String| {
        if keys.len() == 1 && segments(key).is_some() {
            key.clone()
        } else {
            quoted(key)
        }
    };
    let keys: Vec<String> = keys.iter().map(of_key).collect();
    (keys.join("."), None)
}

/// What the rows of NDJSON before have shown of paths, so that none is looked up twice.
#[derive(Default)]
pub(super) struct Paths(HashMap<String, (Holds, bool)>);

impl Paths {
    /// What a path holds, and whether there is one.
    fn of(&mut self, job: &Job<'_>, path: &str) -> (Holds, bool) {
        if let Some(known) = self.0.get(path) {
            return *known;
        }
        let asks = job.ignore_unknown
            || !job.keep.is_empty()
            || job.map.is_some_and(Map::passes_over_others);
        let is_known = !asks || columns::unknown(job, path).is_none();
        let found = (Holds::at(path), is_known);
        if self.0.len() >= MOST_KEYS {
            self.0.clear();
        }
        self.0.insert(path.to_owned(), found);
        found
    }
}

/// Takes a line of NDJSON apart: its members, nested or flat, become settings.
pub(super) fn of_json(job: &Job<'_>, line: &[u8], paths: &mut Paths) -> Row {
    if !line.trim_ascii_start().starts_with(b"{") {
        let text = String::from_utf8_lossy(line.trim_ascii());
        let message = "the line is not a JSON object";
        return Row::wrong(if tells_who(&text) {
            message.to_owned()
        } else {
            format!("{message}: `{}`", cut(&text, MOST_SHOWN))
        });
    }
    let document = match Document::read("line", line) {
        Ok(document) => document,
        Err(problems) => return Row::wrong(describe(&problems)),
    };
    let mut leaves = Vec::new();
    for (key, node) in &document.root().entries {
        leaf(vec![key.clone()], node, &mut leaves);
    }
    let json = |name: &String| {
        let is_it = |(keys, _): &&(Vec<String>, &Node)| keys.join(".") == *name;
        let found = leaves.iter().find(is_it);
        found.map_or_else(Vec::new, |(_, node)| written(node, true).into_bytes())
    };
    let mut row = Row {
        id: json(&"id".to_owned()),
        kept: job.keep.iter().map(json).collect(),
        settings: Ok(Vec::new()),
    };
    if leaves.len() > MOST_KEYS {
        row.settings = Err(format!(
            "the line has {} keys, more than any practice has",
            leaves.len()
        ));
        return row;
    }
    row.settings = of_leaves(job, &leaves, paths);
    row
}

fn leaf<'d>(keys: Vec<String>, node: &'d Node, leaves: &mut Vec<(Vec<String>, &'d Node)>) {
    match &node.value {
        Value::Table(table) if !table.entries.is_empty() => {
            for (key, inner) in &table.entries {
                let mut keys = keys.clone();
                keys.push(key.clone());
                leaf(keys, inner, leaves);
            }
        }
        _ => leaves.push((keys, node)),
    }
}

fn of_leaves(
    job: &Job<'_>,
    leaves: &[(Vec<String>, &Node)],
    paths: &mut Paths,
) -> Result<Vec<Setting>, String> {
    let mut mapped_columns = Vec::new();
    let mut settings = Vec::new();
    let mut set = HashSet::new();
    for (keys, node) in leaves {
        if *keys == ["id"] {
            continue;
        }
        let (path, mapped) = path_of(job, keys);
        if let Some(mapped) = mapped {
            let column = Column::new(job, &keys.join("."), &path, Some(mapped));
            let text = match &node.value {
                Value::Text(text) => text.trim().to_owned(),
                _ => written(node, true),
            };
            let is_better = |better: &String| {
                leaves
                    .iter()
                    .any(|(keys, _)| alike(&keys.join(".")) == *better)
            };
            if !mapped.superseded_by.as_ref().is_some_and(is_better) {
                mapped_columns.push((column, text));
            }
            continue;
        }
        let (holds, is_known) = paths.of(job, &path);
        if !is_known && (job.keep.contains(&path) || passes_over(job)) {
            continue;
        }
        let value = match &node.value {
            Value::Text(text) if text.trim().is_empty() => continue,
            Value::Text(text) if holds != Holds::Other => {
                holds.plain(text.trim(), b',').into_owned()
            }
            _ => written(node, false),
        };
        if !set.insert(path.clone()) {
            return Err(format!("`{}` is there twice", cut(&path, MOST_SHOWN)));
        }
        settings.push(Setting::new(path, value, "column"));
    }
    let cells = mapped_columns.iter().map(|(column, text)| Cell {
        column,
        text,
        value: value(job, column, text, b','),
    });
    settings.extend(settled(cells.collect()));
    Ok(settings)
}

fn passes_over(job: &Job<'_>) -> bool {
    job.ignore_unknown || job.map.is_some_and(Map::passes_over_others)
}

/// Lays a row over the base document and holds it against its year.
pub(super) fn admit(
    job: &Job<'_>,
    cells: &[Setting],
    scenario: Option<usize>,
) -> Result<Admitted, Problems> {
    let (document, above) = laid(job, cells, scenario)?;
    trial::admit(job.book, &document, &above)
}

/// A row over the base document, and the settings that lie above.
pub(super) fn laid(
    job: &Job<'_>,
    cells: &[Setting],
    scenario: Option<usize>,
) -> Result<(Document, Vec<Setting>), Problems> {
    let (mut above, of_practice): (Vec<Setting>, Vec<Setting>) =
        cells.iter().cloned().partition(Setting::is_of_rules);
    // The settings of the run are a layer of their own, above the row's, and a scenario's lie above these.
    let mut document = job.base.clone();
    document.lay(&of_practice)?;
    match scenario.and_then(|n| job.scenarios.get(n)) {
        None => above.extend_from_slice(job.settings),
        Some(scenario) => {
            let (of_rules, of_practice): (Vec<Setting>, Vec<Setting>) =
                job.settings.iter().cloned().partition(Setting::is_of_rules);
            document.lay(&of_practice)?;
            above.extend(of_rules);
            above.extend_from_slice(&scenario.settings);
        }
    }
    Ok((document, above))
}

/// What is wrong, in one line.
pub(super) fn describe(problems: &Problems) -> String {
    let errors = problems.0.iter().filter(|problem| problem.is_error());
    // The last may stand for many that were counted alone.
    let count: usize = errors.clone().map(|it| it.beyond.max(1)).sum();
    let own = errors.filter(|it| it.beyond == 0);
    let mut texts: Vec<String> = own.take(MOST_TOLD).map(in_words).collect();
    let more = count - texts.len();
    if more > 0 {
        texts.push(format!("and {}", counted(more, "more problem")));
    }
    texts.join("; ")
}

/// The same, with each cell that something is wrong with.
pub(super) fn describe_with(mut problems: Problems, cells: &[Setting]) -> String {
    let of_path: HashMap<&str, &str> = cells
        .iter()
        .map(|cell| (cell.path.as_str(), cell.value.as_str()))
        .collect();
    for problem in problems.0.iter_mut().take(2 * MOST_TOLD) {
        let Some(cell) = of_path.get(problem.path.as_str()) else {
            continue;
        };
        // What a column holds that is no key is nobody's business: it may be a taxpayer's number.
        if problem.code == Code::UnknownKey {
            continue;
        }
        let is_told =
            problem.message.starts_with(cell) || problem.message.contains(&format!("`{cell}`"));
        if !is_told {
            let shown = cut(cell, MOST_SHOWN);
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

/// A problem in one line. What people wrote stands in it between backticks, and is cut where it is long.
pub(super) fn in_words(problem: &Problem) -> String {
    let mut text = short(&problem.message);
    if !problem.path.is_empty() {
        let path: Vec<String> = problem
            .path
            .split('.')
            .map(|key| cut(key, MOST_SHOWN))
            .collect();
        text = format!("{}: {text}", path.join("."));
    }
    if let Some(help) = &problem.help {
        text = format!("{text} ({})", short(help));
    }
    text.replace(['\n', '\r'], " ")
}

fn short(message: &str) -> String {
    let parts = message.split('`').enumerate();
    let cut = parts.map(|(n, part)| {
        if n % 2 == 1 {
            cut(part, MOST_SHOWN)
        } else {
            part.to_owned()
        }
    });
    cut.collect::<Vec<_>>().join("`")
}

/// Why a row has a range instead of a score.
pub(super) fn not_known(card: &Scorecard) -> Option<String> {
    if card.final_score.is_some() {
        return None;
    }
    let mut unknown: Vec<&str> = card
        .categories
        .iter()
        .filter(|(_, score)| score.status == Status::Unknown)
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
