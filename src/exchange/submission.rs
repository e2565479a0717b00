//! What was submitted, in whatever form it is written: sets of measurements, as CMS's submissions service names them.

use std::ops::Range;

use rust_decimal::Decimal;

use super::source::Sited;
use crate::category::Category;

/// What a file says was submitted.
#[derive(Debug, Default)]
pub struct Submission {
    /// Whose submissions these are; more than one entry where the file joins several answers.
    pub headers: Vec<Header>,
    /// The sets of measurements.
    pub sets: Vec<MeasurementSet>,
}

/// So many practices or years are told apart; one belongs into a file.
pub const MOST_HEADERS: usize = 100;

/// Whose submission it is, and of which year.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// The performance year, as it is written.
    pub year: Option<Sited<String>>,
    /// `individual`, `group`, `virtualGroup`, `apm`, `subgroup`.
    pub entity: Option<Sited<String>>,
    /// The program of the sets that name none.
    pub program: Option<Sited<String>>,
    /// Numbers that say whose data these are, each with what it is.
    pub identity: Vec<(&'static str, String)>,
}

/// Measurements of one category, sent together.
#[derive(Debug)]
pub struct MeasurementSet {
    /// The category.
    pub category: Category,
    /// The program: `mips`, `app1`, an MVP's id.
    pub program: Option<Sited<String>>,
    /// How it was sent, which tells the collection type of quality measures.
    pub method: Option<Sited<String>>,
    /// The first day of the performance period, as it is written.
    pub start: Option<Sited<String>>,
    /// The last day.
    pub end: Option<Sited<String>>,
    /// The CEHRT id.
    pub cehrt_id: Option<Sited<String>>,
    /// The measurements.
    pub measurements: Vec<Measurement>,
    /// Where the set is.
    pub span: Range<usize>,
}

/// What was sent of one measure or activity.
#[derive(Debug)]
pub struct Measurement {
    /// The measure's id.
    pub id: Sited<String>,
    /// What was sent.
    pub value: Value,
    /// Where in the file it is, as a path of the file's own form.
    pub path: String,
    /// Where the value is.
    pub span: Range<usize>,
}

/// What can be sent of a measure.
#[derive(Debug)]
pub enum Value {
    /// Yes or no.
    Answer(bool),
    /// One rate, by its counts.
    Counts(Box<Counts>),
    /// Several rates, each with a name, and what is said of all of them.
    Strata(Vec<(Sited<String>, Counts)>, Box<Counts>),
    /// A numerator and a denominator: a proportion, or a measure in its own unit.
    Ratio(Box<Ratio>),
    /// A survey's score; none where CMS hid it.
    Survey(Option<Sited<Decimal>>),
}

/// The counts of a rate.
#[derive(Debug, Default)]
pub struct Counts {
    /// Performance met.
    pub met: Option<Sited<Decimal>>,
    /// Performance not met.
    pub not_met: Option<Sited<Decimal>>,
    /// All who are eligible.
    pub eligible: Option<Sited<Decimal>>,
    /// Denominator exclusions.
    pub exclusions: Option<Sited<Decimal>>,
    /// Denominator exceptions.
    pub exceptions: Option<Sited<Decimal>>,
    /// Numerator exclusions.
    pub numerator_exclusions: Option<Sited<Decimal>>,
    /// The performance rate that the file gives beside the counts.
    pub rate: Option<Sited<Decimal>>,
    /// The number of cases, where a rate is given in place of counts.
    pub cases: Option<Sited<Decimal>>,
    /// The data completeness that the file gives, in percent.
    pub completeness: Option<Sited<Decimal>>,
    /// Whether it was reported end to end by electronic means.
    pub end_to_end: Option<Sited<bool>>,
}

/// A numerator and a denominator.
#[derive(Debug, Default)]
pub struct Ratio {
    /// The numerator.
    pub numerator: Option<Sited<Decimal>>,
    /// The denominator.
    pub denominator: Option<Sited<Decimal>>,
    /// Numerator exclusions.
    pub numerator_exclusions: Option<Sited<Decimal>>,
    /// Denominator exceptions.
    pub exceptions: Option<Sited<Decimal>>,
    /// Observations made.
    pub observations: Option<Sited<Decimal>>,
    /// The data completeness that the file gives, in percent.
    pub completeness: Option<Sited<Decimal>>,
    /// Whether it was reported end to end by electronic means.
    pub end_to_end: Option<Sited<bool>>,
}

impl Header {
    /// Whether two headers are of one practice and year.
    pub fn is_of_same(&self, other: &Self) -> bool {
        let same = |a: &Option<Sited<String>>, b: &Option<Sited<String>>| match (a, b) {
            (Some(a), Some(b)) => a.value.eq_ignore_ascii_case(&b.value),
            _ => true,
        };
        let agree = self.identity.iter().all(|(what, number)| {
            let mut others = other.identity.iter();
            others.all(|(of, another)| of != what || another == number)
        });
        agree && same(&self.year, &other.year) && same(&self.entity, &other.entity)
    }
}
