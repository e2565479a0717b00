//! The points in their forms, each written as soon as it is scored.

mod form;
mod layout;
mod line;

use std::io::{self, Write};

use super::grid::{Point, Reached, Sweep};
use crate::{
    decimal::{self, plain},
    problem::Problems,
    report::{SCHEMA_VERSION, factor::Footing, layout::wrap, table, tool, tree::Tree},
    score::Ends,
};

use form::{CLASS, READ};
pub use form::{FIGURES, Form};
use layout::Layout;
pub(super) use line::Line;

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
        let writer = Writer::of(self, form);
        let mut failed = 0;
        let mut footing = Footing::default();
        let mut line = Line::new(form);
        let mut text = writer.head();
        for (n, point) in (0..).zip(points) {
            let result = point.result.map(|card| (Ends::of_card(&card), None));
            match &result {
                Ok((ends, _)) => footing.add(&ends.payment),
                Err(_) => failed += 1,
            }
            let point = Reached {
                values: point.values,
                columns: point.columns,
                result,
            };
            writer.point(n, &point, &mut line, &mut text);
            output.write_all(&text)?;
            text.clear();
        }
        writer.end(&footing, &mut text);
        output.write_all(&text)?;
        output.flush()?;
        Ok(failed)
    }
}

/// Writes points in one form.
pub(super) struct Writer<'a> {
    form: Form,
    paths: Vec<&'a str>,
    columns: Vec<&'a str>,
    layout: Layout,
    /// In JSON what comes before each cell and before the error: its name.
    names: Vec<String>,
}

impl<'a> Writer<'a> {
    pub(super) fn of(sweep: &Sweep<'a>, form: Form) -> Self {
        let paths: Vec<&str> = sweep.variations.iter().map(|it| it.path.as_str()).collect();
        let columns: Vec<&str> = sweep.columns.iter().map(String::as_str).collect();
        let names = paths.iter().copied().chain(FIGURES).chain(["error"]);
        Self {
            form,
            layout: Layout::of(&paths, &columns),
            names: names
                .enumerate()
                .map(|(n, name)| {
                    let before = if n == 0 { "{" } else { "," };
                    format!("{before}{}:", serde_json::Value::from(name))
                })
                .collect(),
            paths,
            columns,
        }
    }

    /// A value as the form writes it.
    pub(super) fn value(&self, value: &str) -> String {
        let is_number = || decimal::parse(value).is_some_and(|number| plain(number) == value);
        match self.form {
            Form::Csv => {
                let mut cell = Vec::new();
                crate::batch::write_cell(value.as_bytes(), &mut cell);
                String::from_utf8_lossy(&cell).into_owned()
            }
            Form::Json | Form::Ndjson if value == "true" || value == "false" || is_number() => {
                value.to_owned()
            }
            Form::Json | Form::Ndjson => serde_json::Value::from(value).to_string(),
            Form::Text => value.to_owned(),
            Form::Markdown => value.replace('\n', " "),
        }
    }

    /// What comes before the points.
    pub(super) fn head(&self) -> Vec<u8> {
        head(&self.paths, &self.columns, self.form).into_bytes()
    }

    /// Appends a point that was scored, or could not be.
    pub(super) fn point(&self, n: u64, point: &Reached, line: &mut Line, out: &mut Vec<u8>) {
        line.clear();
        for value in &point.values {
            line.cell(|text| text.extend_from_slice(self.value(value).as_bytes()));
        }
        let error = match &point.result {
            Ok((ends, _)) => {
                for figure in figures(ends) {
                    line.cell(|text| text.extend_from_slice(figure.cell().as_bytes()));
                }
                None
            }
            Err(problems) => {
                for _ in FIGURES {
                    line.cell(|_| {});
                }
                Some(one_line(problems))
            }
        };
        self.line(n, line, error.as_deref(), &point.columns, out);
    }

    /// Appends the line of the `n`th point.
    pub(super) fn line(
        &self,
        n: u64,
        line: &Line,
        error: Option<&str>,
        columns: &[Tree],
        out: &mut Vec<u8>,
    ) {
        match self.form {
            Form::Csv => {
                out.extend_from_slice(&line.text);
                crate::batch::write_cell(error.unwrap_or_default().as_bytes(), out);
                for column in columns {
                    out.push(b',');
                    crate::batch::write_cell(column.cell().as_bytes(), out);
                }
                out.push(b'\n');
            }
            Form::Json | Form::Ndjson => {
                out.extend_from_slice(match (self.form, n) {
                    (Form::Ndjson, _) => b"".as_slice(),
                    (_, 0) => b"\n    ",
                    _ => b",\n    ",
                });
                self.json(line, error, columns, out);
                if self.form == Form::Ndjson {
                    out.push(b'\n');
                }
            }
            Form::Text => {
                let first = self.paths.len();
                let cells = line.cells().take(first + READ).map(<[u8]>::to_vec);
                let more = columns.iter().map(|column| column.cell().into_bytes());
                let cells: Vec<Vec<u8>> = cells.chain(more).collect();
                self.layout.row(&cells, error.unwrap_or_default(), out);
            }
            Form::Markdown => {
                for cell in line.cells() {
                    out.extend_from_slice(b"| ");
                    out.extend_from_slice(cell);
                    out.push(b' ');
                }
                let columns = columns.iter().map(Tree::cell);
                for cell in std::iter::once(error.unwrap_or_default().to_owned()).chain(columns) {
                    let _ = write!(out, "| {} ", cell.replace('\n', " "));
                }
                out.extend_from_slice(b"|\n");
            }
        }
    }

    fn json(&self, line: &Line, error: Option<&str>, columns: &[Tree], out: &mut Vec<u8>) {
        let class = self.paths.len() + CLASS;
        for (n, (cell, name)) in line.cells().zip(&self.names).enumerate() {
            out.extend_from_slice(name.as_bytes());
            match cell {
                b"" => out.extend_from_slice(b"null"),
                _ if n == class => {
                    out.push(b'"');
                    out.extend_from_slice(cell);
                    out.push(b'"');
                }
                _ => out.extend_from_slice(cell),
            }
        }
        out.extend_from_slice(self.names[self.names.len() - 1].as_bytes());
        let error = error.map_or(Tree::Null, Tree::from);
        out.extend_from_slice(error.compact().as_bytes());
        for (path, figure) in self.columns.iter().zip(columns) {
            let path = serde_json::Value::from(*path);
            let _ = write!(out, ",{path}:{}", figure.compact());
        }
        out.push(b'}');
    }

    /// Whether something about all points comes below them.
    pub(super) fn has_footing(&self) -> bool {
        matches!(self.form, Form::Text | Form::Markdown)
    }

    /// Appends what comes after the points.
    pub(super) fn end(&self, footing: &Footing, out: &mut Vec<u8>) {
        if self.form == Form::Json {
            out.extend_from_slice(b"\n  ]\n}\n");
        }
        if self.has_footing()
            && let Some(sentence) = footing.sentence()
        {
            let _ = write!(out, "\n{}", wrap(&sentence, "", ""));
        }
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

fn figures(ends: &Ends) -> [Tree; 10] {
    let payment = &ends.payment;
    let dollars = payment.dollars_bounds;
    [
        ends.known.into(),
        ends.final_score.low.into(),
        ends.final_score.high.into(),
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
