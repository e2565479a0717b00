//! The points in their forms, each written as soon as it is scored.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use super::grid::{Point, Sweep};
use crate::{
    decimal::{self, plain},
    problem::Problems,
    report::{SCHEMA_VERSION, factor::Footing, layout::wrap, table, tool, tree::Tree},
    score::scorecard::Scorecard,
};

/// The forms that a sweep is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Columns for reading.
    Text,
    /// Comma-separated values, one row a point.
    Csv,
    /// One JSON object with all points.
    Json,
    /// One JSON object a point and line.
    Ndjson,
    /// A table to paste.
    Markdown,
}

/// The figures of a point, after its values: headings and output paths.
pub const FIGURES: [&str; 10] = [
    "final_score",
    "final_score_low",
    "final_score_high",
    "payment_adjustment_percent",
    "payment_adjustment_dollars",
    "class",
    "payment_adjustment_percent_low",
    "payment_adjustment_percent_high",
    "payment_adjustment_dollars_low",
    "payment_adjustment_dollars_high",
];

/// How many of them stand in columns for reading: both ends of the adjustment are left to programs.
const READ: usize = 6;

impl Sweep<'_> {
    /// Scores all points and writes each as soon as it is scored. Says how many could not be scored.
    ///
    /// # Errors
    ///
    /// What writing meets; and as [`Sweep::points`], as an invalid input.
    pub fn write(
        &self,
        points: impl Iterator<Item = Point>,
        form: Form,
        output: &mut impl Write,
    ) -> io::Result<u64> {
        let paths: Vec<&str> = self.variations.iter().map(|it| it.path.as_str()).collect();
        let columns: Vec<&str> = self.columns.iter().map(String::as_str).collect();
        let layout = Layout::of(&paths, &columns);
        let mut failed = 0;
        let mut footing = Footing::default();
        output.write_all(head(&paths, &columns, form).as_bytes())?;
        for (n, point) in points.enumerate() {
            match &point.result {
                Ok(card) => footing.add(&card.payment_adjustment),
                Err(_) => failed += 1,
            }
            let text = match form {
                Form::Text => layout.row(&read(&paths, cells(&point))),
                Form::Csv => row(&cells(&point)),
                Form::Markdown => format!("| {} |\n", cells(&point).join(" | ").replace('\n', " ")),
                Form::Ndjson => tree(&paths, &columns, &point) + "\n",
                Form::Json if n == 0 => format!("\n    {}", tree(&paths, &columns, &point)),
                Form::Json => format!(",\n    {}", tree(&paths, &columns, &point)),
            };
            output.write_all(text.as_bytes())?;
        }
        if form == Form::Json {
            output.write_all(b"\n  ]\n}\n")?;
        }
        let below = footing
            .sentence()
            .filter(|_| matches!(form, Form::Text | Form::Markdown));
        if let Some(sentence) = below {
            output.write_all(format!("\n{}", wrap(&sentence, "", "")).as_bytes())?;
        }
        output.flush()?;
        Ok(failed)
    }
}

/// What comes before the points.
fn head(paths: &[&str], more: &[&str], form: Form) -> String {
    let columns: Vec<&str> = paths
        .iter()
        .copied()
        .chain(FIGURES)
        .chain(["error"])
        .chain(more.iter().copied())
        .collect();
    match form {
        Form::Text => Layout::of(paths, more).head(),
        Form::Csv => table::csv::<Vec<String>>(&columns, &[]),
        Form::Markdown => {
            let rule = vec!["---"; columns.len()].join(" | ");
            format!("| {} |\n| {rule} |\n", columns.join(" | "))
        }
        Form::Ndjson => String::new(),
        Form::Json => {
            let vary: Vec<Tree> = paths.iter().map(|path| (*path).into()).collect();
            let (version, tool) = (SCHEMA_VERSION, tool().compact());
            let vary = Tree::List(vary).compact();
            format!(
                "{{\n  \"schema_version\": {version},\n  \"tool\": {tool},\n  \"vary\": {vary},\n  \"points\": ["
            )
        }
    }
}

/// The cells that stand in columns for reading; the error comes last.
fn read(paths: &[&str], mut cells: Vec<String>) -> Vec<String> {
    let first = paths.len();
    cells.drain(first + READ..first + FIGURES.len());
    let error = cells.remove(first + READ);
    cells.push(error);
    cells
}

/// A row of CSV.
fn row(cells: &[String]) -> String {
    let mut row = Vec::new();
    for (n, cell) in cells.iter().enumerate() {
        if n > 0 {
            row.push(b',');
        }
        crate::batch::write_cell(cell.as_bytes(), &mut row);
    }
    row.push(b'\n');
    String::from_utf8_lossy(&row).into_owned()
}

