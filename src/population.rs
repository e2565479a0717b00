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

use rust_decimal::Decimal;

use crate::{
    batch::{Bracket, Tally},
    decimal::{HUNDRED, scaled},
    document::setting::Setting,
    problem::{Code, Problem, Problems},
    rules::{
        Adjustment,
        book::{RuleBook, YearRules},
    },
    score::adjustment::{self, Class, Factors, class},
};

mod report;

pub use report::{json, svg, text};

/// Decimals of a factor.
pub const FACTOR_PLACES: u32 = 13;

/// Why a factor is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
pub struct Factor {
    /// The factor, rounded down to [`FACTOR_PLACES`] decimals.
    pub value: Decimal,
    /// Why it is what it is.
    pub balance: Balance,
}

/// One class of adjustment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

/// Finds the factors of a population.
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
    let sums = Sums::of(&rules, tally);
    let base = sums.base_factor(&rules.adjustment);
    let additional = sums.additional_factor(&rules.adjustment);
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
    })
}

/// Sums over the population, in dollars times points.
struct Sums {
    /// Paid amounts at the maximum penalty, times the threshold.
    maximum_penalty: Decimal,
    /// Paid amounts below the threshold, times the points that lack.
    below: Decimal,
    /// Paid amounts above the threshold, times the points above.
    above: Decimal,
    /// Paid amounts of the exceptional, in dollars.
    exceptional: Decimal,
    /// The same, times the points above the additional threshold.
    above_additional: Decimal,
    maximum: Decimal,
}

fn score_of(index: usize) -> Decimal {
    Decimal::new(i64::try_from(index).unwrap_or(i64::MAX), 2)
}

fn dollars(bracket: &Bracket) -> Decimal {
    Decimal::from_i128_with_scale(bracket.paid, Tally::PAID_PLACES)
}

/// Paid amounts times exact scores.
fn points(bracket: &Bracket) -> Decimal {
    Decimal::from_i128_with_scale(bracket.paid_by_score, Tally::PRODUCT_PLACES)
}

impl Sums {
    fn of(rules: &YearRules, tally: &Tally) -> Self {
        let adjustment = &rules.adjustment;
        let threshold = adjustment.performance_threshold;
        let mut sums = Self {
            maximum_penalty: Decimal::ZERO,
            below: Decimal::ZERO,
            above: Decimal::ZERO,
            exceptional: Decimal::ZERO,
            above_additional: Decimal::ZERO,
            maximum: rules.final_score.maximum,
        };
        for (index, bracket) in occupied(tally) {
            let (paid, by_score) = (dollars(bracket), points(bracket));
            let class = class(adjustment, score_of(index));
            match class {
                Class::MaximumPenalty => sums.maximum_penalty += paid * threshold,
                Class::Penalty => sums.below += paid * threshold - by_score,
                Class::Neutral => {}
                Class::Positive | Class::Exceptional => sums.above += by_score - paid * threshold,
            }
            if let (Class::Exceptional, Some(additional)) = (class, &adjustment.additional) {
                sums.exceptional += paid;
                sums.above_additional +=
                    above_first(bracket, index, additional.performance_threshold);
            }
        }
        sums
    }

    fn base_factor(&self, rules: &Adjustment) -> Factor {
        let lost = (self.maximum_penalty + self.below) / rules.performance_threshold;
        let gained = self.above / (self.maximum - rules.performance_threshold);
        balanced(lost, gained, rules.maximum_scaling_factor)
    }

    fn additional_factor(&self, rules: &Adjustment) -> Option<Factor> {
        let additional = rules.additional.as_ref()?;
        let first = additional.performance_threshold;
        let rise = additional.last_percent - additional.first_percent;
        let unscaled = (self.exceptional * additional.first_percent
            + rise * self.above_additional / (self.maximum - first))
            / HUNDRED;
        Some(balanced(
            additional.national_limit_dollars,
            unscaled,
            additional.maximum_scaling_factor,
        ))
    }
}

/// A bracket's paid amounts times points above the additional threshold. A score that only rounds up to it is at it.
fn above_first(bracket: &Bracket, index: usize, first: Decimal) -> Decimal {
    let lack = if score_of(index) == first {
        Decimal::from_i128_with_scale(bracket.paid_by_lack, Tally::PRODUCT_PLACES)
    } else {
        Decimal::ZERO
    };
    points(bracket) + lack - dollars(bracket) * first
}

/// The factor with which `unscaled` is `wanted`, from 0 to `most`.
fn balanced(wanted: Decimal, unscaled: Decimal, most: Decimal) -> Factor {
    let (value, balance) = if wanted.is_zero() {
        (Decimal::ZERO, Balance::NobodyBelow)
    } else if unscaled.is_zero() {
        (most, Balance::NobodyAbove)
    } else {
        let factor = (wanted / unscaled)
            .trunc_with_scale(FACTOR_PLACES)
            .normalize();
        if factor > most {
            (most, Balance::Capped)
        } else {
            (factor, Balance::Met)
        }
    };
    Factor { value, balance }
}

