//! The verdict in plain words: what the score is, what Medicare will do, in dollars, and how sure that is.

use rust_decimal::Decimal;

use crate::{
    report::{
        layout::{dollars, signed_dollars, signed_percent},
        text::break_even,
    },
    rules::FactorBasis,
    score::{
        adjustment::Class,
        scorecard::{PaymentAdjustment, Scorecard},
    },
    trial::Trial,
};

/// The verdict, a paragraph for each thing to know.
pub(super) fn verdict(trial: &Trial) -> Vec<String> {
    let card = &trial.scorecard;
    let payment = &card.payment_adjustment;
    let mut sentences = vec![format!("{} {}", of_score(card), of_payment(card))];
    if card.is_estimate() {
        sentences.push(
            "The score is an estimate: CMS has not published all of the benchmarks behind it."
                .into(),
        );
    }
    sentences.extend(in_dollars(payment, trial.practice.part_b_paid));
    sentences.extend(break_even(card));
    sentences.extend(how_sure(payment));
    sentences
}

fn of_score(card: &Scorecard) -> String {
    let (year, threshold) = (card.performance_year, card.performance_threshold);
    let Some(score) = card.final_score else {
        let range = card.final_score_bounds;
        return format!(
            "The final score for {year} is not known yet: it lies between {} and {} of 100 points, and the performance \
             threshold is {threshold}.",
            range.low, range.high
        );
    };
    if card.replaced_by_threshold {
        return format!(
            "Fewer categories are scored than a final score for {year} takes, so the final score is the performance \
             threshold, {score} points."
        );
    }
    let margin = score - threshold;
    if margin.is_zero() {
        format!(
            "The final score for {year} is {score} of 100 points: exactly the performance threshold."
        )
    } else {
        let side = if margin.is_sign_negative() {
            "below"
        } else {
            "above"
        };
        format!(
            "The final score for {year} is {score} of 100 points: {} {side} the performance threshold of {threshold}.",
            points(margin.abs())
        )
    }
}

fn of_payment(card: &Scorecard) -> String {
    let (year, payment) = (card.payment_year, &card.payment_adjustment);
    let services = format!("each Part B payment for covered professional services in {year}");
    let Some(percent) = payment.percent else {
        return format!(
            "The adjustment of {services} lies between {} and {}.",
            signed_percent(payment.bounds.low),
            signed_percent(payment.bounds.high)
        );
    };
    if percent.is_zero() {
        return format!("Medicare will neither add to nor take from {services}.");
    }
    let most = match payment.class {
        Some(Class::MaximumPenalty) => ", the largest penalty there is",
        Some(Class::Exceptional) => ", with the additional adjustment for exceptional performance",
        _ => "",
    };
    if percent.is_sign_negative() {
        format!(
            "Medicare will take {}% from {services}{most}.",
            percent.abs()
        )
    } else {
        format!("Medicare will add {percent}% to {services}{most}.")
    }
}

fn in_dollars(payment: &PaymentAdjustment, paid: Option<Decimal>) -> Option<String> {
    let (paid, bounds) = (paid?, payment.dollars_bounds?);
    let range = format!(
        "between {} and {}",
        signed_dollars(bounds.low),
        signed_dollars(bounds.high)
    );
    let paid = dollars(paid);
    Some(match payment.dollars {
        Some(money) if bounds.is_point() => {
            format!(
                "On {paid} paid by Medicare that is {}.",
                signed_dollars(money)
            )
        }
        Some(money) => format!(
            "On {paid} paid by Medicare that is {}; it may come to {range}.",
            signed_dollars(money)
        ),
        None => format!("On {paid} paid by Medicare that is {range}."),
    })
}

/// What a gain rests on: CMS solves the scaling factor after the year.
fn how_sure(payment: &PaymentAdjustment) -> Option<String> {
    if payment.bounds.high <= Decimal::ZERO {
        return None;
    }
    let factor = payment.scaling_factor;
    let basis = match payment.scaling_factor_basis {
        FactorBasis::Assumed => format!(
            "A gain is multiplied by a scaling factor that CMS publishes after the year; {factor} is assumed here."
        ),
        FactorBasis::Implied => format!(
            "A gain is multiplied by a scaling factor; {factor} is what CMS's published results imply."
        ),
        FactorBasis::User => {
            format!("A gain is multiplied by the scaling factor {factor}, which was given.")
        }
    };
    let is_range = payment.percent.is_some() && !payment.bounds.is_point();
    let range = if is_range {
        format!(
            " Over the factor's range the adjustment is {} to {}.",
            signed_percent(payment.bounds.low),
            signed_percent(payment.bounds.high)
        )
    } else {
        String::new()
    };
    Some(basis + &range)
}

/// A number of points, `1 point` or `10.01 points`.
pub(super) fn points(number: Decimal) -> String {
    let unit = if number == Decimal::ONE {
        "point"
    } else {
        "points"
    };
    format!("{number} {unit}")
}
