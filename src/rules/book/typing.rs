//! From the document of a user's table to its type, with every unknown key found.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::de::DeserializeOwned;

use super::bounds;
use crate::{
    document::{Document, Node, Table, Value},
    problem::{Code, Problem, Problems},
    rules::{
        Rules, check,
        flat::{Flat, Step, fitting, writing},
    },
};

/// Types a document of rules. Unknown keys are all found; another fault ends the reading.
pub(super) fn typed<T: DeserializeOwned>(document: &Document) -> Result<T, Problems> {
    let mut problems = bounds::check(document);
    let mut whole = Cow::Borrowed(document.root());
    loop {
        let misfit = match fitting(Flat::at(&flat_table(&whole), 0)) {
            Ok(value) if problems.is_empty() => return Ok(value),
            Ok(_) => break,
            Err(misfit) => misfit,
        };
        let steps = misfit.steps();
        let (problem, unknown) = rule_problem(&path(&steps), &misfit.to_string());
        let is_mended = unknown.is_some_and(|key| remove(whole.to_mut(), &steps, &key));
        problems.push(problem);
        if !is_mended {
            break;
        }
    }
    document.locate(&mut problems);
    Err(problems)
}

/// The dotted path of some steps.
fn path(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Key(key) if path.is_empty() => path.push_str(key),
            Step::Key(key) => path.extend([".", key]),
            Step::Item(position) => path.push_str(&format!("[{position}]")),
        }
    }
    path
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
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let within = |key: &str| match path {
        "" => key.to_owned(),
        table => format!("{table}.{key}"),
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

/// Removes a key from the table to which the steps lead, if it is there.
fn remove(table: &mut Table, steps: &[Step], key: &str) -> bool {
    match steps.split_first() {
        None => {
            let before = table.entries.len();
            table.entries.retain(|(name, _)| name != key);
            table.entries.len() < before
        }
        Some((Step::Key(name), rest)) => table
            .entries
            .iter_mut()
            .find(|(known, _)| known == name)
            .is_some_and(|(_, node)| remove_within(node, rest, key)),
        Some((Step::Item(_), _)) => false,
    }
}

fn remove_within(node: &mut Node, steps: &[Step], key: &str) -> bool {
    match (&mut node.value, steps.split_first()) {
        (Value::Table(table), _) => remove(table, steps, key),
        (Value::Array(items), Some((Step::Item(position), rest))) => items
            .get_mut(*position)
            .is_some_and(|item| remove_within(item, rest, key)),
        _ => false,
    }
}

/// The table as a flat text.
pub(super) fn flat_table(table: &Table) -> String {
    let entries = table.entries.iter();
    writing::table(entries.map(|(key, node)| (key.as_str(), flat_value(node))))
}

fn flat_value(node: &Node) -> String {
    match &node.value {
        Value::Number(text) => writing::number(&without_power(text)),
        Value::Text(text) | Value::Moment(text) => writing::text(text),
        Value::Boolean(yes) => writing::truth(*yes),
        Value::Array(items) => writing::list(items.iter().map(flat_value)),
        Value::Table(table) => flat_table(table),
    }
}

/// A number without a power of ten.
fn without_power(text: &str) -> Cow<'_, str> {
    match Decimal::from_scientific(text) {
        Ok(number) if text.contains(['e', 'E']) => number.normalize().to_string().into(),
        _ => text.into(),
    }
}
