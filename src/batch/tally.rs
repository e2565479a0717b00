//! Adds up what a population's scaling factors depend on: counts and paid amounts, by final score.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    job::{Form, Job},
    number::PAID_PLACES,
    out::Out,
    table::{EXACT_PLACES, HUNDREDTH, Point},
    taking::{Named, Planned, Taking},
    words,
};
use crate::{
    decimal::{scaled, to_places},
    problem::{Code, Problem},
    score::worksheet::LineName,
    trial::Trial,
};

/// The rows with one final score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bracket {
    /// How many rows.
    pub count: u64,
    /// The sum of their paid amounts, in units of [`Tally::PAID_PLACES`] decimal places of a dollar.
    pub paid: i128,
    /// The sum of paid amount times final score before rounding, in units of [`Tally::PRODUCT_PLACES`] decimal places.
    pub paid_by_score: i128,
    /// The sum of paid amount times what rounding up added to the final score, over the rows whose score was rounded up; in the
    /// same units.
    pub paid_by_lack: i128,
}

/// Sums over the rows of a population. The order of the rows makes no difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tally {
    /// The performance year of the rows; the earliest if they have several.
    pub performance_year: Option<u16>,
    /// Whether rows have more than one year, which a population must not.
    pub has_other_years: bool,
    /// One entry per final score, in hundredths of a point from 0.
    pub brackets: Vec<Bracket>,
    /// Rows without a paid amount.
    pub without_paid: u64,
    /// The column by whose values the rows are also added up, if there is one.
    pub by: Option<String>,
    /// The sums for each of its values. Rows whose cell is empty are left out.
    pub values: BTreeMap<String, Tally>,
    /// Whether the column has more than [`Tally::MOST_VALUES`] values. None of them is kept then.
    pub has_too_many_values: bool,
}

impl Tally {
    /// Decimal places of a paid amount.
    pub const PAID_PLACES: u32 = PAID_PLACES;
    /// Decimal places of a paid amount times a final score.
    pub const PRODUCT_PLACES: u32 = PAID_PLACES + EXACT_PLACES;

    /// Most values of a column: the sums for each value take as much memory as those of the whole.
    pub const MOST_VALUES: usize = 200;

    /// Adds a row to the whole, and to the rows with its value if it has one.
    fn add_by(&mut self, value: Option<String>, year: u16, point: Point, paid: Option<i64>) {
        self.add(year, point, paid);
        if let Some(value) = value.filter(|_| !self.has_too_many_values) {
            self.values.entry(value).or_default().add(year, point, paid);
            self.limit();
        }
    }

    /// The error in the values of the column, if there is one.
    pub(super) fn wrong_values(&self) -> Option<Problem> {
        let column = self.by.as_ref()?;
        let most = Self::MOST_VALUES;
        if self.has_too_many_values {
            let message = format!("the column `{column}` has more than {most} values");
            let problem = Problem::new(Code::OutOfRange, "", message);
            return Some(
                problem.help("choose a column with few values, such as a state or a specialty"),
            );
        }
        let has_values = self.values.is_empty() || self.values.keys().any(|it| !it.is_empty());
        let message = format!("the column `{column}` is empty in every row");
        (!has_values).then(|| Problem::new(Code::MissingKey, "", message))
    }

    fn limit(&mut self) {
        if self.has_too_many_values || self.values.len() > Self::MOST_VALUES {
            self.has_too_many_values = true;
            self.values.clear();
        }
    }

    fn add(&mut self, year: u16, point: Point, paid: Option<i64>) {
        let Point { exact, score, .. } = point;
        match self.performance_year {
            None => self.performance_year = Some(year),
            Some(known) if known != year => {
                self.has_other_years = true;
                self.performance_year = Some(known.min(year));
            }
            Some(_) => {}
        }
        let Some(index) = usize::try_from(score).ok() else {
            return;
        };
        if self.brackets.len() <= index {
            self.brackets.resize(index + 1, Bracket::default());
        }
        let bracket = &mut self.brackets[index];
        bracket.count += 1;
        match paid.map(i128::from) {
            Some(paid) => {
                bracket.paid += paid;
                bracket.paid_by_score += paid * i128::from(exact);
                bracket.paid_by_lack += paid * i128::from((score * HUNDREDTH - exact).max(0));
            }
            None => self.without_paid += 1,
        }
    }

