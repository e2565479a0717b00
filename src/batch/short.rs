//! A row on the short way: the plan of its shape, and its numbers.

use super::{
    columns::{FACTOR, numeric_paths},
    figures::Measures,
    plan::Plan,
    shapes::Found,
    taking::{Named, Planned, Taking},
    worker::{Met, Worker, figures},
};
use crate::problem::{Code, Problem};

/// One warning of each kind, without those of kinds that are known to be there.
fn kinds(warnings: Vec<Problem>, known: &[(Code, String)]) -> Vec<Problem> {
    let mut kinds: Vec<Problem> = Vec::new();
    for warning in warnings {
        let is_known = known
            .iter()
            .any(|(code, path)| *code == warning.code && *path == warning.path);
        let is_same = |it: &Problem| it.code == warning.code && it.path == warning.path;
        if !is_known && !kinds.iter().any(is_same) {
            kinds.push(warning);
        }
    }
    kinds
}

impl<T: Taking> Worker<'_, T> {
    /// Takes a row that was read, if its shape has a plan and nothing is to be put in words.
    #[inline]
    pub(super) fn short(&mut self, row: &[u8], layout: usize, scenario: Option<usize>) -> Met {
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
        let (range, own) = match plan.measured() {
            None => (plan.range(numbers, mask), Vec::new()),
            Some(_) if has_odd => return Met::Known,
            Some(measured) => {
                let members = self.layouts.first();
                let figures = figures(&self.lane, row, self.heading, members.map(|it| &**it));
                let row = Measures::of(figures).and_then(|measures| {
                    let rules = (self.job, &plan.rules);
                    measured.row(rules, numbers, self.lane.clinicians, measures)
                });
                let row = row.map(|row| (row.range, kinds(row.warnings, &plan.warnings)));
                row.map_or((None, Vec::new()), |(range, own)| (Some(range), own))
            }
        };
        let Some(range) = range else {
            return Met::Known;
        };
        let warns = has_odd || !plan.warnings.is_empty() || !own.is_empty();
        if warns {
            let constant = plan
                .warnings
                .iter()
                .map(|(code, path)| (*code, path.as_str()));
            let odd = Plan::odd(numbers, mask).map(|(code, slot)| (code, numeric_paths()[slot]));
            let own = own.iter().map(|it| (it.code, it.path.as_str()));
            if !constant
                .chain(odd)
                .chain(own)
                .all(|(code, path)| self.out.knows(code, path))
            {
                // It is to be put in words.
                return Met::Known;
            }
        }
        let own_table =
            (mask & 1 << FACTOR != 0).then(|| plan.own_table(numbers, &self.common.shared.tables));
        let planned = Planned {
            named: Named {
                id: self.lane.id(row),
                kept: self.lane.kept(row),
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
            for (code, path) in &plan.warnings {
                self.out.warn(*code, path, String::new);
            }
            for (code, slot) in Plan::odd(numbers, mask) {
                self.out.warn(code, numeric_paths()[slot], String::new);
            }
            for warning in &own {
                self.out.warn(warning.code, &warning.path, String::new);
            }
        }
        Met::Done
    }
}
