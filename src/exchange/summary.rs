//! What was read, in one line.

use super::draft::Draft;
use crate::document::{Node, Value};

/// For example: `a QPP submission (group, 2021, app): 2 quality measures, 3 improvement activities; unknown: cost`.
pub fn line(draft: &Draft, unknown: &[String]) -> String {
    let text = |keys: &[&str]| match draft.get(keys).map(|node| &node.value) {
        Some(Value::Text(text) | Value::Number(text)) => Some(text.clone()),
        _ => None,
    };
    let facts: Vec<String> = [
        text(&["practice", "participation"]),
        text(&["performance_year"]),
        text(&["practice", "mvp"]).or_else(|| text(&["practice", "pathway"])),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut line = draft.read_as.join(" and ");
    if !facts.is_empty() {
        line.push_str(&format!(" ({})", facts.join(", ")));
    }
    let measures: usize = match draft.get(&["quality", "measures"]).map(|node| &node.value) {
        Some(Value::Table(types)) => types.entries.iter().map(|(_, of)| size(Some(of))).sum(),
        _ => 0,
    };
    let counts = [
        (measures, "quality measure", "quality measures"),
        (
            size(draft.get(&["improvement_activities", "activities"])),
            "improvement activity",
            "improvement activities",
        ),
        (
            size(draft.get(&["promoting_interoperability", "measures"])),
            "promoting interoperability answer",
            "promoting interoperability answers",
        ),
    ];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }))
        .collect();
    if !counts.is_empty() {
        line.push_str(&format!(": {}", counts.join(", ")));
    }
    if !unknown.is_empty() {
        let names: Vec<String> = unknown.iter().map(|key| key.replace('_', " ")).collect();
        line.push_str(&format!("; unknown: {}", names.join(", ")));
    }
    line
}

fn size(node: Option<&Node>) -> usize {
    match node.map(|node| &node.value) {
        Some(Value::Table(table)) => table.entries.len(),
        Some(Value::Array(items)) => items.len(),
        _ => 0,
    }
}
