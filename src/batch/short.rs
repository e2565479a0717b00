//! The fast path: the plan of the row's shape, applied to its numbers.

use std::sync::Arc;

use super::{
    columns::{FACTOR, numeric_paths},
    lane::Lane,
    measures::Measures,
    plan::Plan,
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
        if !plan.fits(numbers, mask) {
            return Met::Known;
        }
        let has_odd = Plan::odd(numbers, mask).next().is_some();
        let mut constant: &[(Code, String)] = &[];
        let (range, own) = match plan.measured() {
            None => (plan.range(numbers, mask), Vec::new()),
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
                        (Some(row.range), kinds(row.own, [&plan.warnings, constant]))
                    }
                }
            }
        };
        let Some(range) = range else {
            return Met::Known;
        };
        let of_all = || plan.warnings.iter().chain(constant);
        let warns = has_odd || of_all().next().is_some() || !own.is_empty();
        if warns {
            let of_all = of_all().map(|(code, path)| (*code, path.as_str()));
            let odd = Plan::odd(numbers, mask).map(|(code, slot)| (code, numeric_paths()[slot]));
            let is_known = of_all
                .chain(odd)
                .all(|(code, path)| self.out.knows(code, path));
            let is_new = |it: &&Problem| !self.out.knows(it.code, &it.path);
            if !is_known || own.iter().filter(is_new).count() > 1 {
                // The row needs messages, several of them in a fixed order.
                return Met::Known;
            }
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
        if warns {
            self.out.warned += 1;
            for (code, path) in of_all() {
                self.out.warn(*code, path, String::new);
            }
            for (code, slot) in Plan::odd(numbers, mask) {
                self.out.warn(code, numeric_paths()[slot], String::new);
            }
            for warning in &own {
                let message = || words::in_words(warning);
                self.out.warn(warning.code, &warning.path, message);
            }
        }
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
