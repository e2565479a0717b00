//! Numbers, and the bounds within which they can be typed.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::Fields;
use crate::{
    decimal::{self, LARGEST_FIGURE},
    document::{
        Node, Value,
        spelling::{self, Unit},
    },
    problem::{Code, Problem},
};

impl<'a> Fields<'a> {
    /// A number.
    pub fn decimal(&self, key: &'static str) -> Option<Decimal> {
        let node = self.take(key)?;
        self.decimal_of(key, node)
    }

    /// A number that stands in `node`.
    pub fn decimal_of(&self, key: &str, node: &Node) -> Option<Decimal> {
        let text = match &node.value {
            Value::Number(text) => Cow::Borrowed(text.as_str()),
            Value::Text(text) => {
                let Some(plain) = spelling::number(text, Unit::of(key), false) else {
                    self.wrong_type(key, node, "a number");
                    return None;
                };
                plain
            }
            _ => {
                self.wrong_type(key, node, "a number");
                return None;
            }
        };
        let number = decimal::parse(&text);
        if let Some(number) = number.filter(|number| number.abs() > LARGEST_FIGURE) {
            let message = format!("{number} is too large");
            self.note(Problem::new(Code::OutOfRange, self.path(key), message));
            return None;
        }
        if number.is_none() {
            let message = format!("`{text}` is not a decimal number of at most 28 digits");
            self.note(Problem::new(Code::WrongType, self.path(key), message));
        }
        number
    }

    /// A number within bounds.
    pub fn decimal_within(
        &self,
        key: &'static str,
        low: Decimal,
        high: Decimal,
    ) -> Option<Decimal> {
        let number = self.decimal(key)?;
        if low <= number && number <= high {
            return Some(number);
        }
        let message = format!("{number} is not between {low} and {high}");
        self.note(Problem::new(Code::OutOfRange, self.path(key), message));
        None
    }

    /// A whole number from 0 to `high`.
    pub fn whole(&self, key: &'static str, high: u32) -> Option<u32> {
        let node = self.take(key)?;
        let number = self.decimal_of(key, node)?;
        let whole = u32::try_from(number)
            .ok()
            .filter(|whole| Decimal::from(*whole) == number && *whole <= high);
        if whole.is_none() {
            let message = format!("{number} is not a whole number from 0 to {high}");
            self.note(Problem::new(Code::OutOfRange, self.path(key), message));
        }
        whole
    }

    /// An amount, which is not negative.
    pub fn amount(&self, key: &'static str) -> Option<Decimal> {
        let amount = self.decimal(key)?;
        if amount.is_sign_negative() && !amount.is_zero() {
            let message = format!("{amount}: this is not negative");
            self.note(Problem::new(Code::OutOfRange, self.path(key), message));
            return None;
        }
        Some(amount)
    }

    /// The table in `node`, which stands below this one at a path of several keys.
    pub fn within(&self, path: &str, node: &'a Node) -> Option<Fields<'a>> {
        if let Value::Table(table) = &node.value {
            Some(Fields::new(table, self.path(path), self.problems))
        } else {
            self.wrong_type(path, node, "a table");
            None
        }
    }
}
