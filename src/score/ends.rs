//! What a score comes to, where nobody asks how it is made.

use rust_decimal::Decimal;

use super::{
    known, payment,
    payment::YearFactors,
    prepared::Prepared,
    range::FinalScoreRange,
    scorecard::{Bounds, PaymentAdjustment, Scorecard},
    settled::Settled,
    worksheet::Worksheet,
};
use crate::{category::ByCategory, decimal::Exact, practice::Practice};

/// The ends of a final score, and its payment adjustment.
pub(crate) struct Ends {
    /// The final score, where it is known.
    pub known: Option<Decimal>,
    /// Its ends; the same where it is known.
    pub final_score: Bounds,
    /// The payment adjustment.
    pub payment: PaymentAdjustment,
}

impl Ends {
    /// What [`score`](super::score()) finds of a practice.
    pub(crate) fn of(practice: &Practice) -> Self {
        let rules = &*practice.rules;
        let sheet = &mut Worksheet::blank();
        let range = range(practice, sheet);
        let factors = YearFactors::of(rules, practice);
        Self {
            payment: payment::adjust(rules, practice, &factors, &range, sheet),
            known: range.known(),
            final_score: range.bounds(),
        }
    }

    /// Those of a scorecard.
    pub(crate) fn of_card(card: &Scorecard) -> Self {
        Self {
            known: card.final_score,
            final_score: card.final_score_bounds,
            payment: card.payment_adjustment.clone(),
        }
    }

    /// Those of the payment adjustment, in percent.
    pub(crate) fn adjustment(&self) -> Bounds {
        self.payment.bounds
    }

    /// The payment adjustment in dollars, or its low end, where the paid amount is given.
    pub(crate) fn dollars(&self) -> Option<Decimal> {
        let low_end = || self.payment.dollars_bounds.map(|bounds| bounds.low);
        self.payment.dollars.or_else(low_end)
    }
}

/// The low end of a final score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LowEnd {
    /// The final score.
    pub final_score: Decimal,
    /// The percents of the categories, as far as they are known.
    pub percents: ByCategory<Option<Decimal>>,
}

impl LowEnd {
    /// That of what [`score`](super::score()) finds of a practice.
    pub(crate) fn of(practice: &Practice) -> Self {
        let range = range(practice, &mut Worksheet::blank());
        let percents = &range.low.percents;
        Self {
            final_score: range.bounds().low,
            percents: ByCategory::from_fn(|category| percents[category].map(Exact::decimal)),
        }
    }
}

fn range(practice: &Practice, sheet: &mut Worksheet) -> FinalScoreRange {
    let rules = &*practice.rules;
    match practice.final_score {
        Some(given) => FinalScoreRange::point(known::as_given(rules, given)),
        None => Settled::of(rules, practice, Prepared::default(), sheet).range,
    }
}
