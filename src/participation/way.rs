//! One way of taking part, in dollars.

use rust_decimal::Decimal;

use crate::{
    report::layout::{dollars, signed_dollars},
    score::scorecard::Bounds,
};

/// One way of taking part, in dollars.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Worth {
    /// Its name: `do_nothing`, `avoid_penalty`, `as_planned`, `opt_in`, `voluntary`, `target`, `qp`, `partial_qp`.
    pub name: &'static str,
    /// The final score, where it has one.
    pub final_score: Option<Bounds>,
    /// The MIPS payment adjustment in percent; `None` where there is none.
    pub percent: Option<Bounds>,
    /// The MIPS payment adjustment.
    pub adjustment: Option<Bounds>,
    /// The part of its range that the score leaves open, with the scaling factor that is used.
    pub of_score: Option<Bounds>,
    /// The part of its range that the scaling factor leaves open.
    pub of_factor: Option<Bounds>,
    /// The lump sum of a QP.
    pub incentive: Option<Decimal>,
    /// What the higher conversion factor adds.
    pub conversion_factor: Option<Decimal>,
    /// The share of savings that the file states; losses are negative.
    pub shared_savings: Option<Decimal>,
    /// The MIPS adjustment that does not apply in this way: that of reporting as planned. The net does not count it, as
    /// everything is counted from no adjustment.
    pub mips_avoided: Option<Bounds>,
    /// What taking part costs.
    pub cost: Option<Decimal>,
    /// What is left; none where an amount is missing.
    pub net: Option<Bounds>,
    /// Whether it is open to the practice; none where the file says nothing of an APM.
    pub available: Option<bool>,
    /// Each figure with its operands.
    pub lines: Vec<String>,
}

impl Worth {
    /// Puts the net with its operands behind the other figures, where it is a sum of several.
    pub(super) fn summed(mut self) -> Self {
        let Some(net) = self.net else {
            return self;
        };
        let ends: [fn(Bounds) -> Decimal; 2] = [|it| it.low, |it| it.high];
        for end in ends {
            let net = end(net);
            let parts = [
                self.adjustment.map(end),
                self.incentive,
                self.conversion_factor,
                self.shared_savings,
                self.cost.map(|cost| -cost),
            ];
            let parts: Vec<Decimal> = parts.into_iter().flatten().collect();
            let line = format!("net: {} = {}", sum_in_words(&parts), signed_dollars(net));
            if parts.len() > 1 && !self.lines.contains(&line) {
                self.lines.push(line);
            }
        }
        self
    }
}

/// `-$3,528.00 - $36,932.00`.
fn sum_in_words(parts: &[Decimal]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(match (text.is_empty(), part.is_sign_negative()) {
            (true, true) => "-",
            (true, false) => "",
            (false, true) => " - ",
            (false, false) => " + ",
        });
        text.push_str(&dollars(part.abs()));
    }
    text
}

/// A way without any amount yet.
pub(super) fn without(name: &'static str, available: Option<bool>) -> Worth {
    Worth {
        name,
        final_score: None,
        percent: None,
        adjustment: None,
        of_score: None,
        of_factor: None,
        incentive: None,
        conversion_factor: None,
        shared_savings: None,
        mips_avoided: None,
        cost: None,
        net: Some(point(Decimal::new(0, 2))),
        available,
        lines: Vec::new(),
    }
}

pub(super) fn point(amount: Decimal) -> Bounds {
    Bounds {
        low: amount,
        high: amount,
    }
}
