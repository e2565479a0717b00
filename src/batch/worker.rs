//! One thread's work: the rows of a block, each on the short way where it has a plan, on the general way otherwise.

use std::sync::Arc;

use memchr::memchr;
use rust_decimal::Decimal;

use super::{
    Form, Job,
    blocks::{Block, Dialect},
    cells,
    heading::{FINAL_SCORE, Heading, Kind, PAID},
    number,
    pipeline::{Out, Planned, Taking},
    plan::{EXACT_PER_NUMBER, EXACT_PLACES, Numbers},
    records::Record,
    rows::{self, Row},
    shapes::{Found, Shapes},
};
use crate::{
    decimal::{self, scaled, to_places},
    document::{Value, setting::Setting},
    problem::{Code, Problem, Problems},
    rules::book::YearRules,
    score::score,
    trial::{Admitted, Trial},
};

/// One thread's state.
pub(super) struct Worker<'a, T: Taking> {
    job: &'a Job<'a>,
    taking: &'a T,
    heading: &'a Heading,
    has_final_scores: bool,
    shapes: Shapes,
    shape: Vec<u8>,
    plain: Vec<u8>,
    /// The rules of rows whose final scores are known, by shape.
    years: Vec<(Vec<u8>, Arc<YearRules>)>,
    /// Output of the last block.
    pub out: Out,
    /// Sums over all blocks.
    pub sum: T::Sum,
}

/// How far the short way came with a row.
enum Step {
    /// To its end, which is here.
    Done(usize),
    /// The shape is new; these numbers are in the row.
    New(u8),
    /// The row takes the general way.
    General,
}

impl<'a, T: Taking> Worker<'a, T> {
    pub(super) fn new(job: &'a Job<'a>, taking: &'a T, heading: &'a Heading) -> Self {
        Self {
            job,
            taking,
            heading,
            has_final_scores: heading.column(Kind::Number(FINAL_SCORE)).is_some(),
            shapes: Shapes::default(),
            shape: Vec::new(),
            plain: Vec::new(),
            years: Vec::new(),
            out: Out::default(),
            sum: T::Sum::default(),
        }
    }

    /// Takes all rows of a block.
    pub(super) fn block(&mut self, block: &Block) {
        self.out.clear();
        let bytes = &block.bytes;
        let terminator = self.heading.dialect.terminator;
        if block.is_cut {
            self.out.rows += 1;
            self.out.taken += 1;
            self.too_long(bytes);
            return;
        }
        let is_short = self.job.form == Form::Csv && !block.has_quotes;
        let mut at = 0;
        while at < bytes.len() {
            self.out.rows += 1;
            let step = if is_short {
                self.short(bytes, at)
            } else {
                Step::General
            };
            if let Step::Done(end) = step {
                self.out.taken += 1;
                at = end + 1;
                continue;
            }
            let mut unclosed = None;
            let length = if block.has_quotes {
                match self.heading.records.first(&bytes[at..], true) {
                    Record::Whole(length) => length,
                    Record::Unclosed { length, column } => {
                        unclosed = Some(column);
                        length
                    }
                    Record::Open => bytes.len() - at,
                }
            } else {
                memchr(terminator, &bytes[at..]).map_or(bytes.len() - at, |end| end + 1)
            };
            let row = &bytes[at..at + length];
            let row = row.strip_suffix(&[terminator]).unwrap_or(row);
            at += length;
            if let Some(column) = unclosed {
                self.out.taken += 1;
                self.unclosed(row, column);
                continue;
            }
            if rows::is_blank(row, self.heading.dialect) {
                continue;
            }
            self.out.taken += 1;
            if block.has_quotes {
                self.quoted(row);
            } else {
                self.general(row, &step);
            }
        }
    }

    /// A row in which cells may be quoted: the short way without its quotes, where that says the same.
    fn quoted(&mut self, row: &[u8]) {
        let mut plain = std::mem::take(&mut self.plain);
        plain.clear();
        let step = if cells::unquote(row, self.heading.dialect, &mut plain) {
            self.short(&plain, 0)
        } else {
            Step::General
        };
        self.plain = plain;
        if !matches!(step, Step::Done(_)) {
            self.general(row, &step);
        }
    }

