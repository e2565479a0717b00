//! A limit of the law, and on which side of it one must be.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::decimal::with_thousands;

/// A limit with its operator: `{ exceeds = 90000 }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Limit {
    /// More than this.
    Exceeds(Decimal),
    /// This or more.
    AtLeast(Decimal),
    /// This or less.
    AtMost(Decimal),
}

impl Limit {
    /// Whether `value` is on the side that the limit asks for.
    #[must_use]
    pub fn is_met(self, value: Decimal) -> bool {
        match self {
            Self::Exceeds(limit) => value > limit,
            Self::AtLeast(limit) => value >= limit,
            Self::AtMost(limit) => value <= limit,
        }
    }

    /// The figure.
    #[must_use]
    pub fn figure(self) -> Decimal {
        match self {
            Self::Exceeds(limit) | Self::AtLeast(limit) | Self::AtMost(limit) => limit,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = match self {
            Self::Exceeds(_) => "more than",
            Self::AtLeast(_) => "at least",
            Self::AtMost(_) => "at most",
        };
        write!(f, "{side} {}", with_thousands(self.figure()))
    }
}
