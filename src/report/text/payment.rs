//! The payment adjustment with its factor, range and dollars.

use super::page::Page;
use crate::{
    report::layout::{dollars, signed_dollars, signed_percent},
    score::{adjustment::Class, scorecard::PaymentAdjustment},
};

/// The factor; of a range that factors widen, the one at each end, and the range that one factor leaves.
fn factor(payment: &PaymentAdjustment) -> String {
    let basis = payment.scaling_factor_basis.key();
    let factor = payment.scaling_factor;
    let ends = payment.scaling_factor_bounds;
    if payment.percent.is_some() || ends.is_point() {
        return format!("scaling factor {factor}, {basis}");
    }
    let alone = payment.bounds_at_factor;
    format!(
        "scaling factor {} at the low end, {} at the high end, {basis}; with {factor} at both ends {} to {}",
        ends.low,
        ends.high,
        signed_percent(alone.low),
        signed_percent(alone.high)
    )
}

pub(super) fn payment(page: &Page<'_>) -> String {
    let trial = page.trial;
    let card = &trial.scorecard;
    let payment = &card.payment_adjustment;
    let mut text = format!("\nPayment adjustment in {}: ", card.payment_year);
    let range = format!(
        "{} to {}",
        signed_percent(payment.bounds.low),
        signed_percent(payment.bounds.high)
    );
    match payment.percent {
        Some(percent) => {
            text.push_str(&signed_percent(percent));
            if let Some(class) = payment.class {
                text.push_str(&format!(" ({})", class.key().replace('_', " ")));
            }
        }
        None => text.push_str(&range),
    }
    text.push('\n');
    let gains = matches!(payment.class, Some(Class::Positive | Class::Exceptional))
        || (payment.bounds.high.is_sign_positive() && !payment.bounds.high.is_zero());
    if gains {
        let additional = payment
            .additional_scaling_factor
            .filter(|_| {
                card.sheet
                    .lines()
                    .iter()
                    .any(|line| line.name.key() == "additional_adjustment")
            })
            .map(|factor| format!(", additional factor {factor}"))
            .unwrap_or_default();
        text.push_str(&page.wrap(&(factor(payment) + &additional), "  ", "    "));
        if payment.percent.is_some() && !payment.bounds.is_point() {
            text.push_str(&page.wrap(&format!("{range} over the factor's range"), "  ", "    "));
        }
        let publicized = format!(
            "limits of the law: {} to {}",
            signed_percent(payment.publicized.low),
            signed_percent(payment.publicized.high)
        );
        text.push_str(&page.wrap(&publicized, "  ", "    "));
    }
    if let (Some(paid), Some(bounds)) = (trial.practice.part_b_paid, payment.dollars_bounds) {
        let range = format!(
            "{} to {}",
            signed_dollars(bounds.low),
            signed_dollars(bounds.high)
        );
        let money = match payment.dollars {
            Some(money) if bounds.is_point() => signed_dollars(money),
            Some(money) => format!("{} ({range})", signed_dollars(money)),
            None => range,
        };
        text.push_str(&page.wrap(
            &format!("on {} paid by Medicare: {money}", dollars(paid)),
            "  ",
            "    ",
        ));
    }
    text
}
