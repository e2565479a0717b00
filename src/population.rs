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
    rules::book::{RuleBook, YearRules},
    score::adjustment::{self, Class, Factors, class},
};

mod by;
mod report;

pub use by::{By, Group};
pub use report::{json, svg, text};

/// Decimals of a factor.
pub const FACTOR_PLACES: u32 = 13;

/// More than everybody is paid together, in units of a paid amount: a quadrillion dollars.
const MOST_PAID: i128 = 10_i128.pow(15 + Tally::PAID_PLACES);

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
    /// The same by the values of a column, where one is asked for.
    pub by: Option<By>,
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

/// Sums over the population, in units of [`Tally::PRODUCT_PLACES`] decimals of dollars times points.
#[derive(Default)]
struct Sums {
    /// Paid amounts at the maximum penalty, times the threshold.
    maximum_penalty: i128,
    /// Paid amounts below the threshold, times the points that lack.
    below: i128,
    /// Paid amounts above the threshold, times the points above.
    above: i128,
    /// Paid amounts of the exceptional, in their own units.
    exceptional: i128,
    /// The same, times the points above the additional threshold.
    above_additional: i128,
}

fn score_of(index: usize) -> Decimal {
    Decimal::new(i64::try_from(index).unwrap_or(i64::MAX), 2)
}

fn dollars(bracket: &Bracket) -> Decimal {
    decimal(bracket.paid, Tally::PAID_PLACES)
}

/// Whole units of so many decimals as a decimal, which has room for 28 digits.
fn decimal(mut units: i128, mut places: u32) -> Decimal {
    loop {
        match Decimal::try_from_i128_with_scale(units, places) {
            Ok(decimal) => return decimal,
            Err(_) if places == 0 => return Decimal::MAX,
            Err(_) => {
                units = (units + units.signum() * 5) / 10;
                places -= 1;
            }
        }
    }
}

/// Points as units by which a paid amount is multiplied to be a sum.
fn points(value: Decimal) -> i128 {
    scaled(value, Tally::PRODUCT_PLACES - Tally::PAID_PLACES).map_or(i128::MAX, i128::from)
}

/// A bracket's paid amounts times its points above a threshold.
fn above(bracket: &Bracket, threshold: Decimal) -> Option<i128> {
    let at_threshold = bracket.paid.checked_mul(points(threshold))?;
    bracket.paid_by_score.checked_sub(at_threshold)
}

/// The same, of the additional threshold. A score that only rounds up to it is at it.
fn above_first(bracket: &Bracket, index: usize, first: Decimal) -> Option<i128> {
    let lack = if score_of(index) == first {
        bracket.paid_by_lack
    } else {
        0
    };
    above(bracket, first)?.checked_add(lack)
}

impl Sums {
    /// The sums; `None` where they are too large to be any population's.
    fn of(rules: &YearRules, tally: &Tally) -> Option<Self> {
        let adjustment = &rules.adjustment;
        let threshold = adjustment.performance_threshold;
        let mut sums = Self::default();
        let add = |sum: &mut i128, more: i128| {
            *sum = sum.checked_add(more)?;
            Some(())
        };
        for (index, bracket) in occupied(tally) {
            let class = class(adjustment, score_of(index));
            let over = above(bracket, threshold)?;
            match class {
                Class::MaximumPenalty => {
                    let paid = bracket.paid.checked_mul(points(threshold))?;
                    add(&mut sums.maximum_penalty, paid)?;
                }
                Class::Penalty => add(&mut sums.below, -over)?,
                Class::Neutral => {}
                Class::Positive | Class::Exceptional => add(&mut sums.above, over)?,
            }
            if let (Class::Exceptional, Some(additional)) = (class, &adjustment.additional) {
                add(&mut sums.exceptional, bracket.paid)?;
                let over = above_first(bracket, index, additional.performance_threshold)?;
                add(&mut sums.above_additional, over)?;
            }
        }
        Some(sums)
    }

