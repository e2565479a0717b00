//! The fast path: the plan of the row's shape, applied to its numbers.

use std::sync::Arc;

use super::{
    columns::{FACTOR, numeric_paths},
    lane::Lane,
    measures::Measures,
    out::Out,
    plan::Plan,
    points::Numbers,
    shapes::Found,
    taking::{Named, Planned, Taking},
    words,
    worker::{Met, Worker, figures},
};
use crate::{
    problem::{Code, Problem},
    score::score,
    trial::Trial,
};

/// One warning of each kind that is not already `known`.
fn kinds(warnings: Vec<Problem>, known: [&[(Code, String)]; 2]) -> Vec<Problem> {
    let mut kinds: Vec<Problem> = Vec::new();
    for warning in warnings {
        let mut known = known.into_iter().flatten();
        let is_known = known.any(|(code, path)| *code == warning.code && *path == warning.path);
        let is_same = |it: &Problem| it.code == warning.code && it.path == warning.path;
        if !is_known && !kinds.iter().any(is_same) {
            kinds.push(warning);
        }
    }
    kinds
}

/// The warnings of a row.
struct Warned<'a> {
    /// Those of every row of the shape, and of every row with its measures.
    of_all: [&'a [(Code, String)]; 2],
    /// The row's numbers, where some are odd, and which of them are there.
    odd: (Option<&'a Numbers>, u16),
    /// Those of the row alone.
    own: &'a [Problem],
}

impl Warned<'_> {
    fn shared(&self) -> impl Iterator<Item = (Code, &str)> {
        let of_all = self.of_all.into_iter().flatten();
        let of_all = of_all.map(|(code, path)| (*code, path.as_str()));
        let (numbers, mask) = self.odd;
        let odd = numbers.into_iter().flat_map(move |it| Plan::odd(it, mask));
        of_all.chain(odd.map(|(code, slot)| (code, numeric_paths()[slot])))
    }

    fn is_none(&self) -> bool {
        let is_empty = self.of_all.iter().all(|it| it.is_empty());
        is_empty && self.odd.0.is_none() && self.own.is_empty()
    }

    /// Whether the messages are known, or at most one is new: several are told in a fixed order, on the full path.
    #[inline]
    fn needs_no_message(&self, out: &Out) -> bool {
        let is_new = |it: &&Problem| !out.knows(it.code, &it.path);
        self.is_none()
            || (self.shared().all(|(code, path)| out.knows(code, path))
                && self.own.iter().filter(is_new).count() <= 1)
    }

    #[inline]
    fn count(&self, out: &mut Out) {
        if self.is_none() {
            return;
        }
        out.warned += 1;
        for (code, path) in self.shared() {
            out.warn(code, path, String::new);
        }
        for warning in self.own {
            let message = || words::in_words(warning);
            out.warn(warning.code, &warning.path, message);
        }
    }
}

impl<T: Taking> Worker<'_, T> {
    /// Scores the row just read from these bytes if its shape has a plan and no message is needed.
    #[inline]
    pub(super) fn short(&mut self, bytes: &[u8], layout: usize, scenario: Option<usize>) -> Met {
        let mask = self.lane.mask;
        self.lane.shape[0] = u64::from(mask)
            | (scenario.map_or(0, |n| n as u64 + 1) << 16)
            | ((layout as u64) << 40);
        let plan = match self.shapes.get(&self.lane.shape, &self.common.shared) {
            Found::New => return Met::New,
            Found::General => return Met::Known,
            Found::Plan(plan) => plan,
        };
        let numbers = &self.lane.numbers;
        if !plan.fits(numbers) {
            return Met::Known;
        }
        let has_odd = Plan::is_odd(numbers, mask);
        let mut constant: &[(Code, String)] = &[];
        let (range, own) = match plan.measured() {
            None => (plan.range(numbers, mask), None),
            Some(_) if has_odd => return Met::Known,
            Some(_) if !self.job.columns.is_empty() => {
                let plan = Arc::clone(plan);
                return self.in_full(bytes, &plan, scenario);
            }
            Some(measured) => {
                let layout = self.layouts.first().map(|it| &**it);
                let figures = figures(&self.lane, bytes, self.heading, layout);
                let of_plan = (self.job, plan, measured);
                let clinicians = self.lane.clinicians;
                let row = self.standings.row(of_plan, numbers, clinicians, figures);
                match row {
                    None => return Met::Known,
                    Some(row) => {
                        constant = row.constant;
                        (
                            Some(row.range),
                            Some(kinds(row.own, [&plan.warnings, constant])),
                        )
                    }
                }
            }
        };
        let Some(range) = range else {
            return Met::Known;
        };
        let warned = Warned {
            of_all: [&plan.warnings, constant],
            odd: (has_odd.then_some(numbers), mask),
            own: own.as_deref().unwrap_or_default(),
        };
        if !warned.needs_no_message(&self.out) {
            return Met::Known;
        }
        let own_table =
            (mask & 1 << FACTOR != 0).then(|| plan.own_table(numbers, &self.common.shared.tables));
        let planned = Planned {
            named: Named {
                id: self.lane.id(bytes),
                kept: self.lane.kept(bytes),
                scenario: scenario.map(|n| self.job.scenarios[n].name.as_str()),
            },
            plan,
            table: own_table.as_deref().unwrap_or_else(|| plan.table()),
            numbers,
            mask,
            range,
        };
        if !self.taking.planned(&planned, &mut self.out, &mut self.sum) {
            return Met::Known;
        }
        warned.count(&mut self.out);
        Met::Done
    }

    /// Scores a row with measures in full, because more of its figures are printed, without reading its cells again.
    fn in_full(&mut self, bytes: &[u8], plan: &Arc<Plan>, scenario: Option<usize>) -> Met {
        let layout = self.layouts.first().map(|it| &**it);
        let figures = figures(&self.lane, bytes, self.heading, layout);
        let measures = Measures::of(figures.map(|(_, figure, given)| (figure, given)));
        let admitted = plan
            .measured()
            .zip(measures)
            .and_then(|(measured, measures)| {
                let rules = (self.job, &plan.rules);
                let Lane {
                    numbers,
                    clinicians,
                    ..
                } = &self.lane;
                measured.admit(rules, numbers, *clinicians, measures)
            });
        let of_reading = &plan.warnings;
        let mut known = of_reading.iter();
        let (Some(practice), true) = (
            admitted,
            known.all(|(code, path)| self.out.knows(*code, path)),
        ) else {
            return Met::Known;
        };
        let trial = Trial {
            rules: Arc::clone(&plan.rules),
            scorecard: score(&practice),
            practice,
            readings: Vec::new(),
        };
        let named = Named {
            id: self.lane.id(bytes),
            kept: self.lane.kept(bytes),
            scenario: scenario.map(|n| self.job.scenarios[n].name.as_str()),
        };
        let taken = self
            .taking
            .scored(self.job, &named, &trial, &mut self.out, &mut self.sum);
        if taken.is_err() {
            return Met::Known;
        }
        self.warned(of_reading, trial.scorecard.warnings);
        Met::Done
    }

    /// Counts the warnings of a row: those that all rows like it have, and its own, which may repeat them.
    pub(super) fn warned(&mut self, known: &[(Code, String)], warnings: Vec<Problem>) {
        let own = kinds(warnings, [known, &[]]);
        self.out.warned += u64::from(!known.is_empty() || !own.is_empty());
        for (code, path) in known {
            self.out.warn(*code, path, String::new);
        }
        for warning in &own {
            let message = || words::in_words(warning);
            self.out.warn(warning.code, &warning.path, message);
        }
    }
}
