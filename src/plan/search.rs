//! The fewest steps that reach a score, and then the fewest patients.
//!
//! Up to [`EXHAUSTIVE`] steps every set of the offered steps is scored. Of the rungs of a ladder the highest is tried
//! first: where more points of a measure never lower the score, a set that does not reach the target with it does not
//! reach it with a lower one. In years with a bonus for high-priority measures that does not hold, since the measure with
//! the most points may lose its bonus as the required one; there every rung is tried.

use rust_decimal::Decimal;

use super::{
    composition::{Change, Ground},
    steps::{Effort, Step},
};
use crate::{category::Category, score::LowEnd};

/// So many steps are searched exhaustively.
pub const EXHAUSTIVE: usize = 4;

/// So many sets are scored at most, those of the ceiling among them; a search that needs more is cut, and says so.
const MOST_SCORES: usize = 30_000;

/// A score of a year with bonuses for high-priority measures takes as long as so many others.
const WITH_BONUSES: usize = 5;

/// So many sets are kept.
const KEPT: usize = 3;

/// A set of steps by their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The steps.
    pub steps: Vec<usize>,
    /// Whether no smaller set reaches the target, nor one of the same size with fewer patients.
    pub proved_least: bool,
}

/// The steps as they are searched.
pub struct Search<'a> {
    ground: &'a Ground,
    steps: &'a [(Step, Change)],
    conflicts: Vec<Vec<bool>>,
    /// The highest rung of each ladder, and every step that is not a rung.
    units: Vec<usize>,
    /// Whether only the highest rung need be tried.
    is_monotone: bool,
    scores: usize,
}

impl<'a> Search<'a> {
    /// A search among these steps.
    pub fn new(ground: &'a Ground, steps: &'a [(Step, Change)], is_monotone: bool) -> Self {
        let conflicts = steps
            .iter()
            .map(|(one, _)| {
                steps
                    .iter()
                    .map(|(other, _)| exclude_each_other(one, other))
                    .collect()
            })
            .collect();
        let is_lower_rung = |index: usize| {
            let (step, _) = &steps[index];
            step.ladder.is_some()
                && steps.iter().enumerate().any(|(other, (rung, _))| {
                    other != index
                        && rung.ladder == step.ladder
                        && (rung.effort, other) > (step.effort, index)
                })
        };
        let units = (0..steps.len())
            .filter(|index| !is_monotone || !is_lower_rung(*index))
            .collect();
        Self {
            ground,
            steps,
            conflicts,
            units,
            is_monotone,
            scores: 0,
        }
    }

    /// The final score with a set of steps; of a range the low end.
    pub(super) fn score(&mut self, set: &[usize]) -> Decimal {
        self.counted(set).final_score
    }

    /// How many sets were scored, in scores of a year without bonuses.
    pub(super) fn scored(&self) -> usize {
        self.scores
    }

    /// What a set of steps comes to; it is counted.
    pub(super) fn counted(&mut self, set: &[usize]) -> LowEnd {
        self.scores += if self.is_monotone { 1 } else { WITH_BONUSES };
        let changes = set.iter().map(|index| &self.steps[*index].1);
        self.ground.with(changes)
    }

    /// The steps that are tried: of each ladder the highest rung where that is enough.
    pub(super) fn units(&self) -> &[usize] {
        &self.units
    }

    /// Whether a step changes what another one is worth beyond its own category.
    pub(super) fn changes_footing(&self, index: usize) -> bool {
        self.steps[index].1.changes_footing()
    }

    /// The category whose keys a step sets.
    pub(super) fn category(&self, index: usize) -> Option<Category> {
        let first = self.steps[index].0.settings.first()?;
        let head = first.path.split('.').next()?;
        Category::ALL.into_iter().find(|it| it.key() == head)
    }

    /// Whether a step can be taken together with each of a set.
    pub(super) fn is_free(&self, set: &[usize], step: usize) -> bool {
        set.iter().all(|one| !self.conflicts[*one][step])
    }

    /// What the steps of a set take together.
    pub(super) fn effort(&self, set: &[usize]) -> Effort {
        let mut sum = Effort::default();
        for index in set {
            let effort = self.steps[*index].0.effort;
            sum.patients = sum.patients.saturating_add(effort.patients);
            sum.answers += effort.answers;
            sum.activities += effort.activities;
            sum.measures += effort.measures;
            sum.applications += effort.applications;
        }
        sum
    }

    /// The least sets that reach the target, the one with the fewest patients first; empty where none was found.
    pub fn least(&mut self, target: Decimal, highest: &[usize]) -> Vec<Found> {
        let mut was_cut = false;
        for size in 1..=EXHAUSTIVE.min(self.steps.len()) {
            let mut found: Vec<Vec<usize>> = Vec::new();
            let mut set = Vec::with_capacity(size);
            was_cut |= !self.every(size, 0, target, &mut set, &mut found);
            if !found.is_empty() {
                found.sort_by_key(|set| self.effort(set));
                found.truncate(KEPT);
                let fewest = self.effort(&found[0]).patients;
                return found
                    .into_iter()
                    .map(|steps| Found {
                        proved_least: !was_cut && self.effort(&steps).patients == fewest,
                        steps,
                    })
                    .collect();
            }
        }
        let fewer = self.thinned(highest.to_vec(), target);
        fewer
            .map(|mut steps| {
                // As the steps are numbered: the most points first.
                steps.sort_unstable();
                Found {
                    steps,
                    proved_least: false,
                }
            })
            .into_iter()
            .collect()
    }

