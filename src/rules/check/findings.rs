//! What does not hold together, gathered.

use std::fmt::Display;

use rust_decimal::Decimal;

use crate::{
    decimal::HUNDRED,
    problem::{Code, Problem},
};

/// What does not hold together.
#[derive(Default)]
pub(super) struct Findings(pub Vec<Problem>);

impl Findings {
    /// Says of a figure what is wrong with it. Its path is put together only then.
    pub(super) fn say(&mut self, path: impl Display, message: impl Into<String>) {
        let path = path.to_string();
        self.0.push(Problem::new(Code::BadRules, path, message));
    }

    /// A percent, or points of as many, is above 0 and at most 100.
    pub(super) fn percent(&mut self, path: impl Display, value: Decimal) {
        if value <= Decimal::ZERO || HUNDRED < value {
            self.say(path, format!("{value} is not above 0 and up to 100"));
        }
    }
}
