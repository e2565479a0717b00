//! The plans of the shapes met so far: as many as fit in a little memory.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use super::plan::{Plan, Table};
use crate::{score::adjustment::Factors, trial::Admitted};

/// Shapes that are remembered at a time.
const MOST_SHAPES: usize = 2048;
/// Tables of adjustments that are remembered at a time, of a third of a megabyte each.
const MOST_TABLES: usize = 6;

/// Plans by shape, and the tables that they use.
#[derive(Default)]
pub(super) struct Shapes {
    known: HashMap<Vec<u8>, Option<Plan>, BuildHasherDefault<Fold>>,
    tables: Vec<Table>,
}

/// What is known of a shape.
pub(super) enum Found<'a> {
    /// Nothing yet.
    New,
    /// Its rows take the general way.
    General,
    /// Its rows have this plan, which uses this table.
    Plan(&'a Plan, &'a mut Table),
}

impl Shapes {
    /// What is known of a shape.
    #[inline]
    pub(super) fn get(&mut self, shape: &[u8]) -> Found<'_> {
        match self.known.get(shape) {
            None => Found::New,
            Some(None) => Found::General,
            Some(Some(plan)) => Found::Plan(plan, &mut self.tables[plan.table]),
        }
    }

    /// Remembers what an admitted row says of its shape.
    pub(super) fn learn(&mut self, shape: &[u8], mask: u8, row: &Admitted) {
        if self.known.len() >= MOST_SHAPES || self.tables.len() >= MOST_TABLES {
            self.known.clear();
            self.tables.clear();
        }
        let factors = Factors::used(&row.rules, &row.practice);
        let known = self
            .tables
            .iter()
            .position(|table| table.is_for(&row.rules, factors));
        let plan = Plan::of(row, mask, known.unwrap_or(self.tables.len()));
        if plan.is_some() && known.is_none() {
            match Table::new(&row.rules, factors) {
                Some(table) => self.tables.push(table),
                None => return,
            }
        }
        self.known.insert(shape.to_vec(), plan);
    }
}

/// A quick hash of short keys. What collides costs time, never a result: keys are compared.
#[derive(Default)]
pub(super) struct Fold(u64);

impl Fold {
    #[inline]
    fn add(&mut self, word: u64) {
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(ODD);
    }
}

impl Hasher for Fold {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.add(u64::from_le_bytes(last));
    }

    #[inline]
    fn write_usize(&mut self, number: usize) {
        self.add(number as u64);
    }

    fn finish(&self) -> u64 {
        // The upper bits are the mixed ones, and the map takes bits from both ends.
        self.0 ^ (self.0 >> 32)
    }
}
