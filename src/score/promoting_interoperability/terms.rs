//! What the category's points are made of, once it is known which measures count: what only proportions still change.

use rust_decimal::Decimal;

use crate::{
    decimal::Exact,
    practice::{Answer, PromotingInteroperabilityData},
    rules::promoting_interoperability::MeasurePoints,
};

/// The points of measures whose answers stand where they stand, however high their proportions are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    /// Points that no proportion changes.
    fixed: Exact,
    proportions: Vec<Proportion>,
    /// Whether something that is required is missing, so that the category is 0.
    pub(super) is_zero: bool,
}

/// A measure that earns the part of its available points that its numerator is of its denominator.
#[derive(Clone, Copy, Debug)]
struct Proportion {
    /// Which of the answers it is.
    answer: usize,
    /// Its available points.
    available: Exact,
}

impl Terms {
    /// Adds points that no proportion changes.
    pub(super) fn fix(&mut self, points: Exact) {
        self.fixed = self.fixed + points;
    }

    /// Adds a measure with a proportion.
    pub(super) fn add(&mut self, answer: usize, available: Exact) {
        self.proportions.push(Proportion { answer, available });
    }

    /// What they come to together.
    pub(super) fn total(
        &self,
        method: &MeasurePoints,
        data: &PromotingInteroperabilityData,
    ) -> Exact {
        self.proportions
            .iter()
            .fold(self.fixed, |total, it| match data.measures.get(it.answer) {
                Some((
                    _,
                    Answer::Proportion {
                        numerator,
                        denominator,
                    },
                )) => total + points(method, it.available, *numerator, *denominator).1,
                _ => total,
            })
    }
}

/// The points of a proportion: before they are rounded and held to the least, and as they count.
pub(super) fn points(
    method: &MeasurePoints,
    available: Exact,
    numerator: Decimal,
    denominator: Decimal,
) -> (Exact, Decimal) {
    let exact = (available * numerator)
        .checked_div(denominator)
        .unwrap_or_default();
    let rounded = method.rounding.apply_exact(exact);
    (exact, rounded.max(method.minimum_points))
}