    /// Takes the row that begins at `at`, if it has a plan and holds nothing unusual.
    #[inline]
    fn short(&mut self, bytes: &[u8], mut at: usize) -> Step {
        let Dialect {
            delimiter,
            terminator,
            ..
        } = self.heading.dialect;
        let columns = &self.heading.columns;
        let mut numbers: Numbers = Numbers::default();
        let mut mask = 0;
        let mut id: &[u8] = &[];
        self.shape.clear();
        self.shape.push(0);
        let mut end = at;
        for (n, column) in columns.iter().enumerate() {
            let start = at;
            let is_end = |end: usize| {
                bytes
                    .get(end)
                    .is_none_or(|byte| *byte == delimiter || *byte == terminator)
            };
            match column.kind {
                Kind::Number(slot) if !is_end(at) => match number::read(bytes, at) {
                    Some((number, after)) => {
                        numbers[slot] = number;
                        mask |= 1 << slot;
                        end = after;
                    }
                    None => return Step::General,
                },
                _ if is_end(at) => end = at,
                _ => end = cells::end(bytes, at, delimiter, terminator),
            }
            let is_last = n + 1 == columns.len();
            let mut cell = &bytes[start..end];
            if is_last {
                if bytes.get(end) == Some(&b'\r') && terminator != b'\r' {
                    end += 1;
                }
                cell = cell.strip_suffix(b"\r").unwrap_or(cell);
            }
            let ends_row = bytes.get(end).is_none_or(|byte| *byte == terminator);
            if ends_row != is_last || !(ends_row || bytes[end] == delimiter) {
                return Step::General;
            }
            match column.kind {
                Kind::Number(_) => {}
                Kind::Other => {
                    self.shape.extend_from_slice(cell);
                    self.shape.push(delimiter);
                }
                Kind::Id => {
                    if !cell.iter().all(u8::is_ascii_graphic) || cell.contains(&b',') {
                        return Step::General;
                    }
                    id = cell;
                }
                Kind::Unused => {
                    if column.path.is_empty() && !cell.is_empty() {
                        return Step::General;
                    }
                }
            }
            at = end + 1;
        }
        let is_delimiter = |byte: &u8| *byte == delimiter;
        if mask == 0 && id.is_empty() && self.shape[1..].iter().all(is_delimiter) {
            // Perhaps nothing is in it.
            return Step::General;
        }
        self.shape[0] = mask;
        if self.has_final_scores {
            return if self.known_score(&numbers, mask) {
                Step::Done(end)
            } else {
                Step::General
            };
        }
        self.planned(id, &numbers, mask, end)
    }

    /// Takes a row that ends at `end`, if its shape has a plan.
    #[inline]
    fn planned(&mut self, id: &[u8], numbers: &Numbers, mask: u8, end: usize) -> Step {
        match self.shapes.get(&self.shape) {
            Found::New => Step::New(mask),
            Found::General => Step::General,
            Found::Plan(plan, table) => {
                let Some(numbers) = plan.numbers(numbers, mask) else {
                    return Step::General;
                };
                let warns = plan.warns(&numbers, mask);
                if warns && self.out.first_warning.is_none() {
                    // It is to be put in words.
                    return Step::General;
                }
                let mut planned = Planned {
                    id,
                    plan,
                    table,
                    numbers,
                    mask,
                };
                if self
                    .taking
                    .planned(&mut planned, &mut self.out, &mut self.sum)
                {
                    self.out.warned += u64::from(warns);
                    Step::Done(end)
                } else {
                    Step::General
                }
            }
        }
    }

    /// Takes a row whose final score is known, if the rules of its year are known too.
    fn known_score(&mut self, numbers: &Numbers, mask: u8) -> bool {
        let Some((_, year)) = self
            .years
            .iter()
            .find(|(shape, _)| shape[1..] == self.shape[1..])
        else {
            return false;
        };
        let exact = numbers[FINAL_SCORE] * EXACT_PER_NUMBER;
        let fits = mask & 1 << FINAL_SCORE != 0
            && scaled(year.final_score.maximum, EXACT_PLACES).is_some_and(|most| exact <= most);
        if fits {
            let paid = (mask & 1 << PAID != 0).then_some(numbers[PAID]);
            self.taking.given(year, exact, paid, &mut self.sum);
        }
        fits
    }

    fn general(&mut self, row: &[u8], step: &Step) {
        let Row { id, settings } = match self.job.form {
            Form::Csv => rows::of_cells(self.heading, row),
            Form::Ndjson => rows::of_json(row),
        };
        let outcome = settings.and_then(|settings| {
            if self.has_final_scores {
                return self.known_score_in_full(&settings);
            }
            let admitted = rows::admit(self.job, &settings)
                .map_err(|problems| rows::describe_with(problems, &settings))?;
            if let Step::New(mask) = step {
                self.shapes.learn(&self.shape, *mask, &admitted);
            }
            let Admitted { rules, practice } = admitted;
            let scorecard = score(&rules, &practice);
            if let Some(why) = rows::not_known(&scorecard) {
                return Err(why);
            }
            let trial = Trial {
                rules,
                practice,
                scorecard,
                readings: Vec::new(),
            };
            self.taking
                .scored(self.job, &id, &trial, &mut self.out, &mut self.sum)?;
            let warnings = &trial.scorecard.warnings;
            if !warnings.is_empty() {
                self.out.warned += 1;
                let row = self.out.rows;
                let warning = || (row, rows::in_one_line(warnings));
                self.out.first_warning.get_or_insert_with(warning);
            }
            Ok(())
        });
        if let Err(why) = outcome {
            self.fail(&id, why);
        }
    }