    fn base_factor(&self, rules: &YearRules) -> Option<Factor> {
        let adjustment = &rules.adjustment;
        let threshold = adjustment.performance_threshold;
        let room = rules.final_score.maximum - threshold;
        let [threshold, room] = whole([threshold, room])?;
        // Decreases over the threshold, increases over the room above it: a factor makes them equal.
        let lost = self.maximum_penalty.checked_add(self.below)?;
        balanced(
            lost.checked_mul(room)?,
            self.above.checked_mul(threshold)?,
            adjustment.maximum_scaling_factor,
        )
    }

    fn additional_factor(&self, rules: &YearRules) -> Option<Option<Factor>> {
        let Some(additional) = &rules.adjustment.additional else {
            return Some(None);
        };
        let first = additional.performance_threshold;
        let room = rules.final_score.maximum - first;
        let rise = additional.last_percent - additional.first_percent;
        let [room, rise, first_percent, hundred, one] =
            whole([room, rise, additional.first_percent, HUNDRED, Decimal::ONE])?;
        let exceptional = self.exceptional.checked_mul(points(Decimal::ONE))?;
        let unscaled = exceptional
            .checked_mul(first_percent)?
            .checked_mul(room)?
            .checked_add(rise.checked_mul(self.above_additional)?.checked_mul(one)?)?;
        let limit = scaled(additional.national_limit_dollars, Tally::PAID_PLACES)?;
        let limit = i128::from(limit).checked_mul(points(Decimal::ONE))?;
        let wanted = limit.checked_mul(room)?.checked_mul(hundred)?;
        balanced(wanted, unscaled, additional.maximum_scaling_factor).map(Some)
    }
}

/// Figures as whole numbers of the same unit.
fn whole<const N: usize>(figures: [Decimal; N]) -> Option<[i128; N]> {
    let places = figures.iter().map(|it| it.normalize().scale()).max()?;
    let mut numbers = [0; N];
    for (number, figure) in numbers.iter_mut().zip(figures) {
        *number = i128::from(scaled(figure, places)?);
    }
    Some(numbers)
}

/// The factor with which `unscaled` is `wanted`, from 0 to `most`, rounded down to its decimals.
fn balanced(wanted: i128, unscaled: i128, most: Decimal) -> Option<Factor> {
    let (value, balance) = if wanted == 0 {
        (Decimal::ZERO, Balance::NobodyBelow)
    } else if unscaled == 0 {
        (most, Balance::NobodyAbove)
    } else {
        let capped = Some(Factor {
            value: most,
            balance: Balance::Capped,
        });
        let Ok(mut units) = i64::try_from(wanted / unscaled) else {
            return capped;
        };
        let mut rest = wanted % unscaled;
        for _ in 0..FACTOR_PLACES {
            rest = rest.checked_mul(10)?;
            let Some(more) = units.checked_mul(10) else {
                return capped;
            };
            units = more + i64::try_from(rest / unscaled).ok()?;
            rest %= unscaled;
        }
        let factor = Decimal::new(units, FACTOR_PLACES).normalize();
        if factor > most {
            return capped;
        }
        (factor, Balance::Met)
    };
    Some(Factor { value, balance })
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

fn groups(rules: &YearRules, tally: &Tally, factors: Factors) -> Vec<Group> {
    let groups = tally.values.iter().map(|(value, rows)| Group {
        value: value.clone(),
        count: rows.brackets.iter().map(|bracket| bracket.count).sum(),
        without_paid: rows.without_paid,
        classes: classes(rules, rows, factors),
    });
    groups.collect()
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
    let in_points =
        |units: Option<i128>| units.map_or(Decimal::ZERO, |it| decimal(it, Tally::PRODUCT_PLACES));
    let over = in_points(above(bracket, threshold));
    let paid = dollars(bracket);
    let base = match class {
        Class::MaximumPenalty => -most * paid,
        Class::Penalty => most * over / threshold,
        Class::Neutral => Decimal::ZERO,
        Class::Positive | Class::Exceptional => {
            factors.base * (most * over / (maximum - threshold))
        }
    };
    let more = match &adjustment.additional {
        Some(additional) if class == Class::Exceptional => {
            let first = additional.performance_threshold;
            let rise = additional.last_percent - additional.first_percent;
            let over = in_points(above_first(bracket, index, first));
            factors.additional * (additional.first_percent * paid + rise * over / (maximum - first))
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
