//! The plans of the shapes met so far: what one thread has learnt serves all.

use std::{
    collections::HashMap,
    hash::BuildHasherDefault,
    sync::{Arc, PoisonError, RwLock},
};

use super::{hash::Fold, job::Job, measured::Measured, plan::Plan, table::Tables};
use crate::trial::Admitted;

/// Shapes that are remembered at a time.
const MOST_SHAPES: usize = 8 * 1024;

/// The same, where their rows have measures: each holds a practice file.
const MOST_MEASURED: usize = 512;

/// How many shapes are remembered beside this one.
fn most(plan: Option<&Plan>) -> usize {
    if plan.is_some_and(|plan| plan.measured().is_some()) {
        MOST_MEASURED
    } else {
        MOST_SHAPES
    }
}

/// A shape: what its row holds beside numbers that only move the score, in words.
type Known = HashMap<Box<[u64]>, Option<Arc<Plan>>, BuildHasherDefault<Fold>>;

/// What all threads have learnt.
#[derive(Default)]
pub(super) struct Shared {
    known: RwLock<Known>,
    /// What scores earn.
    pub tables: Tables,
}

/// What a thread knows itself, so that it seldom asks the others.
#[derive(Default)]
pub(super) struct Shapes(Known);

/// What is known of a shape.
pub(super) enum Found<'a> {
    /// Nothing yet.
    New,
    /// Its rows take the general way.
    General,
    /// Its rows have this plan.
    Plan(&'a Arc<Plan>),
}

impl Shapes {
    /// What is known of a shape.
    #[inline]
    pub(super) fn get(&mut self, shape: &[u64], shared: &Shared) -> Found<'_> {
        if !self.0.contains_key(shape) {
            let known = shared.known.read().unwrap_or_else(PoisonError::into_inner);
            let Some(plan) = known.get(shape) else {
                return Found::New;
            };
            if self.0.len() >= most(plan.as_deref()) {
                self.0.clear();
            }
            self.0.insert(shape.into(), plan.clone());
        }
        match self.0.get(shape) {
            Some(Some(plan)) => Found::Plan(plan),
            Some(None) => Found::General,
            None => Found::New,
        }
    }
}

impl Shared {
    /// Remembers what an admitted row says of its shape.
    pub(super) fn learn(&self, job: &Job<'_>, shape: &[u64], mask: u16, row: &Admitted) {
        self.keep(shape, Plan::of(job, row, mask, &self.tables));
    }

    /// Remembers what an admitted row with measures says of its shape.
    pub(super) fn learn_measured(&self, shape: &[u64], row: &Admitted, measured: Option<Measured>) {
        let plan = |measured| Plan::of_measures(row, measured, &self.tables);
        self.keep(shape, measured.and_then(plan));
    }

    fn keep(&self, shape: &[u64], plan: Option<Plan>) {
        let plan = plan.map(Arc::new);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= most(plan.as_deref()) {
            known.clear();
        }
        known.insert(shape.into(), plan);
    }
}
