//! How many patients earn the next point.

use rust_decimal::Decimal;

use super::scale::Scale;
use crate::{
    decimal::{HUNDRED, round_down, round_up},
    rules::{benchmarks::Benchmark, book::YearRules},
};

/// Patients in the numerator, of those in the denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Performance met.
    pub numerator: Decimal,
    /// Performance met and not met, above zero.
    pub denominator: Decimal,
}

/// Where counts are on a scale, and the steps above.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Target {
    /// What is counted.
    pub counts: Counts,
    /// The performance rate, in percent.
    pub rate: Decimal,
    /// Its points, capped.
    pub points: Decimal,
    /// Each further decile with the patients that it takes, up to the most points.
    pub steps: Vec<Step>,
}

/// A higher decile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// The rate that it begins at.
    pub rate: Decimal,
    /// Patients more in the numerator; fewer when it is negative, as inverse measures want it.
    pub patients: Decimal,
    /// The points there, capped.
    pub points: Decimal,
}

impl Target {
    /// The first step that is worth at least one more point.
    #[must_use]
    pub fn next_point(&self) -> Option<&Step> {
        self.steps
            .iter()
            .find(|step| step.points >= self.points + Decimal::ONE)
            .or(self.steps.last())
    }
}

/// Where these counts are on a benchmark in percent.
pub fn target(rules: &YearRules, scale: &Scale, row: &Benchmark, counts: Counts) -> Target {
    let rate = |numerator: Decimal| {
        let exact = numerator * HUNDRED / counts.denominator;
        rules.quality.rate_rounding.apply(exact).normalize()
    };
    let points = |numerator: Decimal| scale.points(rules, row, rate(numerator));
    let now = points(counts.numerator);
    let mut steps: Vec<Step> = Vec::new();
    for bound in &row.bounds {
        let exact = bound * counts.denominator / HUNDRED;
        let (needed, inward) = if row.inverse {
            (round_down(exact, 0), Decimal::NEGATIVE_ONE)
        } else {
            (round_up(exact, 0), Decimal::ONE)
        };
        // The rounded rate may reach the bound one patient sooner.
        let sooner = needed - inward;
        let reaches = |numerator: Decimal| {
            if row.inverse {
                rate(numerator) <= *bound
            } else {
                rate(numerator) >= *bound
            }
        };
        let needed = if reaches(sooner) { sooner } else { needed };
        let possible = Decimal::ZERO <= needed && needed <= counts.denominator;
        if !possible {
            continue;
        }
        let step = Step {
            rate: rate(needed),
            patients: needed - counts.numerator,
            points: points(needed),
        };
        let best = steps.last().map_or(now, |last| last.points);
        if step.points > best {
            steps.push(step);
        }
    }
    Target {
        counts,
        rate: rate(counts.numerator),
        points: now,
        steps,
    }
}
