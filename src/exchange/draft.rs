//! A practice file being drawn up from other files, in which every value keeps its place.

use std::sync::Arc;

use super::notes::LeftOuts;
use crate::{
    category::Category,
    document::{Node, Table, Value, quoted, written_value},
    problem::{Code, Place, Problem, Problems},
    rules::terms::Reason,
};

/// A practice file being drawn up.
#[derive(Default)]
pub struct Draft {
    /// Its keys and values so far.
    pub root: Table,
    /// What CMS moved the weight of away, unless there are data.
    pub reweighted: Vec<(Category, Reason, Arc<Place>)>,
    /// What has no place in a practice file.
    pub left_out: LeftOuts,
    /// What was odd, and what contradicts itself.
    pub problems: Problems,
    /// What was read, in a few words for each file.
    pub read_as: Vec<String>,
    /// Numbers and names that say whose data these are.
    pub identity: Vec<(String, String)>,
    /// Sentences for the head of the practice file.
    pub remarks: Vec<String>,
}

impl Draft {
    /// Puts a value at the keys. Another value that is already there is a contradiction, with both places.
    pub fn put(&mut self, keys: &[&str], value: Value, place: &Arc<Place>) {
        let Some((last, tables)) = keys.split_last() else {
            return;
        };
        let mut table = &mut self.root;
        for key in tables {
            table = table.inner(key, place);
        }
        let mut path = String::new();
        for key in tables {
            path.push_str(&quoted(key));
            path.push('.');
        }
        let node = Node::elsewhere(value, Arc::clone(place));
        join(table, last, node, &path, &mut self.problems);
    }

    /// Whether there is a value at the keys.
    pub fn has(&self, keys: &[&str]) -> bool {
        self.get(keys).is_some()
    }

    /// The value at the keys.
    pub fn get(&self, keys: &[&str]) -> Option<&Node> {
        let (last, tables) = keys.split_last()?;
        let mut table = &self.root;
        for key in tables {
            table = match &table.get(key)?.value {
                Value::Table(inner) => inner,
                _ => return None,
            };
        }
        table.get(last)
    }

    /// Replaces a value that is there.
    pub fn set(&mut self, keys: &[&str], value: Value) {
        if let Some((last, tables)) = keys.split_last()
            && let Some(node) = self.table(tables).and_then(|table| table.get_mut(last))
        {
            node.value = value;
        }
    }

    /// Takes away what is at the keys.
    pub fn take(&mut self, keys: &[&str]) {
        if let Some((last, tables)) = keys.split_last()
            && let Some(table) = self.table(tables)
        {
            table.entries.retain(|(key, _)| key != last);
        }
    }

    fn table(&mut self, keys: &[&str]) -> Option<&mut Table> {
        let mut table = &mut self.root;
        for key in keys {
            table = match table.get_mut(key).map(|node| &mut node.value) {
                Some(Value::Table(inner)) => inner,
                _ => return None,
            };
        }
        Some(table)
    }

    /// Adds what another file says.
    pub fn merge(&mut self, other: Self) {
        for (key, node) in other.root.entries {
            join(&mut self.root, &key, node, "", &mut self.problems);
        }
        self.reweighted.extend(other.reweighted);
        self.left_out.append(other.left_out);
        self.problems.append(other.problems.0);
        self.read_as.extend(other.read_as);
        self.remarks.extend(other.remarks);
        for number in other.identity {
            if !self.identity.contains(&number) {
                self.identity.push(number);
            }
        }
    }
}

/// Puts a value into a table that may have one already: tables are joined, lists united, equal values are one.
fn join(table: &mut Table, key: &str, node: Node, path: &str, problems: &mut Problems) {
    let Some(known) = table.get_mut(key) else {
        table.entries.push((key.to_owned(), node));
        return;
    };
    let path = format!("{path}{}", quoted(key));
    let place = node.place_elsewhere().map(|place| Place::clone(place));
    match (&mut known.value, node.value) {
        (Value::Table(known), Value::Table(more)) => {
            for (key, node) in more.entries {
                join(known, &key, node, &format!("{path}."), problems);
            }
        }
        (Value::Array(known), Value::Array(more)) => {
            for item in more {
                if !known.iter().any(|other| is_same(&other.value, &item.value)) {
                    known.push(item);
                }
            }
        }
        (known_value, value) if is_same(known_value, &value) => {}
        (other, value) => {
            let message = format!(
                "{} here, but {}{}",
                written_value(&value, false),
                written_value(other, false),
                known.place_elsewhere().map_or_else(String::new, |place| {
                    format!(" at {}:{}:{}", place.name, place.line, place.column)
                })
            );
            let mut problem = Problem::new(Code::Contradiction, path, message)
                .help("the files contradict each other: keep the one that is right");
            problem.place = place;
            problems.push(problem);
        }
    }
}

/// Whether two values say the same, whatever their places; `100` and `100.0` do.
fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::Boolean(a), Value::Boolean(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => {
            a == b || crate::decimal::parse(a) == crate::decimal::parse(b)
        }
        _ => false,
    }
}
