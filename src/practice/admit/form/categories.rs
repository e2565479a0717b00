//! A category is one thing, and says which.

use super::Form;
use crate::{
    practice::file::{CategoryTable, PracticeFile},
    problem::{Code, Problem},
};

impl Form {
    /// Every category table says one thing.
    pub(super) fn states(&mut self, file: &PracticeFile) {
        self.one_state("quality", "measures", file.quality.as_ref());
        self.one_state("cost", "measures", file.cost.as_ref());
        self.one_state(
            "improvement_activities",
            "activities",
            file.improvement_activities.as_ref(),
        );
        self.one_state(
            "promoting_interoperability",
            "measures",
            file.promoting_interoperability.as_ref(),
        );
    }

    /// The percent of every category.
    pub(super) fn percents(&mut self, file: &mut PracticeFile) {
        let tables = [
            ("quality", file.quality.as_mut().map(|it| &mut it.percent)),
            ("cost", file.cost.as_mut().map(|it| &mut it.percent)),
            (
                "improvement_activities",
                file.improvement_activities
                    .as_mut()
                    .map(|it| &mut it.percent),
            ),
            (
                "promoting_interoperability",
                file.promoting_interoperability
                    .as_mut()
                    .map(|it| &mut it.percent),
            ),
        ];
        for (category, percent) in tables {
            if let Some(percent) = percent {
                self.likely_percent((category, "percent"), percent);
            }
        }
    }

    /// A percent may be beside what it is computed from; nothing else may be beside anything.
    fn one_state<T>(
        &mut self,
        category: &str,
        data_key: &'static str,
        table: Option<&CategoryTable<T>>,
    ) {
        let Some(table) = table else { return };
        let has_data = table.data.is_some();
        let has_percent = table.percent.is_some();
        let states: Vec<&str> = [
            (data_key, has_data),
            ("percent", has_percent && !has_data),
            ("not_submitted", table.not_submitted),
            ("reweighted", table.reweighted.is_some()),
            ("unknown", table.unknown),
        ]
        .into_iter()
        .filter_map(|(key, is_there)| is_there.then_some(key))
        .collect();
        match states[..] {
            [] => {
                let message = format!("the table does not say what {category} is");
                let problem = Problem::new(Code::MissingKey, category, message).on_key();
                self.problems.push(problem.help(format!(
                    "give one of percent, {data_key}, not_submitted = true, reweighted = \"...\", unknown = true"
                )));
            }
            [_] => {}
            [ref first @ .., last] => {
                let named: Vec<String> = first.iter().map(|key| format!("`{key}`")).collect();
                let message = format!(
                    "{} and `{last}` cannot go together: a category is one of them",
                    named.join(", ")
                );
                let path = format!("{category}.{last}");
                let mut problem = Problem::new(Code::Contradiction, path, message).on_key();
                if table.reweighted.is_some() && (has_data || has_percent) {
                    problem = problem.help(
                        "submitting data restores a category's weight: keep `reweighted` only if CMS granted it anyway, or if nothing was submitted",
                    );
                }
                self.problems.push(problem);
            }
        }
    }
}
