//! A second calculation of the measure level, written apart from the program and in exact fractions, compared with it on
//! random practices of all years. It shares the tables of measures and benchmarks, and nothing that computes.

mod base_score;
#[path = "../common/mod.rs"]
mod common;
mod cost;
mod interoperability;
mod measure;
mod pathways;
mod quality;

use common::rational::{Rational, half_away, text};
use mips::decimal::shown;
use rust_decimal::Decimal;

/// Numbers without a pattern, the same at every run.
pub struct Draw(pub u64);

impl Draw {
    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Between 0 and `end`, without it.
    ///
    /// # Panics
    ///
    /// Never: a machine counts to 64 bits at most.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.number() % u64::try_from(end).unwrap()).unwrap()
    }

    /// True once in so many times.
    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

/// A percent as results show it, with four places.
#[must_use]
pub fn printed(percent: Decimal) -> String {
    let mut four = shown(percent);
    four.rescale(4);
    four.to_string()
}

/// A fraction with four places.
#[must_use]
pub fn in_four_places(percent: &Rational) -> String {
    text(&half_away(percent, 4), 4)
}
