//! The performance rate of a reported measure: 42 CFR 414.1380(b)(1), CMS's submissions documentation for multi-rate
//! measures.

use rust_decimal::Decimal;

use crate::{
    decimal::{Exact, HUNDRED, Rounding},
    practice::{QualityMeasure, Stratum},
    rules::measures::{self, Algorithm},
};

/// A performance rate, and what it was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// As it is looked up, in percent or in the measure's own unit.
    pub value: Decimal,
    /// Before it was rounded.
    pub exact: Exact,
    /// What it was made of.
    pub origin: Origin,
}

/// What a performance rate was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The practice file gives it; it is not rounded.
    Given,
    /// Numerator over denominator.
    Counts {
        /// Performance met.
        numerator: Decimal,
        /// Performance met and not met.
        denominator: Decimal,
    },
    /// The mean of the rates of the strata.
    Mean,
}

/// The rate of a measure; none when nobody was eligible or the file gives no rate.
pub fn of(
    entry: &QualityMeasure,
    row: &measures::QualityMeasure,
    rounding: &Rounding,
) -> Option<Rate> {
    if let Some(rate) = entry.rate {
        return Some(Rate {
            value: rate,
            exact: rate.into(),
            origin: Origin::Given,
        });
    }
    let counts = match (entry.numerator, entry.denominator) {
        (Some(numerator), Some(denominator)) => Some((numerator, denominator)),
        _ => counts_of_strata(&entry.strata, row.algorithm),
    };
    let (exact, origin) = match counts {
        Some((numerator, denominator)) => (
            percent(numerator, denominator)?,
            Origin::Counts {
                numerator,
                denominator,
            },
        ),
        None => (mean(&entry.strata)?, Origin::Mean),
    };
    Some(Rate {
        value: rounding.apply_exact(exact),
        exact,
        origin,
    })
}

fn percent(numerator: Decimal, denominator: Decimal) -> Option<Exact> {
    (Exact::from(numerator) * HUNDRED).checked_div(denominator)
}

fn counted(strata: &[Stratum]) -> impl Iterator<Item = (Decimal, Decimal)> {
    strata
        .iter()
        .filter_map(|stratum| Some((stratum.numerator?, stratum.denominator?)))
}

/// The one numerator and denominator of a multi-rate measure, unless its rate is a mean of rates.
fn counts_of_strata(
    strata: &[Stratum],
    algorithm: Option<Algorithm>,
) -> Option<(Decimal, Decimal)> {
    let named = |name: &str| {
        let stratum = strata.iter().find(|stratum| stratum.name == name)?;
        Some((stratum.numerator?, stratum.denominator?))
    };
    let numerators = || counted(strata).map(|(numerator, _)| numerator).sum();
    match algorithm? {
        Algorithm::SimpleAverage => None,
        Algorithm::WeightedAverage => Some((
            numerators(),
            counted(strata).map(|(_, denominator)| denominator).sum(),
        )),
        Algorithm::OverallStratumOnly => named("overall"),
        Algorithm::SumNumerators => Some((
            numerators(),
            // The strata share one denominator.
            counted(strata).map(|(_, denominator)| denominator).max()?,
        )),
        Algorithm::Split => named("performance"),
    }
}

/// The mean of the rates of those strata that have cases.
fn mean(strata: &[Stratum]) -> Option<Exact> {
    let rates: Vec<Exact> = counted(strata)
        .filter_map(|(numerator, denominator)| percent(numerator, denominator))
        .collect();
    let count = Decimal::from(rates.len());
    rates.into_iter().sum::<Exact>().checked_div(count)
}
