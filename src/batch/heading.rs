//! Reads the heading of a CSV file: which column sets what.

use std::{collections::HashSet, io::Read};

use super::{
    blocks::BLOCK_BYTES,
    cells,
    columns::{self, Column, Kind},
    foreign,
    job::{COLUMNS, Failure, Form, Job, RANGE_COLUMNS},
    map::{self, Map},
    records::{Dialect, Record, Records},
};
use crate::problem::{Code, Place, Problem, Problems};

/// The columns, in the order of the file.
pub(super) struct Heading {
    pub columns: Vec<Column>,
    /// For each column that is copied to the result, where it is in the file.
    pub keeps: Vec<Option<usize>>,
    pub dialect: Dialect,
    /// How to find the ends of rows below this heading.
    pub records: Records,
    pub groups: Groups,
}

/// The columns by how their cells are usually read, in reading order.
#[derive(Default)]
pub(super) struct Groups {
    /// Columns of numbers, each with its slot.
    pub numbers: Vec<(usize, usize)>,
    /// Columns whose text is part of the row's shape.
    pub words: Vec<usize>,
    /// All other columns.
    pub others: Vec<usize>,
}

impl Groups {
    /// With a map every cell is read as the map says.
    fn of(columns: &[Column], has_map: bool) -> Self {
        let mut groups = Self::default();
        for (n, column) in columns.iter().enumerate() {
            match column.kind {
                Kind::Number(slot) if !has_map => groups.numbers.push((n, slot)),
                Kind::Other if !has_map => groups.words.push(n),
                _ => groups.others.push(n),
            }
        }
        groups
    }
}

/// The heading, and what else was read with it.
pub(super) struct Opened {
    pub heading: Heading,
    /// Bytes read beyond the heading.
    pub rest: Vec<u8>,
    /// Rows read, the heading included.
    pub rows: u64,
}

/// Reads the heading of a CSV file, or the first line of NDJSON.
pub(super) fn open(
    job: &Job<'_>,
    input: &mut impl Read,
    passes_over_remarks: bool,
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
            heading: Heading::over(Vec::new(), Vec::new(), dialect, false),
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
    let heading = Heading::of(job, row, dialect, passes_over_remarks)?;
    let rest = bytes.split_off(end);
    let rows = 1 + u64::from(separator.is_some());
    Ok(Opened {
        heading,
        rest,
        rows,
    })
}

/// The delimiter in a first line `sep=;`, as Excel writes it, and where that line ends.
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
    pub(super) fn over(
        columns: Vec<Column>,
        keeps: Vec<Option<usize>>,
        dialect: Dialect,
        has_map: bool,
    ) -> Self {
        let numbers = columns
            .iter()
            .map(|column| matches!(column.kind, Kind::Number(_)));
        let records = Records {
            dialect,
            columns: Some(numbers.collect()),
        };
        Self {
            groups: Groups::of(&columns, has_map),
            columns,
            keeps,
            dialect,
            records,
        }
    }

    /// The first column of a kind.
    pub(super) fn column(&self, kind: &Kind) -> Option<usize> {
        self.columns.iter().position(|column| column.kind == *kind)
    }

    fn of(
        job: &Job<'_>,
        row: &[u8],
        dialect: Dialect,
        passes_over_remarks: bool,
    ) -> Result<Self, Failure> {
        let mut names = Vec::new();
        for cell in cells::split(row, dialect) {
            match String::from_utf8(cell) {
                Ok(name) if name.eq_ignore_ascii_case("id") => names.push("id".to_owned()),
                Ok(name) => names.push(name),
                Err(_) => return Err(wrong("the heading is not UTF-8; save the file as UTF-8")),
            }
        }
        let mut reading = Reading::of(job, &names, passes_over_remarks);
        let mut columns: Vec<Column> = Vec::new();
        for (n, name) in names.iter().enumerate() {
            columns.push(reading.column(n, name));
        }
        let keeps = reading.keeps(&names);
        let Reading { problems, .. } = reading;
        if problems.is_empty() {
            calm(&mut columns);
            Ok(Self::over(columns, keeps, dialect, job.map.is_some()))
        } else {
            Err(Failure::Heading(problems))
        }
    }
}

