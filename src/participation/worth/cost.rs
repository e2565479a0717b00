//! What taking part in MIPS costs: the reader's own figure, or a published one that the reader names.

use rust_decimal::Decimal;

use crate::{practice::taking_part::ParticipationCost, report::layout::dollars, trial::Trial};

/// The cost of a year, in dollars, with its operands.
pub(super) struct Cost {
    pub amount: Decimal,
    pub line: String,
}

/// The cost that the file gives, and what was taken for granted; none while it is not given.
pub(super) fn of(planned: &Trial) -> (Option<Cost>, Vec<String>) {
    let facts = planned.practice.taking_part.as_deref();
    let Some(given) = facts.and_then(|it| it.cost.as_ref()) else {
        let note = "cost_of_participation is not given: amounts leave out the cost of taking part";
        return (None, vec![note.into()]);
    };
    let mut assumed = Vec::new();
    let cost = of_all(planned, given).or_else(|| of_each(planned, given, &mut assumed));
    if cost.is_none() {
        assumed.push("cost_of_participation names no class and no amount: amounts leave out the cost of taking part".into());
    }
    (cost, assumed)
}

/// A cost that is given for the whole practice.
fn of_all(planned: &Trial, given: &ParticipationCost) -> Option<Cost> {
    if let Some(total) = given.total {
        let line = format!("{} as given", dollars(total));
        return Some(Cost {
            amount: total,
            line,
        });
    }
    let (hours, hourly) = (given.hours?, given.hourly_cost?);
    let rounding = &planned.rules.adjustment.dollars_rounding;
    let amount = rounding.apply(hours * hourly);
    let line = format!("{hours} hours x {} = {}", dollars(hourly), dollars(amount));
    Some(Cost { amount, line })
}

/// A cost for each physician.
fn of_each(planned: &Trial, given: &ParticipationCost, assumed: &mut Vec<String>) -> Option<Cost> {
    let each = match (&given.class, given.per_physician) {
        (_, Some(each)) => each,
        (Some(class), None) => {
            let costs = &planned.rules.participation_costs;
            let each = *costs.per_physician.get(class)?;
            assumed.push(format!(
                "cost_of_participation.class={class}: {} for each physician and year, in dollars of {}, {}; not adjusted for inflation",
                dollars(each), costs.performance_year, costs.cite
            ));
            each
        }
        (None, None) => return None,
    };
    let count = given.physicians.map_or_else(
        || {
            assumed.push("cost_of_participation.physicians=1: not given, taken as one".into());
            Decimal::ONE
        },
        Decimal::from,
    );
    let amount = planned
        .rules
        .adjustment
        .dollars_rounding
        .apply(each * count);
    let line = format!("{} x {count} = {}", dollars(each), dollars(amount));
    Some(Cost { amount, line })
}
