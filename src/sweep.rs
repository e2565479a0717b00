//! A practice over a grid of values: every combination of the varied keys, in decimal-exact steps.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{
    decimal::{self, plain},
    document::Document,
    plot::Curve,
    problem::{Code, Part, Problem, Problems},
    report::{table, tree::Tree},
    rulebook::RuleBook,
    scorecard::Scorecard,
    setting::{Setting, segments},
    trial,
};

/// One key and the values that it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variation {
    /// The dotted path.
    pub path: String,
    values: Values,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Values {
    List(Vec<String>),
    Range {
        from: Decimal,
        step: Decimal,
        count: u64,
    },
}

impl Variation {
    /// Reads `path=from..to:step` or `path=a,b,c`.
    ///
    /// # Errors
    ///
    /// A text that is neither, a step that does not lead from one end to the other.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = |message: String| Problem {
            code: Code::BadSetting,
            path: String::new(),
            part: Part::Value,
            message: format!("--vary {text}: {message}"),
            help: Some("for example quality.percent=50..100:5, or cost.percent=30,45,60".into()),
            place: None,
        };
        let (path, values) = text
            .split_once('=')
            .ok_or_else(|| wrong("there is no `=` in it".into()))?;
        let (path, values) = (path.trim(), values.trim());
        if segments(path).is_none() {
            return Err(wrong("that is no dotted path".into()));
        }
        let values = if let Some((from, rest)) = values.split_once("..") {
            range(from, rest).map_err(wrong)?
        } else {
            let list: Vec<String> = values
                .split(',')
                .map(|value| value.trim().to_owned())
                .collect();
            if list.iter().any(String::is_empty) {
                return Err(wrong("a value is empty".into()));
            }
            Values::List(list)
        };
        Ok(Self {
            path: path.to_owned(),
            values,
        })
    }

    /// How many values there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        match &self.values {
            Values::List(list) => list.len() as u64,
            Values::Range { count, .. } => *count,
        }
    }

    fn value(&self, n: u64) -> String {
        match &self.values {
            Values::List(list) => usize::try_from(n)
                .ok()
                .and_then(|n| list.get(n))
                .cloned()
                .unwrap_or_default(),
            Values::Range { from, step, .. } => plain(from + step * Decimal::from(n)),
        }
    }
}

fn range(from: &str, rest: &str) -> Result<Values, String> {
    let number = |text: &str| {
        let text = text.trim();
        decimal::parse(text).ok_or_else(|| format!("`{text}` is no decimal number"))
    };
    let (to, step) = rest
        .split_once(':')
        .ok_or("the range has no step: write from..to:step")?;
    let (from, to, step) = (number(from)?, number(to)?, number(step)?);
    if step.is_zero() {
        return Err("a step of 0 leads nowhere".into());
    }
    let steps = to
        .checked_sub(from)
        .and_then(|width| width.checked_div(step))
        .ok_or("the range is too long")?;
    if steps < Decimal::ZERO {
        return Err(format!(
            "a step of {step} does not lead from {from} to {to}"
        ));
    }
    // Whole steps: what is left of the range is no step.
    let steps = steps.to_u64().ok_or("the range is too long")?;
    let last = Decimal::from(steps).checked_mul(step);
    if last.and_then(|last| from.checked_add(last)).is_none() {
        return Err("the range is too long".into());
    }
    Ok(Values::Range {
        from,
        step,
        count: steps + 1,
    })
}

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

/// A practice and what varies of it.
pub struct Sweep<'a> {
    /// The rules.
    pub book: &'a RuleBook,
    /// The practice.
    pub document: &'a Document,
    /// Settings that are the same at every point.
    pub settings: &'a [Setting],
    /// What varies; the last one turns fastest.
    pub variations: &'a [Variation],
}

/// One point of the grid.
pub struct Point {
    /// The values, in the order of the variations.
    pub values: Vec<String>,
    /// The score, or what is wrong with the point.
    pub result: Result<Box<Scorecard>, Problems>,
}

/// The figures of a point, after its values: headings and output paths.
const FIGURES: [&str; 6] = [
    "final_score",
    "final_score_low",
    "final_score_high",
    "payment_adjustment_percent",
    "payment_adjustment_dollars",
    "class",
];

