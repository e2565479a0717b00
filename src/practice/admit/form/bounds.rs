//! The range of a figure. What is outside is said, and taken out.

use rust_decimal::Decimal;

use super::{Form, HUNDRED, LARGEST_FIGURE};
use crate::{
    decimal::compare,
    problem::{Code, Problem},
};

/// Decimals of a count.
const MOST_DECIMALS: u32 = 9;

/// More than anything that is counted in whole numbers.
const MOST_COUNTED: u32 = 1_000_000_000;

/// Where a figure is: its table and its key. The path is put together where something is wrong.
pub(super) type At<'a> = (&'a str, &'a str);

/// The dotted path.
pub(super) fn joined((table, key): At<'_>) -> String {
    if table.is_empty() {
        key.to_owned()
    } else {
        format!("{table}.{key}")
    }
}

impl Form {
    /// A figure between two others.
    pub(super) fn within(
        &mut self,
        at: At<'_>,
        value: &mut Option<Decimal>,
        low: Decimal,
        high: Decimal,
    ) {
        let is_outside =
            |figure: &Decimal| compare(*figure, low).is_lt() || compare(high, *figure).is_lt();
        if let Some(figure) = value.filter(is_outside) {
            let message = format!("{figure} is not between {low} and {high}");
            self.refuse(at, value, message);
        }
    }

    /// A percent.
    pub(super) fn percent(&mut self, at: At<'_>, value: &mut Option<Decimal>) {
        self.within(at, value, Decimal::ZERO, HUNDRED);
    }

    /// A percent, which is seldom meant where it is no more than one.
    pub(super) fn likely_percent(&mut self, at: At<'_>, value: &mut Option<Decimal>) {
        self.percent(at, value);
        let is_small =
            |percent: &Decimal| compare(*percent, Decimal::ONE).is_le() && Decimal::ZERO < *percent;
        if let Some(percent) = value.filter(is_small) {
            let message = format!("we read {percent} as {percent} percent");
            let problem = Problem::new(Code::LooksLikeFraction, joined(at), message);
            let meant = (percent * HUNDRED).normalize();
            self.problems
                .push(problem.help(format!("for a fraction of 1, write {meant}")));
        }
    }

    /// Any figure that can be computed with.
    pub(super) fn figure(&mut self, at: At<'_>, value: &mut Option<Decimal>) {
        if let Some(figure) = value.filter(|figure| figure.abs() > LARGEST_FIGURE) {
            self.refuse(at, value, format!("{figure} is too large"));
        }
    }

    /// An amount, which is not negative.
    pub(super) fn amount(&mut self, at: At<'_>, value: &mut Option<Decimal>) {
        if let Some(amount) = value.filter(|it| it.is_sign_negative() && !it.is_zero()) {
            self.refuse(at, value, format!("{amount}: this cannot be negative"));
        }
        self.figure(at, value);
    }

    /// A count, or what it costs: not negative, and no finer than that figures made of it stay exact.
    pub(super) fn count(&mut self, at: At<'_>, value: &mut Option<Decimal>) {
        let Some(count) = *value else { return };
        let is_plain = !count.is_sign_negative()
            && count.scale() <= MOST_DECIMALS
            && count.mantissa() <= LARGEST_FIGURE.mantissa();
        if is_plain {
            return;
        }
        let message = if count < Decimal::ZERO {
            format!("{count} is negative")
        } else if count > LARGEST_FIGURE {
            format!("{count} is too large")
        } else if count.scale() > MOST_DECIMALS && count.normalize().scale() > MOST_DECIMALS {
            format!("{count} has more than {MOST_DECIMALS} decimals")
        } else {
            return;
        };
        self.refuse(at, value, message);
    }

    /// A whole number of people or services.
    pub(super) fn counted(&mut self, at: At<'_>, value: &mut Option<Decimal>) {
        let most = Decimal::from(MOST_COUNTED);
        let fits = |it: &Decimal| Decimal::ZERO <= *it && *it <= most && it.fract().is_zero();
        if let Some(count) = value.filter(|count| !fits(count)) {
            let message = format!("{count} is not a whole number from 0 to {most}");
            self.refuse(at, value, message);
        }
    }

    /// A whole number up to another.
    pub(super) fn whole(&mut self, at: At<'_>, value: &mut Option<u32>, most: u32) {
        if let Some(count) = value.filter(|count| *count > most) {
            let message = format!("{count} is not a whole number from 0 to {most}");
            self.note(Code::OutOfRange, &joined(at), message);
            *value = None;
        }
    }

    fn refuse(&mut self, at: At<'_>, value: &mut Option<Decimal>, message: String) {
        self.note(Code::OutOfRange, &joined(at), message);
        *value = None;
    }
}
