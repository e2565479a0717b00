//! From where on taking part pays.

use rust_decimal::Decimal;

use super::Question;
use crate::{
    decimal::{HUNDRED, round_up, to_places},
    participation::way::Worth,
    score::adjustment::{Factors, percents},
};

impl Question<'_> {
    /// The paid amount from which reporting as planned pays: cost over the difference in percent.
    pub(super) fn break_even_paid(&self, nothing: Decimal) -> Option<Decimal> {
        let (cost, _) = self.cost.as_ref()?;
        let planned = self.planned.scorecard.payment_adjustment.percent?;
        let difference = planned - nothing;
        (difference > Decimal::ZERO).then(|| to_places(HUNDRED * cost / difference, 2))
    }

    /// The least final score, to the hundredth, whose adjustment covers the cost.
    pub(super) fn break_even_score(&self, nothing: Decimal) -> Option<Decimal> {
        let paid = self.practice().part_b_paid?;
        let cost = self.cost.as_ref().map_or(Decimal::ZERO, |(cost, _)| *cost);
        let rules = self.rules();
        let factors = Factors::used(rules, self.practice());
        let least = self.round(paid * nothing / HUNDRED) + cost;
        let covers = |hundredths: i64| {
            let score = Decimal::new(hundredths, 2);
            let found = percents(
                &rules.adjustment,
                rules.final_score.maximum,
                score,
                score,
                factors,
            );
            self.round(paid * found.total / HUNDRED) >= least
        };
        let most = crate::decimal::scaled(rules.final_score.maximum, 2)?;
        if !covers(most) {
            return None;
        }
        let (mut low, mut high) = (0, most);
        while low < high {
            let middle = i64::midpoint(low, high);
            if covers(middle) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Some(Decimal::new(high, 2))
    }

    /// The adjustment that equals what a QP gains, before the same costs.
    pub(super) fn break_even_percent(&self, alternatives: &[Worth]) -> Option<Decimal> {
        let paid = self.practice().part_b_paid.filter(|paid| !paid.is_zero())?;
        let qp = alternatives
            .iter()
            .find(|it| it.name == "qp")?
            .net?
            .point()?;
        let cost = self.cost.as_ref().map_or(Decimal::ZERO, |(cost, _)| *cost);
        Some(round_up(HUNDRED * (qp + cost) / paid, 2))
    }
}