/// Values, figures and the error of a point, and the figures that are asked for.
fn cells(point: &Point) -> Vec<String> {
    let mut cells = point.values.clone();
    match &point.result {
        Ok(card) => {
            cells.extend(figures(card).into_iter().map(|figure| figure.cell()));
            cells.push(String::new());
        }
        Err(problems) => {
            cells.extend(FIGURES.map(|_| String::new()));
            cells.push(one_line(problems));
        }
    }
    cells.extend(point.columns.iter().map(Tree::cell));
    cells
}

fn one_line(problems: &Problems) -> String {
    let errors = problems.0.iter().filter(|problem| problem.is_error());
    let texts: Vec<String> = errors
        .map(|problem| match problem.path.as_str() {
            "" => problem.message.clone(),
            path => format!("{path}: {}", problem.message),
        })
        .collect();
    texts.join("; ")
}

fn figures(card: &Scorecard) -> [Tree; 10] {
    let payment = &card.payment_adjustment;
    let dollars = payment.dollars_bounds;
    [
        card.final_score.into(),
        card.final_score_bounds.low.into(),
        card.final_score_bounds.high.into(),
        payment.percent.into(),
        payment.dollars.into(),
        payment
            .class
            .map(crate::score::adjustment::Class::key)
            .into(),
        payment.bounds.low.into(),
        payment.bounds.high.into(),
        dollars.map(|bounds| bounds.low).into(),
        dollars.map(|bounds| bounds.high).into(),
    ]
}

fn tree(paths: &[&str], columns: &[&str], point: &Point) -> String {
    let mut text = String::from("{");
    let is_number =
        |value: &str| decimal::parse(value).is_some_and(|number| plain(number) == value);
    for (path, value) in paths.iter().zip(&point.values) {
        let value = if is_number(value) || value == "true" || value == "false" {
            value.clone()
        } else {
            serde_json::Value::from(value.as_str()).to_string()
        };
        let _ = write!(text, "{}:{value},", serde_json::Value::from(*path));
    }
    let (figures, error) = match &point.result {
        Ok(card) => (figures(card), Tree::Null),
        Err(problems) => (FIGURES.map(|_| Tree::Null), one_line(problems).into()),
    };
    for (name, figure) in FIGURES.iter().zip(figures) {
        let _ = write!(text, "\"{name}\":{},", figure.compact());
    }
    let _ = write!(text, "\"error\":{}", error.compact());
    for (path, figure) in columns.iter().zip(&point.columns) {
        let path = serde_json::Value::from(*path);
        let _ = write!(text, ",{path}:{}", figure.compact());
    }
    text.push('}');
    text
}

/// The widths of the columns of text, and their names in lines that fit: a name is cut behind its dots and underscores.
struct Layout {
    widths: Vec<usize>,
    heads: Vec<Vec<String>>,
}

impl Layout {
    fn of(paths: &[&str], columns: &[&str]) -> Self {
        let varied = paths.iter().map(|path| (*path, 6));
        let figures = FIGURES.iter().copied().zip([6, 6, 6, 7, 11, 15]);
        let mut layout = Self {
            widths: Vec::new(),
            heads: Vec::new(),
        };
        let columns = columns.iter().map(|path| (*path, 6));
        for (name, least) in varied.chain(figures).chain(columns) {
            let parts: Vec<&str> = name.split_inclusive(['.', '_']).collect();
            let longest = parts.iter().map(|part| part.len()).max().unwrap_or(0);
            let width = longest.max(least);
            let mut lines: Vec<String> = Vec::new();
            for part in parts {
                match lines.last_mut() {
                    Some(line) if line.len() + part.len() <= width => line.push_str(part),
                    _ => lines.push(part.to_owned()),
                }
            }
            layout.widths.push(width);
            layout.heads.push(lines);
        }
        layout
    }

    /// The names, each ending on the lowest line.
    fn head(&self) -> String {
        let height = self.heads.iter().map(Vec::len).max().unwrap_or(0);
        let line = |n: usize| {
            let cells = self.heads.iter().map(|lines| {
                let blank = height - lines.len();
                n.checked_sub(blank)
                    .map_or_else(String::new, |n| lines[n].clone())
            });
            self.row(&cells.collect::<Vec<_>>())
        };
        (0..height).map(line).collect()
    }

    /// A row; what stands behind the last column is an error.
    fn row(&self, cells: &[String]) -> String {
        let last = self.widths.len() - 1;
        let mut text = String::new();
        for (n, (cell, width)) in cells.iter().zip(&self.widths).enumerate() {
            let gap = if n == 0 { "" } else { "  " };
            let _ = if n == last {
                write!(text, "{gap}{cell:<width$}")
            } else {
                write!(text, "{gap}{cell:>width$}")
            };
        }
        if let Some(error) = cells.get(last + 1).filter(|error| !error.is_empty()) {
            let _ = write!(text, "  {error}");
        }
        text.trim_end().to_owned() + "\n"
    }
}
