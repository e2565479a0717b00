//! Prints results as rows of CSV or lines of NDJSON.

use super::{
    cells,
    columns::FACTOR,
    job::{COLUMNS, Form, Job, RANGE_COLUMNS},
    number::write_hundredths,
    out::Out,
    taking::{Named, Planned, Taking},
};
use crate::{
    report::{figures, tree::Tree},
    trial::Trial,
};

/// Prints the result of each row.
pub(super) struct Printing {
    is_csv: bool,
    /// For each figure after the id, the text before it: a comma, or a comma and the name.
    before: Vec<Vec<u8>>,
    range: bool,
    /// Number of columns that are copied.
    keeps: usize,
    has_more_columns: bool,
}

/// The columns of a result, without the id.
fn names<'j>(job: &'j Job<'_>) -> impl Iterator<Item = &'j str> {
    let scenario = (!job.scenarios.is_empty()).then_some("scenario");
    let range = RANGE_COLUMNS.into_iter().filter(|_| job.range);
    job.keep
        .iter()
        .map(String::as_str)
        .chain(scenario)
        .chain(COLUMNS[1..5].iter().copied())
        .chain(range)
        .chain([COLUMNS[5]])
        .chain(job.columns.iter().map(String::as_str))
}

impl Printing {
    pub(super) fn of(job: &Job<'_>) -> Self {
        let is_csv = job.form == Form::Csv;
        let before = |name: &str| {
            if is_csv {
                b",".to_vec()
            } else {
                format!(",{}:", serde_json::Value::from(name)).into_bytes()
            }
        };
        Self {
            is_csv,
            before: names(job).map(before).collect(),
            range: job.range,
            keeps: job.keep.len(),
            has_more_columns: !job.columns.is_empty(),
        }
    }

    /// Writes the first columns of a result, up to its scenario; returns the number of the next figure.
    #[inline]
    fn begin(&self, named: &Named<'_>, out: &mut Vec<u8>) -> usize {
        if self.is_csv {
            cells::write(named.id, out);
        } else {
            out.extend_from_slice(b"{\"id\":");
            out.extend_from_slice(json(named.id));
        }
        let mut n = 0;
        for kept in 0..self.keeps {
            out.extend_from_slice(&self.before[n]);
            n += 1;
            let kept = named.kept.get(kept).copied().unwrap_or_default();
            if self.is_csv {
                cells::write(kept, out);
            } else {
                out.extend_from_slice(json(kept));
            }
        }
        if let Some(scenario) = named.scenario {
            out.extend_from_slice(&self.before[n]);
            n += 1;
            if self.is_csv {
                cells::write(scenario.as_bytes(), out);
            } else {
                out.extend_from_slice(serde_json::Value::from(scenario).to_string().as_bytes());
            }
        }
        n
    }

    /// Writes what comes before the next figure.
    #[inline]
    fn next(&self, n: &mut usize, out: &mut Vec<u8>) {
        if self.is_csv {
            out.push(b',');
        } else {
            out.extend_from_slice(&self.before[*n]);
        }
        *n += 1;
    }

    #[inline]
    fn hundredths(&self, n: &mut usize, hundredths: i64, out: &mut Vec<u8>) {
        self.next(n, out);
        write_hundredths(hundredths, out);
    }

    /// Writes an empty figure.
    #[inline]
    fn nothing(&self, n: &mut usize, out: &mut Vec<u8>) {
        self.next(n, out);
        if !self.is_csv {
            out.extend_from_slice(b"null");
        }
    }

    fn tree(&self, n: &mut usize, figure: &Tree, out: &mut Vec<u8>) {
        self.next(n, out);
        if self.is_csv {
            cells::write(figure.cell().as_bytes(), out);
        } else {
            out.extend_from_slice(figure.compact().as_bytes());
        }
    }

    #[inline]
    fn end(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(if self.is_csv { b"\n" } else { b"}\n" });
    }

