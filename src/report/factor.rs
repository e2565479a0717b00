//! The scaling factor in words: every gain rests on it, and says little without it.

use rust_decimal::Decimal;

use crate::{
    rules::FactorBasis,
    score::{
        adjustment::Class,
        scorecard::{Bounds, PaymentAdjustment},
    },
};

/// The factors with what they rest on: `Scaling factor 0.1167 (implied)`.
pub(crate) fn words(payment: &PaymentAdjustment) -> String {
    let basis = |basis: FactorBasis| match basis {
        FactorBasis::User => "given",
        other => other.key(),
    };
    let additional = payment
        .additional_scaling_factor
        .zip(payment.additional_scaling_factor_basis)
        .map(|(factor, of)| format!(", additional factor {factor} ({})", basis(of)));
    let nothing = match (payment.scaling_factor.is_zero(), &additional) {
        (false, _) => "",
        (true, None) => ", so nothing is gained",
        (true, Some(_)) => ", so the only gain is the additional adjustment",
    };
    format!(
        "Scaling factor {} ({}){nothing}{}",
        payment.scaling_factor,
        basis(payment.scaling_factor_basis),
        additional.unwrap_or_default()
    )
}

/// Whether the factor bears on the adjustment: it may be a gain.
pub(crate) fn bears_on(payment: &PaymentAdjustment) -> bool {
    let may_gain = matches!(
        payment.class,
        None | Some(Class::Positive | Class::Exceptional)
    );
    may_gain || payment.bounds.high > Decimal::ZERO
}

/// What the adjustment is over the factor's range, `over its range 0.41% to 0.84%`; empty where there is no range.
pub(crate) fn range(payment: &PaymentAdjustment) -> String {
    let Bounds { low, high } = payment.bounds;
    if low == high {
        return String::new();
    }
    let and = if payment.percent.is_none() {
        " and what is not known"
    } else {
        ""
    };
    format!("over its range{and} {low}% to {high}%")
}

/// Whether two adjustments rest on the same factors.
pub(crate) fn is_same(one: &PaymentAdjustment, other: &PaymentAdjustment) -> bool {
    one.scaling_factor == other.scaling_factor
        && one.scaling_factor_basis == other.scaling_factor_basis
        && one.additional_scaling_factor == other.additional_scaling_factor
        && one.additional_scaling_factor_basis == other.additional_scaling_factor_basis
}

/// What the gains of many scores rest on.
#[derive(Default)]
pub(crate) struct Footing {
    /// The score with the highest gain.
    highest: Option<PaymentAdjustment>,
    differs: bool,
}

impl Footing {
    /// Takes one more score in.
    pub(crate) fn add(&mut self, payment: &PaymentAdjustment) {
        if !bears_on(payment) {
            return;
        }
        match &mut self.highest {
            None => self.highest = Some(payment.clone()),
            Some(highest) => {
                self.differs |= !is_same(highest, payment);
                if payment.bounds.high > highest.bounds.high {
                    *highest = payment.clone();
                }
            }
        }
    }

    /// Takes in what later scores came to.
    pub(crate) fn merge(&mut self, later: Self) {
        if let Some(highest) = &later.highest {
            self.add(highest);
        }
        self.differs |= later.differs;
    }

    /// The sentence; `None` when nothing may be a gain.
    pub(crate) fn sentence(&self) -> Option<String> {
        let highest = self.highest.as_ref()?;
        if self.differs {
            return Some("The scaling factor differs from point to point".into());
        }
        let range = range(highest);
        Some(if range.is_empty() {
            words(highest)
        } else {
            format!("{}; the highest gain {range}", words(highest))
        })
    }
}
