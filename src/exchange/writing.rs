//! A practice file as text: TOML with comments, or a tree for JSON.

use super::imported::Imported;
use crate::{
    document::{Node, Table, Value},
    report::tree::Tree,
};

/// The order of the tables of a practice file.
const ORDER: [&str; 9] = [
    "performance_year",
    "final_score",
    "practice",
    "eligibility",
    "apm",
    "quality",
    "cost",
    "improvement_activities",
    "promoting_interoperability",
];

impl Imported {
    /// The practice file as commented TOML.
    #[must_use]
    pub fn toml(&self) -> String {
        let mut text = String::new();
        comment(
            &mut text,
            &format!("Made by `mips import` from {}.", self.read_as),
        );
        for (what, number) in &self.identity {
            comment(&mut text, &format!("{what}: {number}"));
        }
        for remark in &self.remarks {
            comment(&mut text, remark);
        }
        if !self.left_out.is_empty() {
            comment(&mut text, "Left out:");
            for left in &self.left_out {
                comment(&mut text, &format!("  {}: {}", left.path, left.reason));
            }
        }
        text.push('\n');
        let root = self.document.root();
        for (key, node) in root.entries.iter().filter(|(_, node)| !is_table(node)) {
            text.push_str(&format!("{} = {}\n", bare(key), inline(node)));
        }
        let place = |key: &str| {
            ORDER
                .iter()
                .position(|known| *known == key)
                .unwrap_or(ORDER.len())
        };
        let mut tables: Vec<&(String, Node)> = root
            .entries
            .iter()
            .filter(|(_, node)| is_table(node))
            .collect();
        tables.sort_by_key(|(key, _)| place(key));
        for (key, node) in tables {
            if let Value::Table(table) = &node.value {
                write_table(&mut text, &bare(key), table);
            }
        }
        text
    }

    /// The practice file, how it was read, what was left out, what is unknown.
    #[must_use]
    pub fn tree(&self) -> Tree {
        let left_out = self.left_out.iter().map(|left| {
            Tree::Object(vec![
                ("path", left.path.as_str().into()),
                ("reason", left.reason.as_str().into()),
            ])
        });
        let unknown = self.unknown.iter().map(|path| path.as_str().into());
        Tree::Object(vec![
            ("practice", tree_of_table(self.document.root())),
            ("read_as", self.read_as.as_str().into()),
            ("left_out", Tree::List(left_out.collect())),
            ("unknown", Tree::List(unknown.collect())),
        ])
    }
}

fn comment(text: &mut String, line: &str) {
    for line in line.lines() {
        let plain: String = line.chars().filter(|c| !c.is_control()).collect();
        text.push_str(format!("# {plain}").trim_end());
        text.push('\n');
    }
}

fn is_table(node: &Node) -> bool {
    matches!(node.value, Value::Table(_))
}

/// Tables whose keys are ids hold an entry a line.
fn holds_entries(path: &str) -> bool {
    path.starts_with("quality.measures.")
        || matches!(
            path,
            "promoting_interoperability.measures" | "cost.measures"
        )
}

fn write_table(text: &mut String, path: &str, table: &Table) {
    let lines = holds_entries(path);
    let (inner, own): (Vec<_>, Vec<_>) = table
        .entries
        .iter()
        .partition(|(_, node)| is_table(node) && !lines);
    if !own.is_empty() || inner.is_empty() {
        text.push_str(&format!("\n[{path}]\n"));
    }
    for (key, node) in own {
        let said = if key == "unknown" && !path.contains('.') {
            " # nothing that was read says anything of it"
        } else {
            ""
        };
        text.push_str(&format!("{} = {}{said}\n", bare(key), inline(node)));
    }
    for (key, node) in inner {
        if let Value::Table(table) = &node.value {
            write_table(text, &format!("{path}.{}", bare(key)), table);
        }
    }
}

/// A value on one line.
fn inline(node: &Node) -> String {
    match &node.value {
        Value::Table(table) => {
            let members: Vec<String> = table
                .entries
                .iter()
                .map(|(key, node)| format!("{} = {}", bare(key), inline(node)))
                .collect();
            if members.is_empty() {
                "{}".into()
            } else {
                format!("{{ {} }}", members.join(", "))
            }
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(inline).collect();
            format!("[{}]", items.join(", "))
        }
        _ => crate::document::written(node, false),
    }
}

/// A key, in quotes only where TOML asks for them.
fn bare(key: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    if !key.is_empty() && key.chars().all(plain) {
        key.to_owned()
    } else {
        toml::Value::from(key).to_string()
    }
}

fn tree_of(node: &Node) -> Tree {
    match &node.value {
        Value::Text(text) | Value::Moment(text) => text.as_str().into(),
        Value::Number(text) => Tree::Number(text.clone()),
        Value::Boolean(yes) => (*yes).into(),
        Value::Array(items) => Tree::List(items.iter().map(tree_of).collect()),
        Value::Table(table) => tree_of_table(table),
    }
}

fn tree_of_table(table: &Table) -> Tree {
    let members = table.entries.iter();
    Tree::Named(
        members
            .map(|(key, node)| (key.clone(), tree_of(node)))
            .collect(),
    )
}
