//! The points in their forms, each written as soon as it is scored.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use super::grid::{Point, Sweep};
use crate::{
    decimal::{self, plain},
    problem::Problems,
    report::{factor::Footing, layout::wrap, table, tree::Tree},
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
const FIGURES: [&str; 10] = [
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
        let mut failed = 0;
        let mut footing = Footing::default();
        output.write_all(head(&paths, form).as_bytes())?;
        for (n, point) in points.enumerate() {
            match &point.result {
                Ok(card) => footing.add(&card.payment_adjustment),
                Err(_) => failed += 1,
            }
            let text = match form {
                Form::Text => aligned(&paths, &read(&paths, cells(&point))),
                Form::Csv => row(&cells(&point)),
                Form::Markdown => format!("| {} |\n", cells(&point).join(" | ").replace('\n', " ")),
                Form::Ndjson => tree(&paths, &point) + "\n",
                Form::Json if n == 0 => format!("\n    {}", tree(&paths, &point)),
                Form::Json => format!(",\n    {}", tree(&paths, &point)),
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
fn head(paths: &[&str], form: Form) -> String {
    let columns: Vec<&str> = paths
        .iter()
        .copied()
        .chain(FIGURES)
        .chain(["error"])
        .collect();
    let owned: Vec<String> = columns.iter().map(|it| (*it).to_owned()).collect();
    match form {
        Form::Text => aligned(paths, &read(paths, owned)),
        Form::Csv => table::csv::<Vec<String>>(&columns, &[]),
        Form::Markdown => {
            let rule = vec!["---"; columns.len()].join(" | ");
            format!("| {} |\n| {rule} |\n", columns.join(" | "))
        }
        Form::Ndjson => String::new(),
        Form::Json => {
            let vary: Vec<Tree> = paths.iter().map(|path| (*path).into()).collect();
            let version = crate::report::SCHEMA_VERSION;
            let vary = Tree::List(vary).compact();
            format!("{{\n  \"schema_version\": {version},\n  \"vary\": {vary},\n  \"points\": [")
        }
    }
}

/// The cells that stand in columns for reading.
fn read(paths: &[&str], mut cells: Vec<String>) -> Vec<String> {
    let first = paths.len();
    cells.drain(first + READ..first + FIGURES.len());
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

/// Values, figures and the error of a point.
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
    cells
}

fn one_line(problems: &Problems) -> String {
    let errors = problems.0.iter().filter(|problem| problem.is_error());
    let texts: Vec<String> = errors
        .map(|problem| format!("{}: {}", problem.path, problem.message))
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

fn tree(paths: &[&str], point: &Point) -> String {
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
    let _ = write!(text, "\"error\":{}}}", error.compact());
    text
}

/// A row in columns that are known before the first value is.
fn aligned(paths: &[&str], cells: &[String]) -> String {
    let heads = paths
        .iter()
        .copied()
        .chain(["score", "low", "high", "percent", "dollars", ""]);
    let mut text = String::new();
    let titles = [
        ("final_score", "score"),
        ("final_score_low", "low"),
        ("final_score_high", "high"),
        ("payment_adjustment_percent", "percent"),
        ("payment_adjustment_dollars", "dollars"),
    ];
    for (n, (head, cell)) in heads.zip(cells).enumerate() {
        let cell = titles
            .iter()
            .find(|(name, _)| name == cell)
            .map_or(cell.as_str(), |(_, title)| title);
        let width = match n.checked_sub(paths.len()) {
            None => head.len().max(6),
            Some(4) => 14,
            Some(5) => {
                let _ = write!(text, "  {cell:<16}");
                continue;
            }
            Some(_) => 8,
        };
        let gap = if n == 0 { "" } else { "  " };
        let _ = write!(text, "{gap}{cell:>width$}");
    }
    if let Some(error) = cells.last() {
        text.push_str(error);
    }
    text.trim_end().to_owned() + "\n"
}
