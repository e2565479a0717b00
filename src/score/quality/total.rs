//! The sums of a choice of measures: 42 CFR 414.1380(b)(1)(v)-(vii).

use rust_decimal::Decimal;

use super::{
    choice::Choice,
    measure::{Measure, MeasureResult},
    year::Year,
};
use crate::{
    decimal::{Exact, HUNDRED},
    rules::{collection_type::CollectionType, measures::MeasureType},
};

/// A bonus with a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limited {
    /// Before the limit.
    pub earned: Decimal,
    /// The limit.
    pub most: Decimal,
}

impl Limited {
    /// What it adds.
    pub fn points(self) -> Decimal {
        self.earned.min(self.most)
    }
}

/// The sums of a choice of measures.
#[derive(Clone, Debug, Default)]
pub struct QualityTotal {
    /// Achievement points.
    pub achievement: Exact,
    /// Available points; nothing can be scored when there are none.
    pub available: Decimal,
    /// The high-priority bonus, in years and on pathways that have it.
    pub high_priority: Option<Limited>,
    /// The end-to-end bonus.
    pub end_to_end: Option<Limited>,
    /// The points of a small practice.
    pub small_practice: Option<Decimal>,
    /// The complex organization adjustment.
    pub complex_organization: Option<Limited>,
    /// The improvement, in percentage points.
    pub improvement: Option<Improved>,
    /// The category percent, unrounded.
    pub percent: Exact,
}

/// The improvement percent score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Improved {
    /// The achievement percent of the year before, as it counts.
    pub prior: Decimal,
    /// The improvement in percentage points, between 0 and the year's maximum.
    pub percent: Exact,
}

impl QualityTotal {
    /// The achievement percent, without bonuses and improvement.
    pub fn achievement_percent(&self) -> Option<Exact> {
        (self.achievement * HUNDRED).checked_div(self.available)
    }
}

/// Adds up a choice of measures.
pub fn total(year: &Year<'_>, measures: &[Measure<'_>], choice: &Choice) -> QualityTotal {
    let mut total = before_improvement(year, measures, choice);
    if total.available.is_zero() {
        return total;
    }
    total.improvement = improvement(year, &total, choice.participates_fully(measures));
    let limited = |bonus: Option<Limited>| bonus.map_or(Decimal::ZERO, Limited::points);
    let points = total.achievement
        + limited(total.high_priority)
        + limited(total.end_to_end)
        + total.small_practice.unwrap_or_default()
        + limited(total.complex_organization);
    let percent = (points * HUNDRED)
        .checked_div(total.available)
        .unwrap_or_default();
    let improved = total
        .improvement
        .map_or(Exact::ZERO, |improved| improved.percent);
    total.percent = (percent + improved).min(year.rules.maximum_percent.into());
    total
}

/// The points of a choice, without the improvement and the percent that rest on them.
fn before_improvement(year: &Year<'_>, measures: &[Measure<'_>], choice: &Choice) -> QualityTotal {
    let Year {
        rules, practice, ..
    } = *year;
    let achievement = choice
        .counted
        .iter()
        .filter_map(|index| measures[*index].exact_points())
        .sum();
    let places = Decimal::from(choice.counted.len() + choice.empty);
    let available = (places * rules.achievement.maximum - choice.points_off).max(Decimal::ZERO);
    let limited =
        |of: &[usize], maximum_percent: Decimal, points: &dyn Fn(usize) -> Decimal| Limited {
            earned: of.iter().map(|index| points(*index)).sum(),
            most: available * maximum_percent / HUNDRED,
        };
    QualityTotal {
        achievement,
        available,
        high_priority: rules
            .high_priority_bonus
            .as_ref()
            .filter(|bonus| bonus.pathways.contains(&practice.pathway))
            .map(|bonus| {
                limited(&choice.pool, bonus.maximum_percent, &|index| {
                    if choice.required == Some(index) {
                        Decimal::ZERO
                    } else {
                        high_priority_points(year, &measures[index])
                    }
                })
            }),
        end_to_end: rules
            .end_to_end_bonus
            .as_ref()
            .filter(|bonus| bonus.pathways.contains(&practice.pathway))
            .map(|bonus| {
                limited(&choice.pool, bonus.maximum_percent, &|index| {
                    end_to_end_points(year, &measures[index])
                })
            }),
        small_practice: rules
            .small_practice_points
            .as_ref()
            .filter(|_| practice.small_practice && choice.has_submission(measures))
            .map(|small| small.points),
        complex_organization: rules
            .complex_organization
            .as_ref()
            .filter(|complex| complex.participation.contains(&practice.participation))
            .map(|complex| {
                limited(&choice.submitted, complex.maximum_percent, &|index| {
                    complex_organization_points(year, &measures[index])
                })
            }),
        improvement: None,
        percent: Exact::ZERO,
    }
}

