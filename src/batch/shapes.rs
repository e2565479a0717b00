//! Remembers the plans of the shapes met so far. All threads share them.

use std::{
    collections::HashMap,
    hash::BuildHasherDefault,
    sync::{Arc, PoisonError, RwLock},
};

use super::{hash::Fold, job::Job, measured::Measured, plan::Plan, table::Tables};
use crate::trial::Admitted;

/// Most shapes that are remembered.
const MOST_SHAPES: usize = 8 * 1024;

/// Most shapes with measures that are remembered; each holds a practice file.
const MOST_MEASURED: usize = 512;

/// The most shapes of the kind that this plan is.
fn most(plan: Option<&Plan>) -> usize {
    if plan.is_some_and(|plan| plan.measured().is_some()) {
        MOST_MEASURED
    } else {
        MOST_SHAPES
    }
}

/// A shape (the text of all cells that are not numbers) and its plan, or none if its rows need the full path.
type Known = HashMap<Box<[u64]>, Option<Arc<Plan>>, BuildHasherDefault<Fold>>;

/// What all threads have learned.
#[derive(Default)]
pub(super) struct Shared {
    known: RwLock<Known>,
    /// The adjustments for every final score.
    pub tables: Tables,
}

/// Shapes that a thread finds without a search; a power of two.
const RECENT: usize = 256;

/// A thread's own memory, so that it rarely has to wait for the others.
pub(super) struct Shapes {
    known: Known,
    /// The last shapes used, each at the only place where it can be.
    recent: Vec<Recent>,
}

/// A shape and its plan. The shape is empty if the place is free.
#[derive(Clone, Default)]
struct Recent {
    shape: Vec<u64>,
    plan: Option<Arc<Plan>>,
}

/// The place for a shape.
#[inline]
fn place(shape: &[u64]) -> usize {
    const FIRST: u64 = 0x9E37_79B9_7F4A_7C15;
    const MORE: u64 = 0xBF58_476D_1CE4_E5B8;
    let mut factor = FIRST;
    let mut sum = 0_u64;
    // Multiplies the words independently, so that the processor can do it at the same time.
    for word in shape {
        sum = sum.wrapping_add(word.wrapping_mul(factor));
        factor = factor.wrapping_add(MORE);
    }
    usize::try_from(sum >> (64 - RECENT.ilog2())).unwrap_or_default()
}

impl Default for Shapes {
    fn default() -> Self {
        Self {
            known: Known::default(),
            recent: vec![Recent::default(); RECENT],
        }
    }
}

/// What is known about a shape.
pub(super) enum Found<'a> {
    /// Nothing yet.
    New,
    /// Its rows need the full path.
    General,
    /// Its rows have this plan.
    Plan(&'a Arc<Plan>),
}

impl Shapes {
    /// What is known about a shape.
    #[inline]
    pub(super) fn get(&mut self, shape: &[u64], shared: &Shared) -> Found<'_> {
        let place = place(shape);
        if self.recent[place].shape != shape && !self.find(place, shape, shared) {
            return Found::New;
        }
        match &self.recent[place].plan {
            Some(plan) => Found::Plan(plan),
            None => Found::General,
        }
    }

    /// Looks a shape up among those of all threads and puts it into its place. False if it is new.
    #[cold]
    fn find(&mut self, place: usize, shape: &[u64], shared: &Shared) -> bool {
        let plan = if let Some(plan) = self.known.get(shape) {
            plan.clone()
        } else {
            let known = shared.known.read().unwrap_or_else(PoisonError::into_inner);
            let Some(plan) = known.get(shape).cloned() else {
                return false;
            };
            if self.known.len() >= most(plan.as_deref()) {
                self.known.clear();
            }
            self.known.insert(shape.into(), plan.clone());
            plan
        };
        let recent = &mut self.recent[place];
        recent.shape.clear();
        recent.shape.extend_from_slice(shape);
        recent.plan = plan;
        true
    }
}

impl Shared {
    /// Learns the plan of a shape from an admitted row.
    pub(super) fn learn(&self, job: &Job<'_>, shape: &[u64], mask: u16, row: &Admitted) {
        self.keep(shape, Plan::of(job, row, mask, &self.tables));
    }

    /// Learns the plan of a shape from an admitted row with measures.
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
