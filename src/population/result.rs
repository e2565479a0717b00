//! What is found of a population: its factors, its classes, and the same by the values of a column.

use rust_decimal::Decimal;

use crate::{decimal::HUNDRED, report::layout::with_places, score::adjustment::Class};

/// Decimals of a factor.
pub const FACTOR_PLACES: u32 = 13;

/// Why a factor is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Balance {
    /// Increases equal decreases, or the limit is spent.
    Met,
    /// It is at its maximum, and more would be needed.
    Capped,
    /// Nobody is below the threshold: there is nothing to pay out.
    NobodyBelow,
    /// Nobody is above the threshold (or exceptional): nothing is paid out whatever the factor.
    NobodyAbove,
}

impl Balance {
    /// The word in JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Capped => "capped",
            Self::NobodyBelow => "nobody_below",
            Self::NobodyAbove => "nobody_above",
        }
    }
}

/// A factor, and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Factor {
    /// The factor, rounded down to [`FACTOR_PLACES`] decimals.
    pub value: Decimal,
    /// Why it is what it is.
    pub balance: Balance,
}

/// One class of adjustment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClassTotal {
    /// The class.
    pub class: Class,
    /// How many.
    pub count: u64,
    /// Dollars paid to them before the adjustment.
    pub paid: Decimal,
    /// Their adjustments in dollars, before rounding to printed percents.
    pub adjustment: Decimal,
    /// The same with each percent as it is printed at the score in hundredths.
    pub printed_adjustment: Decimal,
}

/// A population and its factors.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Population {
    /// The performance year.
    pub performance_year: u16,
    /// The payment year.
    pub payment_year: u16,
    /// How many were added up.
    pub count: u64,
    /// How many of them have no paid amount, which counts as nothing.
    pub without_paid: u64,
    /// The performance threshold.
    pub performance_threshold: Decimal,
    /// The additional performance threshold, in years that have one.
    pub additional_threshold: Option<Decimal>,
    /// The scaling factor.
    pub base: Factor,
    /// The additional scaling factor, in years that have one.
    pub additional: Option<Factor>,
    /// The classes, from the lowest.
    pub classes: Vec<ClassTotal>,
    /// The adjustment at each whole final score and at the thresholds: the score and its printed percent.
    pub adjustments: Vec<(Decimal, Decimal)>,
    /// How many have a final score from each multiple of five on; the last is the maximum alone.
    pub histogram: Vec<(Decimal, u64)>,
    /// The same by the values of a column, where one is asked for.
    pub by: Option<By>,
}

/// A population by the values of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct By {
    /// The column's heading.
    pub column: String,
    /// Its values, in the order of their texts.
    pub values: Vec<Group>,
}

/// The rows with one value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// The value as it is written; empty for the rows without one.
    pub value: String,
    /// How many rows have it.
    pub count: u64,
    /// How many of them have no paid amount, which counts as nothing.
    pub without_paid: u64,
    /// The classes, from the lowest.
    pub classes: Vec<ClassTotal>,
}

impl Group {
    /// Dollars paid to them before the adjustment.
    #[must_use]
    pub fn paid(&self) -> Decimal {
        in_cents(self.classes.iter().map(|total| total.paid))
    }

    /// What those below the performance threshold lose, in dollars: 0 or less.
    #[must_use]
    pub fn losses(&self) -> Decimal {
        in_cents(self.adjustments().filter(Decimal::is_sign_negative))
    }

    /// What those above it gain, in dollars.
    #[must_use]
    pub fn gains(&self) -> Decimal {
        in_cents(self.adjustments().filter(Decimal::is_sign_positive))
    }

    /// The mean adjustment in percent of what was paid, to hundredths; none where nothing was paid.
    #[must_use]
    pub fn mean_percent(&self) -> Option<Decimal> {
        let paid = self.paid();
        let net: Decimal = self.adjustments().sum();
        (!paid.is_zero())
            .then(|| with_places(net * HUNDRED / paid, 2))
            .and_then(|percent| percent.parse().ok())
    }

    pub(super) fn adjustments(&self) -> impl Iterator<Item = Decimal> + '_ {
        self.classes.iter().map(|total| total.adjustment)
    }
}

/// A sum of dollars with its cents, also where it is of nothing.
pub(super) fn in_cents(amounts: impl Iterator<Item = Decimal>) -> Decimal {
    amounts.fold(Decimal::new(0, 2), |sum, amount| sum + amount)
}