impl Sweep<'_> {
    /// How many points there are; `None` for more than can be counted.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        self.variations.iter().try_fold(1_u64, |count, variation| {
            count.checked_mul(variation.count())
        })
    }

    /// Scores the points one after the other.
    ///
    /// # Errors
    ///
    /// Fixed settings that cannot be laid, a grid of more points than can be counted, a key that varies twice.
    pub fn points(&self) -> Result<impl Iterator<Item = Point> + use<'_>, Problems> {
        let bad = |message: String| Problems::from(Problem::new(Code::BadSetting, "", message));
        let count = self
            .count()
            .ok_or_else(|| bad("the grid has too many points".into()))?;
        for (n, variation) in self.variations.iter().enumerate() {
            if self.variations[..n]
                .iter()
                .any(|other| other.path == variation.path)
            {
                return Err(bad(format!("{} varies twice", variation.path)));
            }
        }
        let (of_rules, of_practice): (Vec<Setting>, Vec<Setting>) = self
            .settings
            .iter()
            .cloned()
            .partition(Setting::is_of_rules);
        let mut document = self.document.clone();
        document.lay(&of_practice)?;
        Ok((0..count).map(move |n| {
            let mut rest = n;
            let mut values: Vec<String> = self
                .variations
                .iter()
                .rev()
                .map(|variation| {
                    let value = variation.value(rest % variation.count());
                    rest /= variation.count();
                    value
                })
                .collect();
            values.reverse();
            let varied = self
                .variations
                .iter()
                .zip(&values)
                .map(|(variation, value)| Setting::new(&variation.path, value, "--vary"));
            let settings: Vec<Setting> = of_rules.iter().cloned().chain(varied).collect();
            let result = trial::run(self.book, &document, &settings);
            Point {
                values,
                result: result.map(|trial| Box::new(trial.scorecard)),
            }
        }))
    }

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
        output.write_all(head(&paths, form).as_bytes())?;
        for (n, point) in points.enumerate() {
            failed += u64::from(point.result.is_err());
            let text = match form {
                Form::Text => aligned(&paths, &cells(&point)),
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
        Form::Text => aligned(paths, &owned),
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

fn figures(card: &Scorecard) -> [Tree; 6] {
    let payment = &card.payment_adjustment;
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

/// What a curve shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The final score, with the performance threshold marked.
    FinalScore,
    /// The payment adjustment in percent, with zero marked.
    Adjustment,
}

/// Draws points as they come: the first variation runs to the right, and every combination of the others is a line.
pub struct Drawing {
    shown: Shown,
    curve: Curve,
}

/// Lines and points that a drawing can hold and still be looked at.
const MOST_LINES: usize = 6;
const MOST_POINTS: usize = 10_000;

impl Drawing {
    /// An empty drawing.
    ///
    /// # Errors
    ///
    /// Nothing that varies, or more lines than can be told apart.
    pub fn new(variations: &[Variation], shown: Shown) -> Result<Self, Problem> {
        let bad = |message: &str| Problem::new(Code::BadSetting, "", format!("--plot: {message}"));
        let (first, others) = variations
            .split_first()
            .ok_or_else(|| bad("nothing varies"))?;
        let lines: u64 = others
            .iter()
            .fold(1, |count, other| count.saturating_mul(other.count()));
        if lines > MOST_LINES as u64 {
            return Err(bad("more than six lines; vary fewer keys beside the first"));
        }
        if first.count() > MOST_POINTS as u64 {
            return Err(bad("more than ten thousand points; take a wider step"));
        }
        let y_title = match shown {
            Shown::FinalScore => "final score",
            Shown::Adjustment => "payment adjustment in percent",
        };
        Ok(Self {
            shown,
            curve: Curve {
                title: format!("{y_title} by {}", first.path),
                x_title: first.path.clone(),
                y_title: y_title.into(),
                lines: Vec::new(),
                mark: None,
            },
        })
    }

    /// Adds a point; one that is no number, or was not scored, is left out.
    pub fn add(&mut self, point: &Point) {
        let Ok(card) = &point.result else { return };
        let (level, mark) = match self.shown {
            Shown::FinalScore => (card.final_score, (card.performance_threshold, "threshold")),
            Shown::Adjustment => (card.payment_adjustment.percent, (Decimal::ZERO, "neutral")),
        };
        let Some((first, others)) = point.values.split_first() else {
            return;
        };
        let (Some(x), Some(y)) = (decimal::parse(first), level) else {
            return;
        };
        self.curve.mark = Some((mark.0, mark.1.to_owned()));
        let name = others.join(", ");
        let lines = &mut self.curve.lines;
        match lines.iter_mut().find(|(known, _)| *known == name) {
            Some((_, points)) => points.push((x, y)),
            None => lines.push((name, vec![(x, y)])),
        }
    }

    /// The curve with everything added so far.
    #[must_use]
    pub fn curve(&self) -> &Curve {
        &self.curve
    }
}
