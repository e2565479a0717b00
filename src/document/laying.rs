//! Settings laid over a document.

use super::{
    Document,
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
        const FINAL_SCORE: &str = "final_score";
        const STATES: [&str; 6] = [
            "percent",
            "not_submitted",
            "reweighted",
            "unknown",
            "measures",
            "activities",
        ];
        const BONUS: &str = "complex_patient_bonus";
        let Some(keys) = segments(path) else { return };
        if keys == [FINAL_SCORE] {
            // A final score that is known takes the place of all that would make it.
            let makes_it = |key: &str| key == BONUS || Category::from_key(key).is_some();
            self.root.entries.retain(|(key, _)| !makes_it(key));
            return;
        }
        let [table, state, ..] = keys[..] else { return };
        let is_bonus = table == BONUS;
        let is_state = is_bonus || STATES.contains(&state);
        if !is_state || !(is_bonus || Category::from_key(table).is_some()) {
            return;
        }
        if !is_bonus {
            self.root.remove(FINAL_SCORE);
        }
        let Some(Node {
            value: Value::Table(table),
            ..
        }) = self.root.get_mut(table)
        else {
            return;
        };
        let is_sum = |key: &str| matches!(key, "points" | "unknown");
        table.entries.retain(|(other, _)| {
            if is_bonus {
                // The raw inputs go together; points, and not knowing, each stand alone.
                other == state || !(is_sum(other) || is_sum(state))
            } else {
                // A percent may stand beside measures, to be compared with them.
                let compared = matches!(
                    (state, other.as_str()),
                    ("measures" | "activities", "percent")
                );
                other == state || compared || !STATES.contains(&other.as_str())
            }
        });
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
