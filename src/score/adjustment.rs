//! The Part B payment adjustment: 42 CFR 414.1405.

use rust_decimal::Decimal;

use crate::{
    decimal::Exact,
    practice::Practice,
    rules::{Adjustment, Rules, ScalingFactor},
};

/// The class of an adjustment. The final score decides it, not the rounded percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Class {
    /// Up to a quarter of the threshold.
    MaximumPenalty,
    /// Below the threshold.
    Penalty,
    /// At the threshold.
    Neutral,
    /// Above the threshold.
    Positive,
    /// At or above the additional threshold.
    Exceptional,
}

impl Class {
    /// The word in JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::MaximumPenalty => "maximum_penalty",
            Self::Penalty => "penalty",
            Self::Neutral => "neutral",
            Self::Positive => "positive",
            Self::Exceptional => "exceptional",
        }
    }
}

/// The scaling factors of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factors {
    /// Of the positive adjustment.
    pub base: Decimal,
    /// Of the additional adjustment.
    pub additional: Decimal,
}

impl Factors {
    /// The factors that a practice's adjustment takes: its own, or else the year's.
    #[must_use]
    pub fn used(rules: &Rules, practice: &Practice) -> Self {
        let additional = rules.adjustment.additional.as_ref();
        Self {
            base: practice
                .payment
                .scaling_factor
                .unwrap_or(rules.adjustment.scaling_factor.value),
            additional: practice
                .payment
                .additional_scaling_factor
                .or(additional.map(|additional| additional.scaling_factor.value))
                .unwrap_or_default(),
        }
    }
}

impl Factors {
    /// The lowest and the highest factors that the year's may turn out to be; a practice's own are certain.
    #[must_use]
    pub fn ends(rules: &Rules, practice: &Practice) -> [Self; 2] {
        let additional = rules.adjustment.additional.as_ref();
        let at = |end: fn(&ScalingFactor) -> Decimal| Self {
            base: practice
                .payment
                .scaling_factor
                .unwrap_or_else(|| end(&rules.adjustment.scaling_factor)),
            additional: practice
                .payment
                .additional_scaling_factor
                .or(additional.map(|additional| end(&additional.scaling_factor)))
                .unwrap_or_default(),
        };
        [at(|factor| factor.low), at(|factor| factor.high)]
    }
}

/// An adjustment in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Percents {
    /// Its class.
    pub class: Class,
    /// Without the additional adjustment, not rounded.
    pub base: Exact,
    /// The additional adjustment, not rounded.
    pub additional: Exact,
    /// Both together, rounded.
    pub total: Decimal,
}

/// The class of a rounded final score, 42 CFR 414.1405(b)(1)-(2), (d).
#[must_use]
pub fn class(rules: &Adjustment, score: Decimal) -> Class {
    let threshold = rules.performance_threshold;
    let four = Decimal::from(4);
    if rules
        .additional
        .as_ref()
        .is_some_and(|additional| additional.performance_threshold <= score)
    {
        Class::Exceptional
    } else if threshold < score {
        Class::Positive
    } else if score == threshold {
        Class::Neutral
    } else if threshold < four * score {
        Class::Penalty
    } else {
        Class::MaximumPenalty
    }
}

/// The adjustment for a final score: the bracket by the rounded score, the line by the exact one, which does not leave
/// its bracket. `maximum` is the highest final score.
#[must_use]
pub fn percents(
    rules: &Adjustment,
    maximum: Decimal,
    exact: impl Into<Exact>,
    score: Decimal,
    factors: Factors,
) -> Percents {
    let exact = exact.into();
    let (threshold, maximum) = (
        Exact::from(rules.performance_threshold),
        Exact::from(maximum),
    );
    let percent = Exact::from(rules.maximum_percent);
    // How far along the line from `from` to `to` the exact score lies; it does not leave the line.
    let part = |from: Exact, to: Exact| {
        let reached = exact.max(from.min(to)).min(from.max(to));
        (reached - from).checked_div(to - from).unwrap_or_default()
    };
    let class = class(rules, score);
    let base = match class {
        Class::MaximumPenalty => -percent,
        Class::Penalty => -(percent * part(threshold, Exact::ZERO)),
        Class::Neutral => Exact::ZERO,
        Class::Positive | Class::Exceptional => percent * factors.base * part(threshold, maximum),
    };
    let additional = match &rules.additional {
        Some(additional) if class == Class::Exceptional => {
            let first = additional.performance_threshold.into();
            let rise = Exact::from(additional.last_percent) - additional.first_percent;
            (rise * part(first, maximum) + additional.first_percent) * factors.additional
        }
        _ => Exact::ZERO,
    };
    Percents {
        class,
        base,
        additional,
        total: rules.rounding.apply_exact(base + additional),
    }
}

/// The adjustment in dollars: the paid amount times the rounded percent, 42 CFR 414.1405(e).
#[must_use]
pub fn dollars(rules: &Adjustment, paid: Decimal, percent: Decimal) -> Decimal {
    let dollars = (Exact::from(paid) * percent).hundredth();
    rules.dollars_rounding.apply_exact(dollars)
}
