//! What taking part costs.

use rust_decimal::Decimal;

use super::Question;
use crate::{
    participation::way::Worth, practice::taking_part::ParticipationCost, report::layout::dollars,
    score::scorecard::Bounds,
};

impl Question<'_> {
    pub(super) fn take_cost(&self, it: &mut Worth) {
        if let Some((cost, line)) = &self.cost {
            it.cost = Some(*cost);
            it.lines.push(format!("cost: {line}"));
            it.net = it.net.map(|net| Bounds {
                low: net.low - cost,
                high: net.high - cost,
            });
        }
    }

    /// What taking part costs, with its operands; none while it is not given.
    pub(super) fn cost_of_participation(&mut self) -> Option<(Decimal, String)> {
        let given = self
            .practice()
            .taking_part
            .as_deref()
            .and_then(|it| it.cost.clone());
        let Some(ParticipationCost {
            class,
            total,
            per_physician,
            hours,
            hourly_cost,
            physicians,
        }) = given
        else {
            self.assumptions.push(
                "cost_of_participation is not given: amounts are before the cost of taking part, and the break-even says what it may be".into(),
            );
            return None;
        };
        if let Some(total) = total {
            return Some((total, format!("{} as given", dollars(total))));
        }
        if let (Some(hours), Some(hourly)) = (hours, hourly_cost) {
            let cost = self.round(hours * hourly);
            return Some((
                cost,
                format!("{hours} hours x {} = {}", dollars(hourly), dollars(cost)),
            ));
        }
        let published = class.and_then(|class| {
            let costs = &self.rules().participation_costs;
            let each = *costs.per_physician.get(&class)?;
            let note = format!(
                "cost_of_participation.class={class}: {} for each physician and year, in dollars of {}, {}; not adjusted for inflation",
                dollars(each), costs.performance_year, costs.cite
            );
            Some((each, note))
        });
        let each = match (per_physician, published) {
            (Some(each), _) => each,
            (None, Some((each, note))) => {
                self.assumptions.push(note);
                each
            }
            (None, None) => return None,
        };
        let count = if let Some(count) = physicians {
            Decimal::from(count)
        } else {
            self.assumptions
                .push("cost_of_participation.physicians=1: not given, taken as one".into());
            Decimal::ONE
        };
        let cost = self.round(each * count);
        Some((
            cost,
            format!("{} x {count} = {}", dollars(each), dollars(cost)),
        ))
    }
}
