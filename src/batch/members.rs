//! One line of NDJSON on the full path: its members, nested or flat, become settings.

use std::collections::{HashMap, HashSet};

use super::{
    columns::{self, Column},
    job::Job,
    map::{Map, Mapped, alike},
    rows::{Cell, Row, settled, value},
    spelling::Holds,
    words::{MOST_SHOWN, describe},
};
use crate::{
    document::{
        Document, Node, Value, quoted,
        setting::{Setting, segments},
        tells_who, written,
    },
    report::layout::cut,
};

/// Most keys in a row. A practice that reports every measure has fewer.
const MOST_KEYS: usize = 8192;

/// The path that a member of a line sets, and how a map converts its values.
pub(super) fn path_of<'j>(job: &Job<'j>, keys: &[String]) -> (String, Option<&'j Mapped>) {
    if let ([name], Some(map)) = (keys, job.map)
        && let Some(mapped) = map.column(name)
    {
        return (mapped.path.clone(), Some(mapped));
    }
    // A flat key may be a whole path.
    let of_key = |key: &String| {
        if keys.len() == 1 && segments(key).is_some() {
            key.clone()
        } else {
            quoted(key)
        }
    };
    let keys: Vec<String> = keys.iter().map(of_key).collect();
    (keys.join("."), None)
}

/// What earlier lines have shown about paths, so that each is looked up once.
#[derive(Default)]
pub(super) struct Paths(HashMap<String, (Holds, bool)>);

impl Paths {
    /// What values a path takes, and whether the path exists.
    fn of(&mut self, job: &Job<'_>, path: &str) -> (Holds, bool) {
        if let Some(known) = self.0.get(path) {
            return *known;
        }
        let asks = job.ignore_unknown
            || !job.keep.is_empty()
            || job.map.is_some_and(Map::passes_over_others);
        let is_known = !asks || columns::unknown(job, path).is_none();
        let found = (Holds::at(path), is_known);
        if self.0.len() >= MOST_KEYS {
            self.0.clear();
        }
        self.0.insert(path.to_owned(), found);
        found
    }
}

/// Turns a line of NDJSON into settings, whether its members are nested or flat.
pub(super) fn of_json(job: &Job<'_>, line: &[u8], paths: &mut Paths) -> Row {
    if !line.trim_ascii_start().starts_with(b"{") {
        let text = String::from_utf8_lossy(line.trim_ascii());
        let message = "the line is not a JSON object";
        return Row::wrong(if tells_who(&text) {
            message.to_owned()
        } else {
            format!("{message}: `{}`", cut(&text, MOST_SHOWN))
        });
    }
    let document = match Document::read("line", line) {
        Ok(document) => document,
        Err(problems) => return Row::wrong(describe(&problems)),
    };
    let mut leaves = Vec::new();
    for (key, node) in &document.root().entries {
        leaf(vec![key.clone()], node, &mut leaves);
    }
    let json = |name: &String| {
        let is_it = |(keys, _): &&(Vec<String>, &Node)| keys.join(".") == *name;
        let found = leaves.iter().find(is_it);
        found.map_or_else(Vec::new, |(_, node)| written(node, true).into_bytes())
    };
    let mut row = Row {
        id: json(&"id".to_owned()),
        kept: job.keep.iter().map(json).collect(),
        settings: Ok(Vec::new()),
    };
    if leaves.len() > MOST_KEYS {
        row.settings = Err(format!(
            "the line has {} keys, more than any practice has",
            leaves.len()
        ));
        return row;
    }
    row.settings = of_leaves(job, &leaves, paths);
    row
}

fn leaf<'d>(keys: Vec<String>, node: &'d Node, leaves: &mut Vec<(Vec<String>, &'d Node)>) {
    match &node.value {
        Value::Table(table) if !table.entries.is_empty() => {
            for (key, inner) in &table.entries {
                let mut keys = keys.clone();
                keys.push(key.clone());
                leaf(keys, inner, leaves);
            }
        }
        _ => leaves.push((keys, node)),
    }
}

fn of_leaves(
    job: &Job<'_>,
    leaves: &[(Vec<String>, &Node)],
    paths: &mut Paths,
) -> Result<Vec<Setting>, String> {
    let mut mapped_columns = Vec::new();
    let mut settings = Vec::new();
    let mut set = HashSet::new();
    for (keys, node) in leaves {
        if *keys == ["id"] {
            continue;
        }
        let (path, mapped) = path_of(job, keys);
        if let Some(mapped) = mapped {
            let column = Column::new(job, &keys.join("."), &path, Some(mapped));
            let text = match &node.value {
                Value::Text(text) => text.trim().to_owned(),
                _ => written(node, true),
            };
            let is_better = |better: &String| {
                leaves
                    .iter()
                    .any(|(keys, _)| alike(&keys.join(".")) == *better)
            };
            if !mapped.superseded_by.as_ref().is_some_and(is_better) {
                mapped_columns.push((column, text));
            }
            continue;
        }
        let (holds, is_known) = paths.of(job, &path);
        if !is_known && (job.keep.contains(&path) || passes_over(job)) {
            continue;
        }
        let value = match &node.value {
            Value::Text(text) if text.trim().is_empty() => continue,
            Value::Text(text) if holds != Holds::Other => {
                holds.plain(text.trim(), b',').into_owned()
            }
            _ => written(node, false),
        };
        if !set.insert(path.clone()) {
            return Err(format!("`{}` appears twice", cut(&path, MOST_SHOWN)));
        }
        settings.push(Setting::new(path, value, "column"));
    }
    let cells = mapped_columns.iter().map(|(column, text)| Cell {
        column,
        text,
        value: value(job, column, text, b','),
    });
    settings.extend(settled(cells.collect()));
    Ok(settings)
}

fn passes_over(job: &Job<'_>) -> bool {
    job.ignore_unknown || job.map.is_some_and(Map::passes_over_others)
}
