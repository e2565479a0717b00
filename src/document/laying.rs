//! Settings laid over a document.

use super::{
    Document,
    clearing::{BONUS, Cleared, FINAL_SCORE, STATES, cleared_by, is_sum},
    places::setting_place,
    setting::{Setting, segments},
    toml_values::setting_value,
    tree::{Node, Origin, Table, Value, item_table},
};
use crate::{
    category::Category,
    problem::{Code, Problem, Problems},
};

impl Document {
    /// Lays settings over the document, all as one layer.
    ///
    /// A setting that says what a category is (`cost.percent=40`) takes the place of what the layers below said of it
    /// (`cost.unknown`). Two such settings within one layer both stay, and contradict each other as they would in a file.
    ///
    /// # Errors
    ///
    /// Paths that lead through something that is not a table.
    pub fn lay(&mut self, layer: &[Setting]) -> Result<(), Problems> {
        for setting in layer.iter().filter(|setting| !setting.value.is_empty()) {
            self.clear_other_states(&setting.path);
        }
        let mut problems = Problems::default();
        for setting in layer {
            if let Err(problem) = self.set(setting) {
                problems.push(problem);
            }
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }

    fn clear_other_states(&mut self, path: &str) {
        let Some(keys) = segments(path) else { return };
        match cleared_by(&keys) {
            Cleared::Nothing => {}
            // A final score that is known takes the place of all that would make it.
            Cleared::WhatMakesTheScore => {
                let makes_it = |key: &str| key == BONUS || Category::from_key(key).is_some();
                self.root.entries.retain(|(key, _)| !makes_it(key));
            }
            Cleared::Bonus(input) => self.retain(BONUS, |other| {
                // The raw inputs go together; points, and not knowing, each stand alone.
                other == input || !(is_sum(other) || is_sum(input))
            }),
            Cleared::StateOf(category, state) => {
                self.root.remove(FINAL_SCORE);
                self.retain(category, |other| {
                    // A percent may be beside measures, to be compared with them.
                    let compared = matches!((state, other), ("measures" | "activities", "percent"));
                    other == state || compared || !STATES.contains(&other)
                });
            }
        }
    }

    fn retain(&mut self, table: &str, keep: impl Fn(&str) -> bool) {
        if let Some(Node {
            value: Value::Table(table),
            ..
        }) = self.root.get_mut(table)
        {
            table.entries.retain(|(key, _)| keep(key));
        }
    }

    pub(super) fn set(&mut self, setting: &Setting) -> Result<(), Problem> {
        let misled = |message: String| {
            let mut problem = Problem::new(Code::BadSetting, setting.path.clone(), message);
            problem.place = Some(setting_place(setting));
            problem
        };
        let keys =
            segments(&setting.path).ok_or_else(|| misled("this is not a dotted path".into()))?;
        let number = self.settings.len();
        let origin = Origin::Setting(number);
        if setting.value.is_empty() {
            self.root.prune(&keys);
            return Ok(());
        }
        let (last, tables) = keys.split_last().expect("a path has at least one key");
        let mut table = &mut self.root;
        let mut tables = tables.iter();
        while let Some(key) = tables.next() {
            if table.get(key).is_none() {
                let node = Node {
                    value: Value::Table(Table::default()),
                    key_origin: origin.clone(),
                    origin: origin.clone(),
                };
                table.entries.push(((*key).to_owned(), node));
            }
            table = match &mut table.get_mut(key).expect("it was just put there").value {
                Value::Table(inner) => inner,
                Value::Array(items) => tables
                    .next()
                    .and_then(|number| item_table(items, number, &origin))
                    .ok_or_else(|| misled(format!("`{key}` is a list, not a table")))?,
                other => return Err(misled(format!("`{key}` is {}, not a table", other.kind()))),
            };
        }
        let value = setting_value(&setting.value, &origin);
        match table.get_mut(last) {
            Some(node) => {
                node.value = value;
                node.origin = origin;
            }
            None => table.entries.push((
                (*last).to_owned(),
                Node {
                    value,
                    key_origin: origin.clone(),
                    origin,
                },
            )),
        }
        self.settings.push(setting.clone());
        Ok(())
    }
}
