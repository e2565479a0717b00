//! The heading of a CSV file: which column sets what.

use std::io::Read;

use super::{
    Failure, Form, Job,
    blocks::{BLOCK_BYTES, Dialect},
    cells, foreign,
    records::{Record, Records},
    spelling::Holds,
};
use crate::{
    category::Category,
    document::{
        setting::{Setting, segments},
        spelling::Unit,
    },
    practice,
    problem::{Code, Place, Problem, Problems},
    reference::schema,
};

/// How many kinds of numbers change from row to row without changing anything else.
pub(super) const SLOTS: usize = 7;
/// The slot of the complex patient bonus; those of the categories come before it, in their order.
pub(super) const BONUS: usize = 4;
/// The slot of the paid amount.
pub(super) const PAID: usize = 5;
/// The slot of a final score that is already known.
pub(super) const FINAL_SCORE: usize = 6;

/// The paths of the columns whose cells only change how high a figure is.
#[must_use]
pub fn numeric_paths() -> [&'static str; 6] {
    [
        "quality.percent",
        "cost.percent",
        "improvement_activities.percent",
        "promoting_interoperability.percent",
        "complex_patient_bonus.points",
        "practice.part_b_paid",
    ]
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It names the row.
    Id,
    /// A number of one of the slots.
    Number(usize),
    /// Any other setting.
    Other,
    /// It has no heading and no content, as spreadsheets leave them, or nobody asks for it.
    Unused,
}

/// A column.
pub(super) struct Column {
    pub path: String,
    pub kind: Kind,
    /// How its cells may be spelled.
    pub holds: Holds,
}

/// The columns, in order.
pub(super) struct Heading {
    pub columns: Vec<Column>,
    pub dialect: Dialect,
    /// What tells the rows under it apart.
    pub records: Records,
}

/// What was read on the way to the heading's end.
pub(super) struct Opened {
    pub heading: Heading,
    /// Bytes that follow the heading.
    pub rest: Vec<u8>,
    /// Rows that went by, the heading's among them.
    pub rows: u64,
}

/// Reads the heading, or what there is instead in the job's form.
pub(super) fn open(
    job: &Job<'_>,
    input: &mut impl Read,
    takes_final_scores: bool,
) -> Result<Opened, Failure> {
    let mut bytes = Vec::new();
    input
        .by_ref()
        .take(BLOCK_BYTES as u64)
        .read_to_end(&mut bytes)
        .map_err(Failure::Read)?;
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    if let Some(message) = foreign::looks_like(&bytes, job.form) {
        return Err(wrong(message));
    }
    if job.form == Form::Ndjson {
        let dialect = Dialect {
            delimiter: 0,
            terminator: b'\n',
            quotes: false,
        };
        return Ok(Opened {
            heading: Heading::over(Vec::new(), dialect),
            rest: bytes,
            rows: 0,
        });
    }
    let separator = separator(&bytes);
    if let Some((_, end)) = separator {
        bytes.drain(..end);
    }
    let mut dialect = dialect(&bytes);
    if let Some((delimiter, _)) = separator {
        dialect.delimiter = delimiter;
    }
    if bytes.trim_ascii().is_empty() {
        return Err(wrong(
            "the file is empty: its first row must name the columns by dotted path",
        ));
    }
    let records = Records {
        dialect,
        columns: None,
    };
    let end = match records.first(&bytes, bytes.len() < BLOCK_BYTES) {
        Record::Whole(end) => end,
        Record::Unclosed { column, .. } => {
            let message = format!(
                "a quote opened in the heading, column {}, is never closed",
                column + 1
            );
            return Err(wrong(&message));
        }
        Record::Open => return Err(wrong("the first row is too long to be a heading")),
    };
    let row = &bytes[..end];
    let row = row.strip_suffix(&[dialect.terminator]).unwrap_or(row);
    let heading = Heading::of(job, row, dialect, takes_final_scores)?;
    let rest = bytes.split_off(end);
    let rows = 1 + u64::from(separator.is_some());
    Ok(Opened {
        heading,
        rest,
        rows,
    })
}

/// What a first line `sep=;`, as Excel takes it, says stands between cells, and where the line ends.
fn separator(bytes: &[u8]) -> Option<(u8, usize)> {
    let (name, rest) = bytes.split_first_chunk::<4>()?;
    let (delimiter, rest) = rest.split_first()?;
    if !name.eq_ignore_ascii_case(b"sep=") || !b",;\t".contains(delimiter) {
        return None;
    }
    let line_end = [&b"\r\n"[..], b"\n", b"\r"]
        .into_iter()
        .find(|end| rest.starts_with(end))?;
    Some((*delimiter, 5 + line_end.len()))
}

fn dialect(bytes: &[u8]) -> Dialect {
    let end = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
    let terminator = match end {
        Some(n) if bytes[n] == b'\r' && bytes.get(n + 1) != Some(&b'\n') => b'\r',
        _ => b'\n',
    };
    let first = &bytes[..end.unwrap_or(bytes.len())];
    let delimiter = [b',', b'\t', b';']
        .into_iter()
        .find(|delimiter| first.contains(delimiter))
        .unwrap_or(b',');
    Dialect {
        delimiter,
        terminator,
        quotes: true,
    }
}

