//! What a reader of an improvement activities score must know.

use std::fmt;

use rust_decimal::Decimal;

/// Something about the improvement activities category.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ActivityNote {
    /// An APM participant's credit made the points more than the activities earned.
    ApmCredit(Decimal),
    /// These activities do not belong to the MVP.
    OutsideMvp(Vec<String>),
}

impl fmt::Display for ActivityNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ApmCredit(points) => write!(
                f,
                "An APM participant earns at least {points} improvement activities points"
            ),
            Self::OutsideMvp(ids) => write!(
                f,
                "Not part of the MVP, so these activities earn no points: {}",
                ids.join(", ")
            ),
        }
    }
}
