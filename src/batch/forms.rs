//! The forms that rows of a plan have had in a category, and the one that the practice has into which they are put.

use std::{collections::HashMap, hash::BuildHasherDefault, sync::Arc};

use rust_decimal::Decimal;

use super::{figures::Figure, hash::Fold, parts::Part};
use crate::{practice::Practice, rules::book::RuleBook};

/// The forms of a category that rows of a plan have had.
pub(super) struct Forms<T> {
    known: HashMap<Box<[u64]>, Arc<T>, BuildHasherDefault<Fold>>,
    /// The form of the row that was read, and its numbers.
    pub key: Vec<u64>,
    pub numbers: Vec<Decimal>,
    /// The form of the practice that rows are put into, and what it has.
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

/// How the practice stands to the form of the row that was read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Turned {
    /// It had it already.
    Already,
    /// It has it now.
    Now,
    /// The form is new.
    New,
}

impl<T: Part> Forms<T> {
    /// Forgets the row that was read.
    pub(super) fn clear(&mut self) {
        self.key.clear();
        self.numbers.clear();
    }

    /// Turns the practice to the form of the row that was read.
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

    /// Remembers what an admitted row shows of the form that was read, in which these figures are numbers, where that is
    /// new; says how many forms are known then, and 0 where nothing is new.
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
