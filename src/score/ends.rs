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
use crate::practice::Practice;

/// The ends of a final score and of its payment adjustment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ends {
    /// Those of the final score; the same where it is known.
    pub final_score: Bounds,
    /// Those of the payment adjustment, in percent.
    pub adjustment: Bounds,
    /// The payment adjustment in dollars, or its low end, where the paid amount is given.
    pub dollars: Option<Decimal>,
}

impl Ends {
    /// What [`score`](super::score()) finds of a practice.
    pub(crate) fn of(practice: &Practice) -> Self {
        let rules = &*practice.rules;
        let sheet = &mut Worksheet::blank();
        let range = match practice.final_score {
            Some(given) => FinalScoreRange::point(known::as_given(rules, given)),
            None => Settled::of(rules, practice, Prepared::default(), sheet).range,
        };
        let factors = YearFactors::of(rules, practice);
        let payment = payment::adjust(rules, practice, &factors, &range, sheet);
        Self::both(range.bounds(), &payment)
    }

    /// Those of a scorecard.
    pub(crate) fn of_card(card: &Scorecard) -> Self {
        Self::both(card.final_score_bounds, &card.payment_adjustment)
    }

    fn both(final_score: Bounds, payment: &PaymentAdjustment) -> Self {
        let low_end = || payment.dollars_bounds.map(|bounds| bounds.low);
        Self {
            final_score,
            adjustment: payment.bounds,
            dollars: payment.dollars.or_else(low_end),
        }
    }
}
