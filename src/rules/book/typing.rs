//! From the document of a user's table to its type, with every unknown key found.

use serde::de::DeserializeOwned;

use super::bounds;
use crate::{
    document::{Document, Node, Table, Value},
    problem::{Code, Problem, Problems},
    rules::{Rules, check, flat::writing},
};

/// Types a document of rules. Unknown keys are all found; another fault ends the reading.
pub(super) fn typed<T: DeserializeOwned>(document: &Document) -> Result<T, Problems> {
    let mut problems = bounds::check(document);
    let mut tree = json_table(document.root());
    loop {
        match serde_path_to_error::deserialize::<_, T>(&tree) {
            Ok(value) if problems.is_empty() => return Ok(value),
            Ok(_) => break,
            Err(error) => {
                let path = error.path().to_string();
                let message = error.into_inner().to_string();
                let (problem, unknown) = rule_problem(&path, &message);
                let repaired = unknown.is_some_and(|key| remove(&mut tree, &path, &key));
                problems.push(problem);
                if !repaired {
                    break;
                }
            }
        }
    }
    document.locate(&mut problems);
    Err(problems)
}

/// What does not hold together in a year's rules, each with its place in the document that they were typed from.
pub(super) fn checked(rules: &Rules, year: u16, document: &Document) -> Result<(), Problems> {
    let mut problems = Problems(check(rules));
    if rules.performance_year != year {
        let message = format!("the tables are those of {year}");
        problems.push(Problem::new(Code::BadRules, "performance_year", message));
    }
    if problems.is_empty() {
        return Ok(());
    }
    document.locate(&mut problems);
    Err(problems)
}

/// A deserializer's complaint in our words; the key's name when it complains of an unknown one.
fn rule_problem(path: &str, message: &str) -> (Problem, Option<String>) {
    let path = if path == "." { "" } else { path };
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let within = |key: &str| {
        let parent = path
            .strip_suffix(key)
            .map_or(path, |parent| parent.trim_end_matches('.'));
        if parent.is_empty() {
            key.to_owned()
        } else {
            format!("{parent}.{key}")
        }
    };
    if message.starts_with("unknown field") && !names.is_empty() {
        let problem = Problem::new(Code::UnknownKey, within(names[0]), "unknown key").on_key();
        return (
            problem.nearest(names[0], names[1..].iter().copied()),
            Some(names[0].to_owned()),
        );
    }
    if message.starts_with("missing field") && !names.is_empty() {
        return (
            Problem::new(Code::MissingKey, within(names[0]), "the key is missing").on_key(),
            None,
        );
    }
    if message.starts_with("unknown variant") && !names.is_empty() {
        let problem = Problem::new(
            Code::UnknownWord,
            path,
            format!("`{}` is not known here", names[0]),
        );
        return (problem.nearest(names[0], names[1..].iter().copied()), None);
    }
    (Problem::new(Code::BadRules, path, message), None)
}

fn remove(tree: &mut serde_json::Value, path: &str, key: &str) -> bool {
    let mut node = tree;
    for step in path
        .split('.')
        .filter(|step| !step.is_empty() && *step != key)
    {
        match node.get_mut(step) {
            Some(inner) => node = inner,
            None => return false,
        }
    }
    node.as_object_mut()
        .is_some_and(|table| table.remove(key).is_some())
}

fn json_table(table: &Table) -> serde_json::Value {
    table
        .entries
        .iter()
        .map(|(key, node)| (key.clone(), json_value(node)))
        .collect()
}

fn json_value(node: &Node) -> serde_json::Value {
    match &node.value {
        // The reader's number type keeps 15 significant digits exactly; longer figures are typed from their text.
        Value::Number(text) if text.bytes().filter(u8::is_ascii_digit).count() <= 15 => {
            serde_json::from_str(text).unwrap_or_else(|_| text.clone().into())
        }
        Value::Number(text) | Value::Text(text) | Value::Moment(text) => text.clone().into(),
        Value::Boolean(yes) => (*yes).into(),
        Value::Array(items) => items.iter().map(json_value).collect(),
        Value::Table(table) => json_table(table),
    }
}

/// The table as a flat text.
pub(super) fn flat_table(table: &Table) -> String {
    let entries = table.entries.iter();
    writing::table(entries.map(|(key, node)| (key.as_str(), flat_value(node))))
}

fn flat_value(node: &Node) -> String {
    match &node.value {
        Value::Number(text) => writing::number(text),
        Value::Text(text) | Value::Moment(text) => writing::text(text),
        Value::Boolean(yes) => writing::truth(*yes),
        Value::Array(items) => writing::list(items.iter().map(flat_value)),
        Value::Table(table) => flat_table(table),
    }
}
