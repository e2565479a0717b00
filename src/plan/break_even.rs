//! What one category alone would have to come to, all else as it stands.

use rust_decimal::Decimal;

use super::{
    footing::Footing,
    mends::mend::{has_weight, set},
};
use crate::{
    category::Category,
    decimal::{HUNDRED, plain},
    score::scorecard::Bounds,
};

/// The least percent of a category that reaches the target, all else as it stands; in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BreakEven {
    /// The category.
    pub category: Category,
    /// With what is unknown at its low end; none where not even 100 percent does.
    pub percent: Option<Decimal>,
    /// With what is unknown at its high end; none where nothing else is unknown, where not even 100 percent does, or where
    /// the category has as much already.
    pub percent_at_best: Option<Decimal>,
}

/// One end of the final score.
type End = fn(Bounds) -> Decimal;

/// The categories that carry weight and are short of 100 percent.
pub fn of(footing: &Footing<'_>, target: Decimal) -> Vec<BreakEven> {
    let is_open = |category: &Category| {
        let percent = footing.card().categories[*category].percent;
        has_weight(footing.trial, *category) && percent.is_none_or(|percent| percent < HUNDRED)
    };
    let open = Category::ALL.into_iter().filter(is_open);
    open.filter_map(|category| {
        let at_full = final_score(footing, category, HUNDRED)?;
        let low: End = |bounds| bounds.low;
        let high: End = |bounds| bounds.high;
        let now = footing.card().categories[category].percent;
        let is_range = low(at_full) != high(at_full);
        let least = |end| least(footing, category, target, end);
        Some(BreakEven {
            category,
            percent: (low(at_full) >= target).then(|| least(low)),
            percent_at_best: (is_range && high(at_full) >= target)
                .then(|| least(high))
                .filter(|least| now.is_none_or(|now| *least > now)),
        })
    })
    .collect()
}

/// The least percent with which an end of the final score is at the target, where it is with 100 percent: a higher percent
/// never lowers the score.
fn least(footing: &Footing<'_>, category: Category, target: Decimal, end: End) -> Decimal {
    let hundredths = |number: u32| Decimal::new(number.into(), 2);
    let (mut short, mut enough) = (None, 10_000_u32);
    loop {
        let from = short.map_or(0, |short| short + 1);
        if from >= enough {
            return hundredths(enough);
        }
        let middle = u32::midpoint(from, enough);
        let reached = final_score(footing, category, hundredths(middle));
        if reached.is_some_and(|bounds| end(bounds) >= target) {
            enough = middle;
        } else {
            short = Some(middle);
        }
    }
}

/// The final score with a category at a percent.
fn final_score(footing: &Footing<'_>, category: Category, percent: Decimal) -> Option<Bounds> {
    let setting = set(format!("{}.percent", category.key()), plain(percent));
    Some(footing.ends_with(&[setting])?.final_score)
}
