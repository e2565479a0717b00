//! Many clinicians: one verdict for each row of a CSV file or line of an NDJSON file, in order, in constant memory.

mod reading;

use std::io::{self, BufRead, BufReader, Read, Write};

use csv::ByteRecord;

use super::{admission::admit, eligibility::eligibility, verdict_row};
use crate::{
    batch::Form,
    document::{Document, setting::Setting},
    practice,
    problem::{Code, Place, Problem, Problems},
    report::tree::Tree,
    rules::book::RuleBook,
};

pub use reading::form_of;
use reading::{Row, in_one_line, of_cells, of_json};

/// The columns of every verdict.
pub const COLUMNS: [&str; 9] = verdict_row::columns("id", "error");

/// What is judged, and how.
pub struct Rows<'a> {
    /// The rules.
    pub book: &'a RuleBook,
    /// What all rows share.
    pub base: &'a Document,
    /// Settings laid over every row: they beat its cells.
    pub settings: &'a [Setting],
    /// The form of the input.
    pub form: Form,
    /// The form of the verdicts.
    pub to: Form,
    /// How many threads judge; the output does not depend on it.
    pub threads: usize,
}

/// How many rows are held at a time.
const BLOCK: usize = 1024;

/// What became of the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RowSummary {
    /// Rows read.
    pub rows: u64,
    /// Rows without a verdict.
    pub failed: u64,
    /// What was wrong with the first of them.
    pub first_failure: Option<String>,
}

/// What ends a whole run.
#[derive(Debug)]
#[non_exhaustive]
pub enum RowsFailure {
    /// A heading is unknown.
    Heading(Problems),
    /// The input cannot be read.
    Read(io::Error),
    /// The output cannot be written.
    Write(io::Error),
}

impl std::fmt::Display for RowsFailure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Heading(problems) => problems.fmt(f),
            Self::Read(error) => write!(f, "the input cannot be read: {error}"),
            Self::Write(error) => write!(f, "the output cannot be written: {error}"),
        }
    }
}

impl std::error::Error for RowsFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Heading(problems) => Some(problems),
            Self::Read(error) | Self::Write(error) => Some(error),
        }
    }
}

/// Judges every row of `input` and writes one verdict for each to `output`.
///
/// # Errors
///
/// An unknown heading, and failures of reading and writing. A row that cannot be judged is not an error: the verdict says why.
pub fn judge(
    rows: &Rows<'_>,
    input: impl Read,
    output: impl Write,
) -> Result<RowSummary, RowsFailure> {
    let mut input = BufReader::new(input);
    let mut judge = Judge {
        rows,
        output,
        summary: RowSummary::default(),
        line: 0,
        block: Vec::with_capacity(BLOCK),
    };
    match rows.form {
        Form::Csv => judge.csv(&mut input)?,
        Form::Ndjson => judge.lines(&mut input)?,
    }
    judge.judge_block()?;
    judge.output.flush().map_err(RowsFailure::Write)?;
    Ok(judge.summary)
}

struct Judge<'a, W: Write> {
    rows: &'a Rows<'a>,
    output: W,
    summary: RowSummary,
    line: u64,
    /// Rows that are read and not yet judged, each with its line.
    block: Vec<(u64, Row)>,
}