    /// As [`Self::known_score`], with numbers of any length, and with a reason where it cannot.
    fn known_score_in_full(&mut self, settings: &[Setting]) -> Result<(), String> {
        let value = |path: &str| {
            let mut all = settings.iter().chain(self.job.settings);
            all.rfind(|setting| {
                setting.path == path || setting.path.rsplit('.').next() == Some(path)
            })
            .map(|setting| setting.value.as_str())
        };
        let number = |path: &str| {
            let Some(text) = value(path) else {
                return Ok(None);
            };
            let number = decimal::parse(text).filter(|number| *number >= Decimal::ZERO);
            let wrong = || format!("{path}: `{text}` is not a number of 0 or more");
            number.map(Some).ok_or_else(wrong)
        };
        let score = number("final_score")?.ok_or("final_score: the cell is empty")?;
        let paid = number("part_b_paid")?;
        let of_base = match self.job.base.get("performance_year") {
            Some(node) => match &node.value {
                Value::Number(text) => Some(text.as_str()),
                _ => None,
            },
            None => None,
        };
        let year = value("performance_year").or(of_base).ok_or(
            "performance_year: the performance year is missing (add a column performance_year, or give --year)",
        )?;
        let unknown = || {
            let message = format!("`{year}` is not a year");
            Problems::from(Problem::new(Code::UnknownYear, "performance_year", message))
        };
        let of_rules: Vec<Setting> = self
            .job
            .settings
            .iter()
            .filter(|setting| setting.is_of_rules())
            .cloned()
            .collect();
        let rules = year
            .parse()
            .map_err(|_| unknown())
            .and_then(|year| self.job.book.year_with(year, &of_rules))
            .map_err(|problems| rows::describe(&problems))?;
        if score > rules.final_score.maximum {
            return Err(format!(
                "final_score: {score} is above {}",
                rules.final_score.maximum
            ));
        }
        let in_units = |value: Decimal, places| {
            scaled(to_places(value, places), places).ok_or_else(|| format!("{value} is too large"))
        };
        let exact = in_units(score, EXACT_PLACES)?;
        let paid = match paid {
            Some(paid) if paid > crate::practice::MOST_PAID => {
                return Err(format!(
                    "practice.part_b_paid: {paid} dollars is more than Medicare pays any practice in a year"
                ));
            }
            Some(paid) => Some(in_units(paid, number::PLACES)?),
            None => None,
        };
        self.taking.given(&rules, exact, paid, &mut self.sum);
        if self.job.form == Form::Csv
            && self.years.iter().all(|(shape, _)| *shape != self.shape)
            && self.years.len() < 64
        {
            self.years.push((self.shape.clone(), rules));
        }
        Ok(())
    }

    /// A row of which only the beginning was read.
    fn too_long(&mut self, beginning: &[u8]) {
        let id = self.id_before(beginning, usize::MAX);
        let most = super::blocks::BLOCK_BYTES / 1024;
        self.fail(&id, format!("the row is longer than {most} KB"));
    }

    /// A line that opens a quote which nobody closes.
    fn unclosed(&mut self, line: &[u8], column: usize) {
        let id = self.id_before(line, column);
        let heading = self.heading.columns.get(column);
        let name = match heading.filter(|it| !it.path.is_empty()) {
            Some(heading) => heading.path.clone(),
            None => (column + 1).to_string(),
        };
        let why = format!("a quote opened in this row, column {name}, is never closed");
        self.fail(&id, why);
    }

    /// The name of a row of which only the cells before a column, and not the last of them, can be relied on.
    fn id_before(&self, beginning: &[u8], column: usize) -> Vec<u8> {
        if self.job.form != Form::Csv {
            return Vec::new();
        }
        let cells = cells::split(beginning, self.heading.dialect);
        let known = column.min(cells.len().saturating_sub(1));
        match self.heading.column(Kind::Id).filter(|n| *n < known) {
            Some(n) => String::from_utf8_lossy(&cells[n]).into_owned().into_bytes(),
            None => Vec::new(),
        }
    }

    fn fail(&mut self, id: &[u8], why: String) {
        self.taking.failed(self.job, id, &why, &mut self.out);
        self.out.fail(why);
    }
}
