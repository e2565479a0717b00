//! The scaling factors of a whole population: 42 CFR 414.1405(b)(3) and (d).
//!
//! Increases and decreases are taken before any rounding to hundredths of a percent or to cents: each is a paid amount
//! times a line drawn from the final score. Over a population they are linear in sums by final score, so one reading of
//! the file settles the factor exactly, as a fraction of whole numbers.
//!
//! - The base factor makes increases equal decreases, and is at most the statute's maximum. With nobody below the
//!   threshold it is 0; with somebody below and nobody above it is the maximum, which pays nothing.
//! - The additional factor, in years that have one, spends the national limit on exceptional performance, and is at most
//!   its own maximum, which it also is when nobody is exceptional.

mod by;
mod report;
mod result;
mod sums;
mod totals;

use rust_decimal::Decimal;

use crate::{
    batch::Tally,
    document::setting::Setting,
    problem::{Code, Problem, Problems},
    rules::book::RuleBook,
    score::adjustment::Factors,
};
use sums::Sums;
use totals::{adjustments, classes, groups, histogram};

pub use report::{json, svg, text};
pub use result::{Balance, By, ClassTotal, FACTOR_PLACES, Factor, Group, Population};

/// More than everybody is paid together, in units of a paid amount: a quadrillion dollars.
const MOST_PAID: i128 = 10_i128.pow(15 + Tally::PAID_PLACES);

/// Finds the factors of a population.
///
/// ```
/// use mips::{Document, RuleBook, batch::{self, Job}, population};
///
/// let rows = "performance_year,final_score,practice.part_b_paid\n2024,40,80000\n2024,90,300000\n";
/// let (book, base) = (RuleBook::built_in(), Document::empty("row"));
/// let (_, tally) = batch::tally(&Job::new(&book, &base), rows.as_bytes(), &|_| {}).unwrap();
/// let population = population::solve(&book, &tally, &[])?;
/// assert_eq!(population.count, 2);
/// # Ok::<(), mips::Problems>(())
/// ```
///
/// # Errors
///
/// A population of nobody, of several years, or without any paid amount.
pub fn solve(book: &RuleBook, tally: &Tally, settings: &[Setting]) -> Result<Population, Problems> {
    let wrong =
        |path: &str, message: &str| Problems::from(Problem::new(Code::MissingKey, path, message));
    let Some(year) = tally.performance_year else {
        return Err(wrong(
            "",
            "no row has a final score, so there is nothing to balance",
        ));
    };
    if tally.has_other_years {
        let message = "the rows are of more than one performance year; a population is of one year";
        return Err(Problem::new(Code::Contradiction, "performance_year", message).into());
    }
    let count: u64 = tally.brackets.iter().map(|bracket| bracket.count).sum();
    if tally.without_paid == count {
        let message = "no row has a paid amount (practice.part_b_paid), and the scaling factor depends on them";
        return Err(wrong("practice.part_b_paid", message));
    }
    let of_rules: Vec<Setting> = settings
        .iter()
        .filter(|setting| setting.is_of_rules())
        .cloned()
        .collect();
    let rules = book.year_with(year, &of_rules)?;
    let too_large = || {
        let message = "the paid amounts add up to more than Medicare pays everybody";
        Problems::from(Problem::new(
            Code::OutOfRange,
            "practice.part_b_paid",
            message,
        ))
    };
    let paid: i128 = tally.brackets.iter().map(|bracket| bracket.paid).sum();
    if paid > MOST_PAID {
        return Err(too_large());
    }
    let sums = Sums::of(&rules, tally).ok_or_else(too_large)?;
    let base = sums.base_factor(&rules).ok_or_else(too_large)?;
    let additional = sums.additional_factor(&rules).ok_or_else(too_large)?;
    let factors = Factors {
        base: base.value,
        additional: additional.map_or(Decimal::ZERO, |factor| factor.value),
    };
    Ok(Population {
        performance_year: rules.performance_year,
        payment_year: rules.payment_year,
        count,
        without_paid: tally.without_paid,
        performance_threshold: rules.adjustment.performance_threshold,
        additional_threshold: rules
            .adjustment
            .additional
            .as_ref()
            .map(|it| it.performance_threshold),
        base,
        additional,
        classes: classes(&rules, tally, factors),
        adjustments: adjustments(&rules, factors),
        histogram: histogram(&rules, tally),
        by: tally.by.as_ref().map(|column| By {
            column: column.clone(),
            values: groups(&rules, tally, factors),
        }),
    })
}