impl<W: Write> Judge<'_, W> {
    fn csv(&mut self, input: &mut impl BufRead) -> Result<(), RowsFailure> {
        let start = input.fill_buf().map_err(RowsFailure::Read)?;
        let mark = start.starts_with(b"\xef\xbb\xbf");
        let first = start
            .split(|byte| *byte == b'\n')
            .next()
            .unwrap_or_default();
        let delimiter = [b',', b'\t', b';']
            .into_iter()
            .find(|it| first.contains(it))
            .unwrap_or(b',');
        if mark {
            input.consume(3);
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(input);
        let heads = reader.byte_headers().map_err(of_csv)?.clone();
        let paths = self.headings(&heads)?;
        self.head()?;
        self.line = 1;
        let mut record = ByteRecord::new();
        while reader.read_byte_record(&mut record).map_err(of_csv)? {
            self.line += 1;
            if record.iter().all(<[u8]>::is_empty) {
                continue;
            }
            let row = of_cells(&paths, &record);
            self.row(row)?;
        }
        Ok(())
    }

    /// The dotted paths of the columns. A key of `[eligibility]` may stand without its table's name.
    fn headings(&self, heads: &ByteRecord) -> Result<Vec<String>, RowsFailure> {
        let mut problems = Problems::default();
        let mut paths: Vec<String> = Vec::new();
        for (n, head) in heads.iter().enumerate() {
            let name = String::from_utf8_lossy(head).into_owned();
            let within = format!("eligibility.{name}");
            let path = if name.is_empty() || name == "id" || self.unknown(&name).is_none() {
                name
            } else if self.unknown(&within).is_none() {
                within
            } else {
                let mut problem = self
                    .unknown(&name)
                    .unwrap_or_else(|| Problem::new(Code::UnknownKey, &name, "unknown heading"));
                problem.place = Some(Place::of_whole(format!("column {}", n + 1)));
                if problem.help.is_none() {
                    problem =
                        problem.help("a heading must be a dotted path of the practice file, or id");
                }
                problems.push(problem);
                continue;
            };
            if !path.is_empty() && paths.contains(&path) {
                let message = format!("the heading `{path}` appears twice");
                problems.push(Problem::new(Code::Contradiction, path.clone(), message));
            }
            paths.push(path);
        }
        if problems.is_empty() {
            Ok(paths)
        } else {
            Err(RowsFailure::Heading(problems))
        }
    }

    /// What is wrong with a path that no practice file has.
    fn unknown(&self, path: &str) -> Option<Problem> {
        if path.starts_with("rules.") {
            return None;
        }
        let mut document = self.rows.base.clone();
        if let Err(problems) = document.lay(&[Setting::new(path, "1", "column")]) {
            return problems.0.into_iter().next();
        }
        let (_, problems) = practice::read(&document);
        let mut found = problems.0.into_iter();
        found.find(|it| it.code == Code::UnknownKey && path.starts_with(&it.path))
    }

    fn lines(&mut self, input: &mut impl BufRead) -> Result<(), RowsFailure> {
        self.head()?;
        let mut line = Vec::new();
        loop {
            line.clear();
            if input
                .read_until(b'\n', &mut line)
                .map_err(RowsFailure::Read)?
                == 0
            {
                return Ok(());
            }
            self.line += 1;
            if !line.trim_ascii().is_empty() {
                self.row(of_json(&line))?;
            }
        }
    }

    fn row(&mut self, row: Row) -> Result<(), RowsFailure> {
        self.block.push((self.line, row));
        if self.block.len() < BLOCK {
            return Ok(());
        }
        self.judge_block()
    }

    /// Judges the rows that were read, on several threads, and writes them in their order.
    fn judge_block(&mut self) -> Result<(), RowsFailure> {
        let block = std::mem::take(&mut self.block);
        let rows = self.rows;
        let share = block.len().div_ceil(rows.threads.max(1)).max(1);
        let judged: Vec<Result<Vec<String>, String>> = if share >= block.len() {
            block.iter().map(|(_, row)| rows.verdict(row)).collect()
        } else {
            std::thread::scope(|scope| {
                let parts: Vec<_> = block
                    .chunks(share)
                    .map(|part| {
                        let judge = || part.iter().map(|(_, row)| rows.verdict(row)).collect();
                        scope.spawn(judge)
                    })
                    .collect();
                let of_part = |part: std::thread::ScopedJoinHandle<'_, Vec<_>>| {
                    part.join()
                        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                };
                parts.into_iter().flat_map(of_part).collect()
            })
        };
        for ((line, (id, _)), verdict) in block.iter().zip(judged) {
            self.write_row(*line, id, verdict)?;
        }
        self.block = block;
        self.block.clear();
        Ok(())
    }

    fn write_row(
        &mut self,
        line: u64,
        id: &str,
        judged: Result<Vec<String>, String>,
    ) -> Result<(), RowsFailure> {
        self.summary.rows += 1;
        let mut cells = vec![self.id(id)];
        match judged {
            Ok(verdict) => {
                cells.extend(verdict);
                cells.push(String::new());
            }
            Err(why) => {
                let why = format!("row {line}: {why}");
                self.summary.failed += 1;
                self.summary
                    .first_failure
                    .get_or_insert_with(|| why.clone());
                cells.resize(COLUMNS.len() - 1, String::new());
                cells.push(why);
            }
        }
        self.write(&cells).map_err(RowsFailure::Write)
    }

    /// The heading of the verdicts, where they have one.
    fn head(&mut self) -> Result<(), RowsFailure> {
        if self.rows.to == Form::Csv {
            writeln!(self.output, "{}", COLUMNS.join(",")).map_err(RowsFailure::Write)?;
        }
        Ok(())
    }

    /// A row's name as the verdicts write it: lines give it as JSON, cells as text.
    fn id(&self, id: &str) -> String {
        match (self.rows.form, self.rows.to) {
            (Form::Csv, Form::Ndjson) if !id.is_empty() => serde_json::Value::from(id).to_string(),
            (Form::Ndjson, Form::Csv) => match serde_json::from_str(id) {
                Ok(serde_json::Value::String(text)) => text,
                _ => id.to_owned(),
            },
            _ => id.to_owned(),
        }
    }

    fn write(&mut self, cells: &[String]) -> io::Result<()> {
        if self.rows.to == Form::Csv {
            let mut line = Vec::new();
            for (n, cell) in cells.iter().enumerate() {
                if n > 0 {
                    line.push(b',');
                }
                crate::batch::write_cell(cell.as_bytes(), &mut line);
            }
            line.push(b'\n');
            return self.output.write_all(&line);
        }
        let is_bare = |name: &str| matches!(name, "id" | "performance_year" | "bound");
        let members = COLUMNS.iter().zip(cells).map(|(name, cell)| {
            let value = match cell.as_str() {
                "" if matches!(*name, "may" | "missing") => Tree::List(Vec::new()),
                "" => Tree::Null,
                // An id is JSON already; a year and a truth are written alike in both forms.
                _ if is_bare(name) => Tree::Number(cell.clone()),
                _ if matches!(*name, "may" | "missing") => {
                    Tree::List(cell.split('|').map(Tree::from).collect())
                }
                _ => cell.as_str().into(),
            };
            (*name, value)
        });
        let line = Tree::Object(members.collect()).compact();
        writeln!(self.output, "{line}")
    }
}

impl Rows<'_> {
    fn verdict(&self, (_, cells): &Row) -> Result<Vec<String>, String> {
        let cells = cells.as_ref().map_err(Clone::clone)?;
        let mut document = self.base.clone();
        let (of_rules, of_practice): (Vec<Setting>, Vec<Setting>) =
            cells.iter().cloned().partition(Setting::is_of_rules);
        document.lay(&of_practice).map_err(|it| in_one_line(&it))?;
        let settings: Vec<Setting> = of_rules.iter().chain(self.settings).cloned().collect();
        let admitted = admit(self.book, &document, &settings).map_err(|it| in_one_line(&it))?;
        let found = eligibility(&admitted.rules, &admitted.practice);
        Ok(verdict_row::cells(admitted.rules.performance_year, &found))
    }
}

fn of_csv(error: csv::Error) -> RowsFailure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => RowsFailure::Read(error),
        other => RowsFailure::Read(io::Error::other(format!("{other:?}"))),
    }
}
