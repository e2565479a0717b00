//! Numbers, as far as they can be typed.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::Fields;
use crate::{
    decimal,
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

    /// A number that is in `node`.
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
        if number.is_none() {
            let message = format!("`{text}` is not a decimal number of at most 28 digits");
            self.note(Problem::new(Code::WrongType, self.path(key), message));
        }
        number
    }

    /// A whole number, as far as a machine word holds it; the range of what it counts is not looked at.
    pub fn whole(&self, key: &'static str) -> Option<u32> {
        let node = self.take(key)?;
        let number = self.decimal_of(key, node)?;
        let whole = u32::try_from(number)
            .ok()
            .filter(|whole| Decimal::from(*whole) == number);
        if whole.is_none() {
            let message = if number.fract().is_zero() && number > Decimal::ZERO {
                format!("{number} is too large")
            } else {
                format!("{number} is not a whole number")
            };
            self.note(Problem::new(Code::OutOfRange, self.path(key), message));
        }
        whole
    }

    /// The table in `node`, which comes below this one at a path of several keys.
    pub fn within(&self, path: &str, node: &'a Node) -> Option<Fields<'a>> {
        if let Value::Table(table) = &node.value {
            Some(Fields::new(table, self.path(path), self.problems))
        } else {
            self.wrong_type(path, node, "a table");
            None
        }
    }
}
