//! What does not fit its type, and where it is.

use std::fmt;

use serde::de;

/// A value, or a key, that a type does not take.
#[derive(Debug)]
pub(in crate::rules) struct Misfit(Box<Place>);

#[derive(Debug)]
struct Place {
    /// The steps to it, the last one first.
    steps: Vec<Step>,
    message: String,
}

/// A step into a table or into a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Step {
    Key(String),
    Item(usize),
}

impl Misfit {
    /// The same, seen from the table that has it under a key.
    pub(super) fn in_key(mut self, key: &str) -> Self {
        self.0.steps.push(Step::Key(key.to_owned()));
        self
    }

    /// The same, seen from the list that has it in a place.
    pub(super) fn in_item(mut self, position: usize) -> Self {
        self.0.steps.push(Step::Item(position));
        self
    }

    /// The steps to it, from the outermost table.
    pub(in crate::rules) fn steps(&self) -> Vec<Step> {
        self.0.steps.iter().rev().cloned().collect()
    }
}

/// The complaint, without the place.
impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Box::new(Place {
            steps: Vec::new(),
            message: message.to_string(),
        }))
    }
}