    /// Writes the figures of a row that has a plan. Returns whether its final score is known, or `None` if a figure needs the
    /// full path.
    #[inline]
    fn figures(&self, row: &Planned<'_>, out: &mut Vec<u8>) -> Option<bool> {
        let Planned {
            plan,
            table,
            numbers,
            mask,
            range,
            ..
        } = *row;
        let mut n = self.begin(&row.named, out);
        self.next(&mut n, out);
        out.extend_from_slice(plan.year.as_bytes());
        let paid = plan.paid(numbers, mask);
        if range.is_known {
            let point = range.low;
            let percent = table.percent(point)?;
            self.hundredths(&mut n, point.score, out);
            self.hundredths(&mut n, percent, out);
            match paid {
                Some(paid) => {
                    let cents = table.cents(paid, percent)?;
                    self.hundredths(&mut n, cents, out);
                }
                None => self.nothing(&mut n, out),
            }
        } else {
            for _ in 0..3 {
                self.nothing(&mut n, out);
            }
        }
        if self.range {
            if mask & 1 << FACTOR != 0 {
                return None;
            }
            let (low, high) = plan.end_tables();
            let percents = [low.percent(range.low)?, high.percent(range.high)?];
            for score in [range.low.score, range.high.score] {
                self.hundredths(&mut n, score, out);
            }
            for percent in percents {
                self.hundredths(&mut n, percent, out);
            }
            for percent in percents {
                match paid {
                    Some(paid) => {
                        let cents = table.cents(paid, percent)?;
                        self.hundredths(&mut n, cents, out);
                    }
                    None => self.nothing(&mut n, out),
                }
            }
        }
        self.nothing(&mut n, out);
        if self.has_more_columns {
            for shown in plan.shown.as_ref()? {
                out.extend_from_slice(&self.before[n]);
                n += 1;
                let category = |slot| plan.category(slot, numbers, mask);
                shown.write(category, !self.is_csv, out);
            }
        }
        self.end(out);
        Some(range.is_known)
    }
}

impl Taking for Printing {
    type Sum = ();
    const PASSES_OVER_REMARKS: bool = false;

    fn heading(&self, job: &Job<'_>, out: &mut Vec<u8>) {
        if !self.is_csv {
            return;
        }
        out.extend_from_slice(COLUMNS[0].as_bytes());
        for name in names(job) {
            out.push(b',');
            cells::write(name.as_bytes(), out);
        }
        out.push(b'\n');
    }

    #[inline]
    fn planned(&self, row: &Planned<'_>, out: &mut Out, (): &mut ()) -> bool {
        let start = out.bytes.len();
        if let Some(is_known) = self.figures(row, &mut out.bytes) {
            out.unknown += u64::from(!is_known);
            true
        } else {
            out.bytes.truncate(start);
            false
        }
    }

    fn scored(
        &self,
        job: &Job<'_>,
        named: &Named<'_>,
        trial: &Trial,
        out: &mut Out,
        (): &mut (),
    ) -> Result<(), String> {
        let card = &trial.scorecard;
        let payment = &card.payment_adjustment;
        let mut results: Vec<Tree> = vec![
            card.performance_year.into(),
            card.final_score.into(),
            payment.percent.into(),
            payment.dollars.into(),
        ];
        if self.range {
            let dollars = payment.dollars_bounds;
            results.extend([
                card.final_score_bounds.low.into(),
                card.final_score_bounds.high.into(),
                payment.bounds.low.into(),
                payment.bounds.high.into(),
                dollars.map(|bounds| bounds.low).into(),
                dollars.map(|bounds| bounds.high).into(),
            ]);
        }
        results.push(Tree::Null);
        if self.has_more_columns {
            let tree = figures(&trial.rules, card);
            let figure = |path: &String| tree.get(path).cloned().unwrap_or(Tree::Null);
            results.extend(job.columns.iter().map(figure));
        }
        out.unknown += u64::from(card.final_score.is_none());
        let mut n = self.begin(named, &mut out.bytes);
        for figure in &results {
            self.tree(&mut n, figure, &mut out.bytes);
        }
        self.end(&mut out.bytes);
        Ok(())
    }

    fn failed(&self, job: &Job<'_>, named: &Named<'_>, why: &str, out: &mut Out) {
        let mut n = self.begin(named, &mut out.bytes);
        for _ in 0..4 + if self.range { RANGE_COLUMNS.len() } else { 0 } {
            self.nothing(&mut n, &mut out.bytes);
        }
        out.bytes.extend_from_slice(&self.before[n]);
        n += 1;
        let mut rest = Vec::new();
        let is_quoted = if self.is_csv {
            cells::write(why.as_bytes(), &mut rest);
            rest.first() == Some(&b'"')
        } else {
            rest = serde_json::Value::from(why).to_string().into_bytes();
            true
        };
        if is_quoted {
            out.bytes.push(b'"');
        }
        out.bytes.extend_from_slice(b"row ");
        out.row_number();
        out.bytes.extend_from_slice(b": ");
        out.bytes.extend_from_slice(&rest[usize::from(is_quoted)..]);
        for _ in job.columns {
            self.nothing(&mut n, &mut out.bytes);
        }
        self.end(&mut out.bytes);
    }

    fn merge(&self, (): &mut (), (): &()) {}
}

/// In JSON an empty figure is null.
fn json(text: &[u8]) -> &[u8] {
    if text.is_empty() { b"null" } else { text }
}
