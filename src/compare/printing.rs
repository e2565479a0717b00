//! A comparison in its forms.

use super::{
    Comparison, Figure,
    columns::{self, BEST, FIGURE, cell},
};
use crate::{
    escape,
    report::{
        SCHEMA_VERSION,
        layout::{WIDTH, wrap_to},
        table, tool,
        tree::Tree,
    },
    rules::diff::Change,
};

impl Comparison {
    pub(super) fn heads(&self) -> impl Iterator<Item = (&str, bool)> {
        let names = self.names.iter().enumerate();
        names.map(|(n, name)| (name.as_str(), self.best.contains(&n)))
    }

    /// For reading, in lines of `width` columns, and of 80 at least. Scenarios that do not fit side by side go below each other.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        let width = width.max(WIDTH);
        let wrap = |text: &str, first: &str, other: &str| wrap_to(width, text, first, other);
        let mut text = columns::text(self, width);
        if !self.figures.iter().any(Figure::differs) {
            text.push_str("\nNo difference: the score and the payment adjustment are the same.\n");
        }
        for sentence in self.footing.iter().chain(&self.open) {
            text.push('\n');
            text.push_str(&wrap(sentence, "", "  "));
        }
        for (from, to, changes) in &self.changes {
            text.push_str(&format!("\nRules that differ from {from} to {to}\n"));
            for change in changes {
                let line = format!(
                    "{}: {} -> {}",
                    change.words,
                    shown(change.before.as_ref()),
                    shown(change.after.as_ref())
                );
                text.push_str(&wrap(&line, "  ", "    "));
                if let Some(cite) = change.cite_after.as_ref().or(change.cite_before.as_ref()) {
                    text.push_str(&wrap(&format!("({})", cite.cite), "    ", "    "));
                }
            }
            if changes.is_empty() {
                text.push_str("  none that changes these scores\n");
            }
        }
        text
    }

    /// A table to paste.
    #[must_use]
    pub fn markdown(&self) -> String {
        let names = self.heads().map(|(name, is_best)| {
            let best = if is_best { BEST } else { "" };
            format!("{name}{best}")
        });
        let heads: Vec<String> = std::iter::once(FIGURE.to_owned()).chain(names).collect();
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let rows = self.figures.iter().map(|figure| {
            let cells = figure.values.iter().zip(figure.differences());
            let cells = cells.map(|(value, difference)| cell(value, difference, figure.unit));
            std::iter::once(figure.title.clone()).chain(cells).collect()
        });
        let rows: Vec<Vec<String>> = rows.collect();
        let mut text = table::markdown(&heads, &rows);
        for sentence in self.footing.iter().chain(&self.open) {
            text.push_str(&format!("\n{}\n", escape::markdown(sentence)));
        }
        for (from, to, changes) in self.changes.iter().filter(|(_, _, it)| !it.is_empty()) {
            text.push_str(&format!("\nRules that differ from {from} to {to}:\n\n"));
            let rows: Vec<Vec<String>> = changes.iter().map(change_cells).collect();
            text.push_str(&table::markdown(&CHANGE_COLUMNS, &rows));
        }
        text
    }

    /// One row a figure: its path, its value in each scenario, and the differences from the first.
    #[must_use]
    pub fn csv(&self) -> String {
        let differences = self
            .names
            .iter()
            .skip(1)
            .map(|name| format!("{name} - {}", self.names[0]));
        let heads: Vec<String> = std::iter::once(FIGURE.to_owned())
            .chain(self.names.iter().cloned())
            .chain(differences)
            .collect();
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let rows: Vec<Vec<String>> = self
            .figures
            .iter()
            .map(|figure| {
                let values = figure.values.iter().map(Tree::cell);
                let differences = figure.differences().into_iter().skip(1);
                let differences =
                    differences.map(|it| it.map_or_else(String::new, |it| it.to_string()));
                std::iter::once(figure.path.clone())
                    .chain(values)
                    .chain(differences)
                    .collect()
            })
            .collect();
        table::csv(&heads, &rows)
    }

    /// For programs.
    #[must_use]
    pub fn json(&self) -> Tree {
        let figures = self.figures.iter().map(|figure| {
            let differences = figure.differences().into_iter().map(Tree::from).collect();
            Tree::Object(vec![
                ("path", figure.path.as_str().into()),
                ("title", figure.title.as_str().into()),
                ("values", Tree::List(figure.values.clone())),
                ("differences", Tree::List(differences)),
            ])
        });
        let changes = self.changes.iter().map(|(from, to, changes)| {
            let changes = changes.iter().map(|change| {
                Tree::Object(vec![
                    ("path", change.path.as_str().into()),
                    ("before", change.before.clone().into()),
                    ("after", change.after.clone().into()),
                    (
                        "cite_before",
                        change
                            .cite_before
                            .as_ref()
                            .map(|it| it.cite.as_str())
                            .into(),
                    ),
                    (
                        "cite_after",
                        change.cite_after.as_ref().map(|it| it.cite.as_str()).into(),
                    ),
                ])
            });
            Tree::Object(vec![
                ("from", (*from).into()),
                ("to", (*to).into()),
                ("changes", Tree::List(changes.collect())),
            ])
        });
        let names = self.names.iter().map(|name| name.as_str().into());
        let best = self.best.iter().map(|n| self.names[*n].as_str().into());
        Tree::Object(vec![
            ("schema_version", SCHEMA_VERSION.into()),
            ("tool", tool()),
            ("scenarios", Tree::List(names.collect())),
            ("best", Tree::List(best.collect())),
            ("figures", Tree::List(figures.collect())),
            (
                "notes",
                Tree::List(self.footing.iter().map(|it| it.as_str().into()).collect()),
            ),
            ("readings", Tree::List(self.readings.clone())),
            ("rule_changes", Tree::List(changes.collect())),
        ])
    }
}

const CHANGE_COLUMNS: [&str; 4] = ["rule", "before", "after", "source"];

pub(super) fn change_cells(change: &Change) -> Vec<String> {
    let cite = change
        .cite_after
        .clone()
        .or_else(|| change.cite_before.clone());
    vec![
        change.words.clone(),
        shown(change.before.as_ref()),
        shown(change.after.as_ref()),
        cite.map(|it| it.cite).unwrap_or_default(),
    ]
}

fn shown(value: Option<&String>) -> String {
    let value = value.filter(|value| !value.is_empty());
    value.map_or_else(|| "none".into(), Clone::clone)
}
