//! Counts and proportions -> entries of a practice file.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{
    super::{
        source::{Sited, shown},
        submission::{Counts, Measurement, Ratio},
    },
    Mapper,
};
use crate::{
    decimal::plain,
    document::{Node, Table, Value},
    problem::{Code, Place, Problem},
};

/// An entry being written: keys in the order in which they are added.
pub struct Entry {
    table: Table,
    place: Arc<Place>,
}

impl Entry {
    pub fn new(place: &Arc<Place>) -> Self {
        Self {
            table: Table::default(),
            place: Arc::clone(place),
        }
    }

    /// Adds a number that is at `place`.
    pub fn number(&mut self, key: &str, value: Decimal, place: Arc<Place>) {
        let node = Node::elsewhere(Value::Number(plain(value)), place);
        self.table.entries.push((key.into(), node));
    }

    /// Adds a number that follows from others of the entry.
    pub fn computed(&mut self, key: &str, value: Decimal) {
        let place = Arc::clone(&self.place);
        self.number(key, value, place);
    }

    /// Adds any value.
    pub fn value(&mut self, key: &str, value: Value) {
        let node = Node::elsewhere(value, Arc::clone(&self.place));
        self.table.entries.push((key.into(), node));
    }

    pub fn finish(self) -> Value {
        Value::Table(self.table)
    }
}

impl Mapper<'_> {
    /// A count of patients: whole, and not negative.
    pub(super) fn count(
        &self,
        measurement: &Measurement,
        name: &str,
        number: Option<&Sited<Decimal>>,
    ) -> Option<Decimal> {
        let number = number?;
        let wrong = if number.value.is_sign_negative() && !number.value.is_zero() {
            "is negative"
        } else if number.value.normalize().scale() > 0 {
            "is not a whole number"
        } else {
            return Some(number.value.normalize());
        };
        let message = format!("{} {wrong}: {name} counts patients", number.value);
        let path = format!("{}.value.{name}", measurement.path);
        self.source
            .error(Code::OutOfRange, &path, message, &number.span);
        None
    }

    /// A proportion of promoting interoperability.
    pub(super) fn proportion(&mut self, measurement: &Measurement, ratio: &Ratio) -> Option<Value> {
        let mut entry = Entry::new(&self.place(&measurement.span));
        for (key, number) in [
            ("numerator", &ratio.numerator),
            ("denominator", &ratio.denominator),
        ] {
            let Some(number) = number else {
                self.missing(measurement, key);
                return None;
            };
            let count = self.count(measurement, key, Some(number))?;
            entry.number(key, count, self.place(&number.span));
        }
        Some(entry.finish())
    }

    pub(super) fn missing(&self, measurement: &Measurement, key: &str) {
        let path = format!("{}.value.{key}", measurement.path);
        let message = format!("`{}`: {key} is missing", shown(&measurement.id.value));
        self.source
            .error(Code::MissingKey, &path, message, &measurement.id.span);
    }

    fn not_met_is_not_given(&mut self, measurement: &Measurement) {
        let message = format!(
            "`{}`: performanceNotMet is not given, and taken as 0",
            shown(&measurement.id.value)
        );
        let path = format!("{}.value.performanceNotMet", measurement.path);
        let problem = Problem::new(Code::Unlikely, path, message)
            .help("who did not meet the measure is not made up from the eligible population");
        self.source.note(problem, &measurement.id.span);
    }

    /// The counts of one rate, added to an entry: what was met, what was reported, all who are eligible.
    pub(super) fn add_counts(
        &mut self,
        measurement: &Measurement,
        counts: &Counts,
        entry: &mut Entry,
    ) -> Option<Taken> {
        let Some(met_at) = &counts.met else {
            self.missing(measurement, "performanceMet");
            return None;
        };
        let met = self.count(measurement, "performanceMet", Some(met_at))?;
        let not_met = if let Some(number) = &counts.not_met {
            self.count(measurement, "performanceNotMet", Some(number))?
        } else {
            self.not_met_is_not_given(measurement);
            Decimal::ZERO
        };
        let not_met_at = counts.not_met.as_ref().unwrap_or(met_at);
        let denominator = met + not_met;
        entry.number("numerator", met, self.place(&met_at.span));
        entry.number("denominator", denominator, self.place(&not_met_at.span));
        let mut taken = Taken {
            numerator: met,
            denominator,
            eligible: None,
            exclusions: Decimal::ZERO,
            exceptions: Decimal::ZERO,
        };
        for (key, name, number) in [
            (
                "eligible_population",
                "eligiblePopulation",
                &counts.eligible,
            ),
            (
                "exclusions",
                "eligiblePopulationExclusion",
                &counts.exclusions,
            ),
            (
                "exceptions",
                "eligiblePopulationException",
                &counts.exceptions,
            ),
        ] {
            let Some(number) = number else { continue };
            let count = self.count(measurement, name, Some(number))?;
            match key {
                "eligible_population" => taken.eligible = Some(count),
                "exclusions" => taken.exclusions = count,
                _ => taken.exceptions = count,
            }
            if key == "eligible_population" || !count.is_zero() {
                entry.number(key, count, self.place(&number.span));
            }
        }
        if let Some(excluded) = &counts.numerator_exclusions
            && !excluded.value.is_zero()
        {
            let path = format!(
                "quality.{}.numeratorExclusion",
                shown(&measurement.id.value)
            );
            self.draft
                .left_out
                .add(path, "no key of a practice file holds numerator exclusions");
        }
        Some(taken)
    }
}

/// The counts of one rate.
#[derive(Clone, Copy)]
pub struct Taken {
    pub numerator: Decimal,
    pub denominator: Decimal,
    pub eligible: Option<Decimal>,
    pub exclusions: Decimal,
    pub exceptions: Decimal,
}