/// What a measure would add to the high-priority bonus if it were not the required one.
pub fn high_priority_points(year: &Year<'_>, measure: &Measure<'_>) -> Decimal {
    let Some(bonus) = &year.rules.high_priority_bonus else {
        return Decimal::ZERO;
    };
    let earns = measure.is_reported()
        && measure.row.is_high_priority()
        && measure.is_complete
        && measure.has_cases
        && measure.performs()
        && !measure.is_in(&bonus.exempt_collection_types)
        && !measure.is_in(&[CollectionType::AdminClaims]);
    if !earns {
        return Decimal::ZERO;
    }
    let is_outcome = measure.row.measure_type.is_outcome()
        || measure.row.measure_type == MeasureType::PatientEngagementExperience;
    if is_outcome {
        bonus.outcome_points
    } else {
        bonus.other_points
    }
}

/// What a measure adds to the end-to-end bonus.
pub fn end_to_end_points(year: &Year<'_>, measure: &Measure<'_>) -> Decimal {
    let Some(bonus) = &year.rules.end_to_end_bonus else {
        return Decimal::ZERO;
    };
    let is_electronic = measure
        .entry
        .and_then(|entry| entry.end_to_end)
        .unwrap_or_else(|| measure.is_in(&bonus.electronic_by_nature));
    let leaves_the_sums = matches!(
        measure.result,
        MeasureResult::Excluded | MeasureResult::Suppressed
    );
    let earns = measure.is_reported()
        && is_electronic
        && measure.is_in(&bonus.collection_types)
        && (!leaves_the_sums || (measure.is_complete && measure.has_cases));
    if earns { bonus.points } else { Decimal::ZERO }
}

/// What a measure adds to the complex organization adjustment: with it a measure reaches the maximum at most.
pub fn complex_organization_points(year: &Year<'_>, measure: &Measure<'_>) -> Decimal {
    let Some(complex) = &year.rules.complex_organization else {
        return Decimal::ZERO;
    };
    let earns = measure.is_reported()
        && measure.is_in(&complex.collection_types)
        && measure.is_complete
        && measure.has_cases;
    if !earns {
        return Decimal::ZERO;
    }
    let room = year.rules.achievement.maximum - measure.points().unwrap_or_default();
    complex.points.min(room)
}

fn improvement(
    year: &Year<'_>,
    total: &QualityTotal,
    participates_fully: bool,
) -> Option<Improved> {
    let rules = year.rules.improvement.as_ref()?;
    let prior = year.practice.prior_year.quality_achievement_percent?;
    let prior = prior.max(rules.prior_floor);
    let current = total.achievement_percent()?;
    let percent = if participates_fully {
        let ratio = ((current - prior) * rules.multiplier).checked_div(prior);
        ratio?.max(Exact::ZERO).min(rules.maximum.into())
    } else {
        Exact::ZERO
    };
    Some(Improved { prior, percent })
}