fn occupied(tally: &Tally) -> impl Iterator<Item = (usize, &Bracket)> {
    let brackets = tally.brackets.iter().enumerate();
    brackets.filter(|(_, bracket)| bracket.count > 0)
}

fn classes(rules: &YearRules, tally: &Tally, factors: Factors) -> Vec<ClassTotal> {
    let all = [
        Class::MaximumPenalty,
        Class::Penalty,
        Class::Neutral,
        Class::Positive,
        Class::Exceptional,
    ];
    let mut totals: Vec<ClassTotal> = all
        .into_iter()
        .filter(|class| *class != Class::Exceptional || rules.adjustment.additional.is_some())
        .map(|class| ClassTotal {
            class,
            count: 0,
            paid: Decimal::ZERO,
            adjustment: Decimal::ZERO,
            printed_adjustment: Decimal::ZERO,
        })
        .collect();
    for (index, bracket) in occupied(tally) {
        let class = class(&rules.adjustment, score_of(index));
        let Some(total) = totals.iter_mut().find(|total| total.class == class) else {
            continue;
        };
        let paid = dollars(bracket);
        total.count += bracket.count;
        total.paid += paid;
        total.adjustment += adjusted(rules, factors, class, bracket, index);
        total.printed_adjustment += paid * percent_at(rules, factors, score_of(index)) / HUNDRED;
    }
    for total in &mut totals {
        let cents = &rules.adjustment.dollars_rounding;
        total.paid = cents.apply(total.paid);
        total.adjustment = cents.apply(total.adjustment);
        total.printed_adjustment = cents.apply(total.printed_adjustment);
    }
    totals
}

/// The adjustments of a bracket in dollars, along the line.
fn adjusted(
    rules: &YearRules,
    factors: Factors,
    class: Class,
    bracket: &Bracket,
    index: usize,
) -> Decimal {
    let adjustment = &rules.adjustment;
    let (threshold, most) = (adjustment.performance_threshold, adjustment.maximum_percent);
    let maximum = rules.final_score.maximum;
    let (paid, by_score) = (dollars(bracket), points(bracket));
    let base = match class {
        Class::MaximumPenalty => -most * paid,
        Class::Penalty => -most * (paid * threshold - by_score) / threshold,
        Class::Neutral => Decimal::ZERO,
        Class::Positive | Class::Exceptional => {
            factors.base * (most * (by_score - paid * threshold) / (maximum - threshold))
        }
    };
    let more = match &adjustment.additional {
        Some(additional) if class == Class::Exceptional => {
            let first = additional.performance_threshold;
            let rise = additional.last_percent - additional.first_percent;
            let above = above_first(bracket, index, first);
            factors.additional
                * (additional.first_percent * paid + rise * above / (maximum - first))
        }
        _ => Decimal::ZERO,
    };
    (base + more) / HUNDRED
}

fn percent_at(rules: &YearRules, factors: Factors, score: Decimal) -> Decimal {
    adjustment::percents(
        &rules.adjustment,
        rules.final_score.maximum,
        score,
        score,
        factors,
    )
    .total
}

fn adjustments(rules: &YearRules, factors: Factors) -> Vec<(Decimal, Decimal)> {
    let adjustment = &rules.adjustment;
    let most = scaled(rules.final_score.maximum, 0).unwrap_or(0);
    let quarter = (adjustment.performance_threshold / Decimal::from(4)).trunc_with_scale(2);
    let mut scores: Vec<Decimal> = (0..=most).map(Decimal::from).collect();
    scores.push(quarter);
    scores.push(adjustment.performance_threshold);
    scores.extend(
        adjustment
            .additional
            .iter()
            .map(|it| it.performance_threshold),
    );
    scores.sort_unstable();
    scores.dedup();
    scores
        .into_iter()
        .map(|score| (score, percent_at(rules, factors, score)))
        .collect()
}

fn histogram(rules: &YearRules, tally: &Tally) -> Vec<(Decimal, u64)> {
    const WIDTH: usize = 500;
    let most = scaled(rules.final_score.maximum, 2)
        .and_then(|most| usize::try_from(most).ok())
        .unwrap_or(0);
    let count = |from: usize, to: usize| {
        let within = tally.brackets.iter().take(to).skip(from);
        within.map(|bracket| bracket.count).sum()
    };
    (0..most)
        .step_by(WIDTH)
        .map(|from| {
            (
                score_of(from).normalize(),
                count(from, (from + WIDTH).min(most)),
            )
        })
        .chain([(score_of(most).normalize(), count(most, most + 1))])
        .collect()
}