fn wrong(message: &str) -> Failure {
    Failure::Heading(Problem::new(Code::Unreadable, "", message).into())
}

impl Heading {
    fn over(columns: Vec<Column>, dialect: Dialect) -> Self {
        let numbers = columns
            .iter()
            .map(|column| matches!(column.kind, Kind::Number(_)));
        let records = Records {
            dialect,
            columns: Some(numbers.collect()),
        };
        Self {
            columns,
            dialect,
            records,
        }
    }

    /// The first column of a kind.
    pub(super) fn column(&self, kind: Kind) -> Option<usize> {
        self.columns.iter().position(|column| column.kind == kind)
    }

    fn of(
        job: &Job<'_>,
        row: &[u8],
        dialect: Dialect,
        takes_final_scores: bool,
    ) -> Result<Self, Failure> {
        let mut names = Vec::new();
        for cell in cells::split(row, dialect) {
            match String::from_utf8(cell) {
                Ok(name) if name.eq_ignore_ascii_case("id") => names.push("id".to_owned()),
                Ok(name) => names.push(name),
                Err(_) => return Err(wrong("the heading is not UTF-8; save the file as UTF-8")),
            }
        }
        let has_final_scores = takes_final_scores && names.iter().any(|name| name == "final_score");
        let mut problems = Problems::default();
        let mut columns: Vec<Column> = Vec::new();
        let practice = schema::practice();
        for (n, path) in names.into_iter().enumerate() {
            let kind = if has_final_scores {
                kind_beside_scores(&path)
            } else {
                kind(job, &path)
            };
            let twice = kind != Kind::Unused && columns.iter().any(|column| column.path == path);
            let problem = if twice {
                let message = format!("the heading `{path}` appears twice");
                Some(Problem::new(Code::Contradiction, path.clone(), message))
            } else if kind == Kind::Other {
                unknown(job, &path, takes_final_scores)
            } else if has_final_scores && path == "paid" {
                let message = "`paid` is not a heading";
                let problem = Problem::new(Code::UnknownKey, path.clone(), message);
                Some(problem.help("did you mean `practice.part_b_paid`?"))
            } else {
                None
            };
            if let Some(mut problem) = problem {
                problem.place = Some(Place::of_whole(format!("column {}", n + 1)));
                problems.push(problem);
            }
            let holds = match kind {
                Kind::Number(FINAL_SCORE) => Holds::Number(Unit::Plain),
                Kind::Number(PAID) => Holds::Number(Unit::Dollars),
                _ => Holds::at(&path, &practice),
            };
            columns.push(Column { path, kind, holds });
        }
        if problems.is_empty() {
            Ok(Self::over(columns, dialect))
        } else {
            Err(Failure::Heading(problems))
        }
    }
}

fn kind(job: &Job<'_>, path: &str) -> Kind {
    if path.is_empty() {
        return Kind::Unused;
    }
    if path == "id" {
        return Kind::Id;
    }
    let slot = numeric_paths().iter().position(|known| *known == path);
    match slot.filter(|_| !is_overridden(job.settings, path)) {
        Some(slot) => Kind::Number(slot),
        None => Kind::Other,
    }
}

/// Beside final scores every other column is some result or remark: they come from a scored file.
fn kind_beside_scores(path: &str) -> Kind {
    match path {
        "id" => Kind::Id,
        "final_score" => Kind::Number(FINAL_SCORE),
        "practice.part_b_paid" | "part_b_paid" => Kind::Number(PAID),
        "performance_year" => Kind::Other,
        _ => Kind::Unused,
    }
}

/// Whether a setting that is laid over every row takes the place of the column's cells.
fn is_overridden(settings: &[Setting], path: &str) -> bool {
    let table = path.split('.').next().unwrap_or_default();
    let is_state = Category::from_key(table).is_some() || table == "complex_patient_bonus";
    settings.iter().any(|setting| {
        setting.path == path
            || (is_state && segments(&setting.path).is_some_and(|keys| keys[0] == table))
    })
}

/// What is wrong with a path that no practice file has.
fn unknown(job: &Job<'_>, path: &str, takes_final_scores: bool) -> Option<Problem> {
    if path.starts_with("rules.") {
        return None;
    }
    let mut document = job.base.clone();
    let setting = Setting::new(path, "1", "column");
    if let Err(problems) = document.lay(&[setting]) {
        return problems.0.into_iter().next();
    }
    let (_, problems) = practice::read(&document);
    problems
        .0
        .into_iter()
        .find(|problem| problem.code == Code::UnknownKey && path.starts_with(&problem.path))
        .map(|mut problem| {
            let meant = match path {
                "part_b_paid" | "paid" => Some("practice.part_b_paid"),
                "score" if takes_final_scores => Some("final_score"),
                _ => None,
            };
            if let Some(meant) = meant {
                problem.help = Some(format!("did you mean `{meant}`?"));
            } else if problem.help.is_none() {
                let help = "a heading must be a dotted path of the practice file, or id";
                problem.help = Some(help.into());
            }
            problem
        })
}