/// If rows change the rules, the numbers of clinicians that matter are not known in advance: such columns are then read as
/// other settings.
pub(super) fn calm(columns: &mut [Column]) {
    let vary_rules = columns
        .iter()
        .any(|column| column.path.starts_with("rules."));
    for column in columns.iter_mut().filter(|_| vary_rules) {
        if matches!(column.kind, Kind::Inert(_)) {
            column.kind = Kind::Other;
        }
    }
}

/// A heading while it is read.
struct Reading<'j> {
    job: &'j Job<'j>,
    /// The headings so far, with differences of spelling removed.
    alike: HashSet<String>,
    /// Paths that an earlier column sets.
    paths: HashSet<String>,
    /// Whether unknown columns are skipped because the file was scored before: next to final scores they hold results or
    /// remarks.
    beside_scores: bool,
    /// Whether the rows have final scores already.
    has_scores: bool,
    /// Whether the rows are added up by the values of the kept column.
    tallies: bool,
    problems: Problems,
}

impl<'j> Reading<'j> {
    fn of(job: &'j Job<'j>, names: &[String], passes_over_remarks: bool) -> Self {
        let has_scores = names.iter().any(|name| name == "final_score");
        Self {
            job,
            alike: names.iter().map(|name| map::alike(name)).collect(),
            paths: HashSet::new(),
            beside_scores: passes_over_remarks && has_scores,
            has_scores,
            tallies: passes_over_remarks,
            problems: Problems::default(),
        }
    }

    fn wrong(&mut self, n: usize, mut problem: Problem) {
        problem.place = Some(Place::of_whole(format!("column {}", n + 1)));
        self.problems.push(problem);
    }

    fn column(&mut self, n: usize, name: &str) -> Column {
        if name.is_empty() {
            return Column::unused(name);
        }
        let job = self.job;
        let mapped = job.map.and_then(|map| map.column(name));
        if let Some(mapped) = mapped {
            let has = |heading: &String| self.alike.contains(heading);
            if mapped.superseded_by.as_ref().is_some_and(has) {
                return Column::unused(name);
            }
            return Column::new(job, name, &mapped.path, Some(mapped));
        }
        let path = match name {
            "part_b_paid" if self.beside_scores => "practice.part_b_paid",
            name => name,
        };
        if path != "id"
            && let Some(problem) = columns::unknown(job, path)
        {
            let is_kept = job.keep.iter().any(|kept| kept == name);
            let others = job.ignore_unknown || job.map.is_some_and(Map::passes_over_others);
            let is_result = self.beside_scores && path != "paid";
            if !(is_kept || others || is_result || self.has_scores && is_own_result(path)) {
                self.wrong(n, problem);
            }
            return Column::unused(name);
        }
        if !self.paths.insert(path.to_owned()) {
            let message = format!("the heading `{name}` appears twice");
            self.wrong(n, Problem::new(Code::Contradiction, path, message));
        }
        Column::new(job, name, path, None)
    }

    /// The columns that are copied, in the order in which the user named them.
    fn keeps(&mut self, names: &[String]) -> Vec<Option<usize>> {
        let mut keeps = Vec::new();
        for kept in self.job.keep {
            let is_it = |name: &String| name == kept || map::alike(name) == map::alike(kept);
            if let Some(n) = names.iter().position(is_it) {
                keeps.push(Some(n));
            } else {
                let message = format!("there is no column `{kept}`");
                let mut problem = Problem::new(Code::UnknownKey, "", message)
                    .nearest(kept, names.iter().map(String::as_str));
                let option = if self.tallies { "--by" } else { "--keep" };
                problem.place = Some(Place::of_whole(option));
                self.problems.push(problem);
            }
        }
        keeps
    }
}

/// Whether a heading is one that our own results have: a scored file may be scored again.
fn is_own_result(name: &str) -> bool {
    let of_results = COLUMNS.into_iter().chain(RANGE_COLUMNS);
    name == "scenario" || of_results.into_iter().any(|own| own == name)
}
