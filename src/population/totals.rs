//! What the factors do to each class, to each value of a column, and at each score.

use rust_decimal::Decimal;

use super::{
    result::{ClassTotal, Group},
    sums::{above, above_first, decimal, dollars, occupied, score_of},
};
use crate::{
    batch::{Bracket, Tally},
    decimal::{HUNDRED, scaled},
    rules::book::YearRules,
    score::adjustment::{self, Class, Factors, class},
};

pub(super) fn classes(rules: &YearRules, tally: &Tally, factors: Factors) -> Vec<ClassTotal> {
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

pub(super) fn groups(rules: &YearRules, tally: &Tally, factors: Factors) -> Vec<Group> {
    let groups = tally.values.iter().map(|(value, rows)| Group {
        value: value.clone(),
        count: rows.brackets.iter().map(|bracket| bracket.count).sum(),
        without_paid: rows.without_paid,
        classes: classes(rules, rows, factors),
    });
    groups.collect()
}

/// The adjustments of a bracket in dollars, along the line.
pub(super) fn adjusted(
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

pub(super) fn percent_at(rules: &YearRules, factors: Factors, score: Decimal) -> Decimal {
    adjustment::percents(
        &rules.adjustment,
        rules.final_score.maximum,
        score,
        score,
        factors,
    )
    .total
}

pub(super) fn adjustments(rules: &YearRules, factors: Factors) -> Vec<(Decimal, Decimal)> {
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

pub(super) fn histogram(rules: &YearRules, tally: &Tally) -> Vec<(Decimal, u64)> {
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
