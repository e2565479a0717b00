//! One way of taking part, in dollars.

use rust_decimal::Decimal;

use crate::score::scorecard::Bounds;

/// One way of taking part, in dollars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worth {
    /// Its name: `do_nothing`, `avoid_penalty`, `as_planned`, `opt_in`, `voluntary`, `target`, `qp`, `partial_qp`.
    pub name: &'static str,
    /// The final score, where it has one.
    pub final_score: Option<Bounds>,
    /// The MIPS payment adjustment in percent; none where there is none.
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
    /// What taking part costs.
    pub cost: Option<Decimal>,
    /// What is left; none where an amount is missing.
    pub net: Option<Bounds>,
    /// Whether it is open to the practice; none where the file says nothing of an APM.
    pub available: Option<bool>,
    /// Each figure with its operands.
    pub lines: Vec<String>,
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
