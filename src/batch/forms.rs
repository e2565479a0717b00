//! The forms met so far in one category of a plan, and which of them the shared practice now has. Two rows have the same form
//! if the same cells are filled in, whatever the numbers.

use std::{collections::HashMap, hash::BuildHasherDefault, sync::Arc};

use rust_decimal::Decimal;

use super::{figures::Figure, hash::Fold, parts::Part};
use crate::{practice::Practice, rules::book::RuleBook};

/// The forms of one category.
pub(super) struct Forms<T> {
    known: HashMap<Box<[u64]>, Arc<T>, BuildHasherDefault<Fold>>,
    /// The form of the row just read, and its numbers.
    pub key: Vec<u64>,
    pub numbers: Vec<Decimal>,
    /// The form that the shared practice has, and the figures for it.
    at: Vec<u64>,
    pub part: Option<Arc<T>>,
}

impl<T> Default for Forms<T> {
    fn default() -> Self {
        Self {
            known: HashMap::default(),
            key: Vec::new(),
            numbers: Vec::new(),
            at: Vec::new(),
            part: None,
        }
    }
}

/// Whether the shared practice has the form of the row just read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Turned {
    /// It already had it.
    Already,
    /// It has it now.
    Now,
    /// The form has not been met before.
    New,
}

impl<T: Part> Forms<T> {
    /// Forgets the row just read.
    pub(super) fn clear(&mut self) {
        self.key.clear();
        self.numbers.clear();
    }

    /// Gives the practice the form of the row just read.
    pub(super) fn turn(&mut self, practice: &mut Practice) -> Turned {
        if self.part.is_some() && self.at == self.key {
            return Turned::Already;
        }
        let Some(part) = self.known.get(&self.key[..]) else {
            return Turned::New;
        };
        part.put(practice);
        self.part = Some(Arc::clone(part));
        self.at.clone_from(&self.key);
        Turned::Now
    }

    /// Puts the row's numbers into the practice.
    pub(super) fn number(&self, practice: &mut Practice) {
        if let Some(part) = &self.part {
            part.number(practice, &self.numbers);
        }
    }

    /// Learns a new form from an admitted row whose `figures` are numbers. Returns how many forms are known, or 0 if it learned
    /// nothing.
    pub(super) fn learn(
        &mut self,
        (book, admitted): (&RuleBook, &Practice),
        numbers: &[&Figure],
    ) -> usize {
        if self.known.contains_key(&self.key[..]) {
            return 0;
        }
        let Some(part) = T::of(book, admitted, numbers) else {
            return 0;
        };
        self.known.insert(self.key[..].into(), Arc::new(part));
        self.known.len()
    }
}