    /// Tries every set of `size` that begins with `set`, and keeps those that reach the target. Says whether it could try
    /// all.
    fn every(
        &mut self,
        size: usize,
        from: usize,
        target: Decimal,
        set: &mut Vec<usize>,
        found: &mut Vec<Vec<usize>>,
    ) -> bool {
        if self.scores >= MOST_SCORES {
            return false;
        }
        if set.len() == size {
            if self.score(set) >= target {
                let lowered = self.lowered(set.clone(), target);
                found.push(lowered);
            }
            return true;
        }
        let mut is_whole = true;
        for n in from..self.units.len() {
            let unit = self.units[n];
            if self.is_free(set, unit) {
                set.push(unit);
                is_whole &= self.every(size, n + 1, target, set, found);
                set.pop();
            }
        }
        is_whole
    }

    /// The same steps with the lowest rungs that together still reach the target, the fewest patients first.
    fn lowered(&mut self, set: Vec<usize>, target: Decimal) -> Vec<usize> {
        if !self.is_monotone {
            return set;
        }
        let rungs: Vec<Vec<usize>> = set.iter().map(|index| self.rungs(*index)).collect();
        let mut best = set;
        let mut least = self.effort(&best);
        let mut choice = Vec::with_capacity(rungs.len());
        self.lower(&rungs, &mut choice, target, &mut best, &mut least);
        best
    }

    fn lower(
        &mut self,
        rungs: &[Vec<usize>],
        choice: &mut Vec<usize>,
        target: Decimal,
        best: &mut Vec<usize>,
        least: &mut Effort,
    ) {
        if choice.len() == rungs.len() {
            let effort = self.effort(choice);
            if effort < *least && self.score(choice) >= target {
                best.clone_from(choice);
                *least = effort;
            }
            return;
        }
        for rung in &rungs[choice.len()] {
            choice.push(*rung);
            // With the highest rungs of what follows it must still reach the target, and with fewer patients than the best.
            let rest = rungs[choice.len()..].iter();
            let highest: Vec<usize> = rest.filter_map(|rungs| rungs.last().copied()).collect();
            let lowest: Vec<usize> = rungs[choice.len()..]
                .iter()
                .filter_map(|rungs| rungs.first().copied())
                .collect();
            let with = |more: &[usize]| [&choice[..], more].concat();
            let is_hopeful = self.effort(&with(&lowest)) < *least;
            let full = with(&highest);
            if is_hopeful && self.score(&full) >= target {
                self.lower(rungs, choice, target, best, least);
            }
            choice.pop();
        }
    }

    /// The rungs of the ladder that a step belongs to, the lowest first; a step that is none by itself.
    fn rungs(&self, index: usize) -> Vec<usize> {
        let (step, _) = &self.steps[index];
        if step.ladder.is_none() {
            return vec![index];
        }
        let mut rungs: Vec<usize> = (0..self.steps.len())
            .filter(|other| self.steps[*other].0.ladder == step.ladder)
            .collect();
        rungs.sort_by_key(|other| self.steps[*other].0.effort);
        rungs
    }

    /// A set that reaches the target without the steps that it can do without.
    fn thinned(&mut self, mut set: Vec<usize>, target: Decimal) -> Option<Vec<usize>> {
        if self.score(&set) < target {
            return None;
        }
        loop {
            let mut order: Vec<usize> = (0..set.len()).collect();
            order.sort_by_key(|n| std::cmp::Reverse(self.steps[set[*n]].0.effort));
            let spared = order.into_iter().find_map(|n| {
                let mut fewer = set.clone();
                fewer.remove(n);
                (self.score(&fewer) >= target).then_some(fewer)
            });
            match spared {
                Some(fewer) => set = fewer,
                None => return Some(self.lowered(set, target)),
            }
        }
    }
}

/// Whether two steps are alternatives: they set the same key, or one says what a category is and the other what is in it.
fn exclude_each_other(one: &Step, other: &Step) -> bool {
    let states = |step: &Step| -> Vec<String> {
        let paths = step.settings.iter().map(|setting| setting.path.as_str());
        paths
            .filter_map(|path| {
                let state = path.strip_suffix(".reweighted");
                state.or_else(|| path.strip_suffix(".not_submitted"))
            })
            .map(|category| format!("{category}."))
            .collect()
    };
    let touches = |step: &Step, prefix: &str| {
        let mut settings = step.settings.iter();
        settings.any(|setting| setting.path.starts_with(prefix))
    };
    one.settings.iter().any(|setting| {
        let mut others = other.settings.iter();
        others.any(|other| other.path == setting.path)
    }) || states(one).iter().any(|prefix| touches(other, prefix))
        || states(other).iter().any(|prefix| touches(one, prefix))
}