    /// Adds the sums of other rows.
    fn merge(&mut self, other: &Self) {
        match (self.performance_year, other.performance_year) {
            (None, year) => self.performance_year = year,
            (Some(a), Some(b)) if a != b => {
                self.has_other_years = true;
                self.performance_year = Some(a.min(b));
            }
            _ => {}
        }
        self.has_other_years |= other.has_other_years;
        self.without_paid += other.without_paid;
        if self.brackets.len() < other.brackets.len() {
            self.brackets
                .resize(other.brackets.len(), Bracket::default());
        }
        for (bracket, more) in self.brackets.iter_mut().zip(&other.brackets) {
            bracket.count += more.count;
            bracket.paid += more.paid;
            bracket.paid_by_score += more.paid_by_score;
            bracket.paid_by_lack += more.paid_by_lack;
        }
        self.has_too_many_values |= other.has_too_many_values;
        for (value, more) in &other.values {
            self.values.entry(value.clone()).or_default().merge(more);
        }
        self.limit();
    }
}

/// Adds up every row, and also by the values of the kept column if there is one.
pub(super) struct Tallying {
    /// How the values are written.
    pub form: Form,
}

impl Tallying {
    /// The value of a row's kept column; for JSON text without its quotes.
    fn value(&self, named: &Named<'_>) -> Option<String> {
        let cell = String::from_utf8_lossy(named.kept.first()?);
        if self.form == Form::Csv {
            return Some(cell.into_owned());
        }
        match serde_json::from_str(&cell) {
            Ok(serde_json::Value::String(text)) => Some(text),
            Ok(serde_json::Value::Null) => Some(String::new()),
            _ => Some(cell.into_owned()),
        }
    }
}

impl Taking for Tallying {
    type Sum = Tally;
    const PASSES_OVER_REMARKS: bool = true;

    fn heading(&self, _: &Job<'_>, _: &mut Vec<u8>) {}

    #[inline]
    fn planned(&self, row: &Planned<'_>, _: &mut Out, sum: &mut Tally) -> bool {
        let is_known = row.range.is_known;
        if is_known {
            let point = row.range.low;
            let paid = row.plan.paid(row.numbers, row.mask);
            let value = self.value(&row.named);
            sum.add_by(value, row.plan.rules.performance_year, point, paid);
        }
        is_known
    }

    fn scored(
        &self,
        _: &Job<'_>,
        named: &Named<'_>,
        trial: &Trial,
        _: &mut Out,
        sum: &mut Tally,
    ) -> Result<(), String> {
        if let Some(why) = words::not_known(&trial.scorecard) {
            return Err(why);
        }
        let too_long = || "the final score or the paid amount has too many digits".to_owned();
        let line = trial.scorecard.sheet.find(LineName::FinalScore.key(), None);
        let line = line.expect("a known final score is recorded");
        let units =
            |value: Decimal, places| scaled(to_places(value, places), places).ok_or_else(too_long);
        let point = Point {
            exact: units(line.exact, EXACT_PLACES)?,
            score: units(line.value, EXACT_PLACES)? / HUNDREDTH,
            fraction: None,
        };
        let paid = match trial.practice.part_b_paid {
            Some(paid) => Some(units(paid, PAID_PLACES)?),
            None => None,
        };
        let value = self.value(named);
        sum.add_by(value, trial.rules.performance_year, point, paid);
        Ok(())
    }

    fn failed(&self, _: &Job<'_>, _: &Named<'_>, _: &str, _: &mut Out) {}

    fn merge(&self, into: &mut Tally, from: &Tally) {
        into.merge(from);
    }
}
