//! What categories are computed from, held against what exists in the year.

mod interoperability;

use std::fmt::Display;

use rust_decimal::Decimal;
use serde::de::DeserializeOwned;

use super::{Admission, spans};
use crate::{
    category::Category,
    practice::Practice,
    problem::{Code, Problem, closest},
    rules::{collection_type::CollectionType, measures::Inventory, rows::Rows, terms::Pathway},
};

impl Admission<'_> {
    /// Activities must exist in the year.
    pub(super) fn check_activities(&mut self, practice: &Practice) {
        let path = "improvement_activities.activities";
        let ids = &practice.data.improvement_activities;
        if ids.is_empty() {
            let message = "no activity is listed, so the category earns 0";
            self.error(Code::Unlikely, path, message).help =
                Some("if nothing was submitted, write not_submitted = true".into());
        }
        for (n, id) in ids.iter().enumerate() {
            let is_known = self.known(&path, "improvement activity", id, |inventory| {
                &inventory.improvement_activities
            });
            if is_known && ids[..n].contains(id) {
                let message = format!("`{id}` is listed twice; it counts once");
                self.error(Code::NoEffect, path, message);
            }
            let mvp_only = &self.rules.improvement_activities.mvp_only;
            if mvp_only.contains(id) && practice.pathway != Pathway::Mvp {
                let message =
                    format!("only MVP participants may attest `{id}`, so it earns nothing");
                self.error(Code::NoEffect, path, message);
            }
        }
    }

    /// Cost measures must exist in the year and say what they are scored by.
    pub(super) fn check_cost(&mut self, practice: &Practice) {
        let rules = self.rules;
        let has_benchmarks = || {
            let costs = rules.inventory().map(|inventory| &inventory.cost);
            rules.benchmarks().is_some_and(|table| {
                let mut ids = table.ids(CollectionType::AdminClaims);
                ids.any(|id| costs.is_some_and(|costs| costs.contains_key(id)))
            })
        };
        let is_scored = !self.rules.never_scored.contains_key(&Category::Cost);
        for measure in &practice.data.cost {
            let path = format_args!("cost.measures.{}", measure.id);
            let is_known = self.known(&path, "cost measure", &measure.id, |inventory| {
                &inventory.cost
            });
            if is_known && measure.points.is_none() && is_scored && !has_benchmarks() {
                let year = self.rules.performance_year;
                let message = format!("there are no cost benchmarks for performance year {year}");
                self.error(Code::NotInYear, &path.to_string(), message).help =
                    Some("give the measure's points, or the category's percent".into());
            }
        }
        let prior = practice.prior_year.cost_percent;
        if prior.is_some_and(|percent| percent < Decimal::TEN) {
            let message = "a scored cost is at least 10 percent (1 point of 10)";
            self.error(Code::Unlikely, "prior_year.cost_percent", message);
        }
    }

    /// Whether the year has this id; if not, the error names the years that do, and the nearest id.
    fn known<T: DeserializeOwned>(
        &mut self,
        path: &dyn Display,
        what: &str,
        id: &str,
        rows: impl Fn(&Inventory) -> &Rows<T>,
    ) -> bool {
        let is_in = |inventory: &Inventory| rows(inventory).contains_key(id);
        if self.rules.inventory().is_some_and(is_in) {
            return true;
        }
        if self.problems.is_full() {
            // It is counted alone: no help is looked for.
            self.problems
                .push(Problem::new(Code::UnknownId, path.to_string(), ""));
            return false;
        }
        let elsewhere = self.years_with(is_in);
        let here = self.rules.inventory().map(&rows);
        let here: Vec<&String> = here.into_iter().flat_map(Rows::keys).collect();
        let near = of_one_word(id, &here)
            .or_else(|| closest(id, here.iter().map(|known| known.as_str())))
            .map(str::to_owned);
        let years =
            spans(&elsewhere).map(|years| format!("performance years that have it: {years}"));
        let near = near.map(|near| {
            let title = self
                .rules
                .inventory()
                .and_then(|inventory| inventory.title(&near));
            format!("did you mean `{near}` ({})?", title.unwrap_or_default())
        });
        let code = if years.is_some() {
            Code::NotInYear
        } else {
            Code::UnknownId
        };
        let year = self.rules.performance_year;
        let message = format!("no {what} `{id}` in performance year {year}");
        let help: Vec<String> = years.into_iter().chain(near).collect();
        let mut problem = Problem::new(code, path.to_string(), message).on_key();
        problem.help = (!help.is_empty()).then(|| help.join("; "));
        self.problems.push(problem);
        false
    }
}

/// The only id that has a word of this one: `COST_TPCC` means `TPCC_1`.
fn of_one_word<'i>(id: &str, known: &[&'i String]) -> Option<&'i str> {
    let upper = id.to_uppercase();
    let mut words = upper.split('_').filter(|word| word.len() >= LEAST_LETTERS);
    words.find_map(|word| {
        let mut alike = known
            .iter()
            .filter(|known| known.split('_').any(|other| other == word));
        let only = alike.next()?;
        alike.next().is_none().then_some(only.as_str())
    })
}

/// Letters of a word that tells one measure from others.
const LEAST_LETTERS: usize = 3;
