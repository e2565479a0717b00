//! What changes from one year's rules to another's, in words, with both values and both sources.

mod tables;

pub use tables::{TableChange, diff_tables};

use std::{collections::BTreeMap, sync::OnceLock};

use serde_json::Value;

use crate::{
    category::Category,
    decimal::{parse, plain},
    rules::book::{Citation, YearRules},
};

/// One difference between two years' rules.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The dotted path of the figure, row or table.
    pub path: String,
    /// What it is, in words.
    pub words: String,
    /// The value in the first of the years; absent when that year does not have it.
    pub before: Option<String>,
    /// The value in the second year.
    pub after: Option<String>,
    /// Where the first value comes from.
    pub cite_before: Option<Citation>,
    /// Where the second value comes from.
    pub cite_after: Option<Citation>,
}

/// Every figure that differs. Differences of citations and notes alone are [`diff_sources`].
#[must_use]
pub fn diff(before: &YearRules, after: &YearRules) -> Vec<Change> {
    compare(before, after, Part::Figures)
}

/// Every citation, status and note that differs.
#[must_use]
pub fn diff_sources(before: &YearRules, after: &YearRules) -> Vec<Change> {
    compare(before, after, Part::Sources)
}

/// What of the rules is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Figures,
    Sources,
}

fn compare(before: &YearRules, after: &YearRules, part: Part) -> Vec<Change> {
    let old = flat(before, part);
    let new = flat(after, part);
    let mut paths: Vec<&String> = old.keys().chain(new.keys()).collect();
    paths.sort_unstable();
    paths.dedup();
    let mut groups: Vec<(String, Option<String>, Option<String>)> = Vec::new();
    for path in paths {
        let (was, is) = (old.get(path), new.get(path));
        if same(was, is) {
            continue;
        }
        let absent = match (was, is) {
            (None, _) => Some(&old),
            (_, None) => Some(&new),
            _ => None,
        };
        let table = absent.and_then(|side| absent_table(side, path));
        let Some(table) = table else {
            groups.push((path.clone(), was.cloned(), is.cloned()));
            continue;
        };
        // A table that one year lacks is one change, told by all that is in it.
        let told = |value: Option<&String>| {
            let key = path[table.len() + 1..].replace(['_', '.'], " ");
            value.map(|value| format!("{key}: {value}"))
        };
        match groups.last_mut() {
            Some((last, was_all, is_all)) if last == table => {
                for (all, value) in [(was_all, told(was)), (is_all, told(is))] {
                    if let (Some(all), Some(value)) = (all, value) {
                        all.push_str("; ");
                        all.push_str(&value);
                    }
                }
            }
            _ => groups.push((table.to_owned(), told(was), told(is))),
        }
    }
    let cite = |rules: &YearRules, path: &str, value: &Option<String>| {
        value.as_ref().map(|_| rules.citation(path))
    };
    groups
        .into_iter()
        .map(|(path, was, is)| Change {
            words: words(&path),
            cite_before: cite(before, &path, &was),
            cite_after: cite(after, &path, &is),
            before: was,
            after: is,
            path,
        })
        .collect()
}

/// Whether two texts are the same figure: `75` is `75.0`.
fn same(was: Option<&String>, is: Option<&String>) -> bool {
    match (was, is) {
        (Some(was), Some(is)) => {
            was == is || matches!((parse(was), parse(is)), (Some(was), Some(is)) if was == is)
        }
        _ => was == is,
    }
}

/// The outermost table around `path` that a side has nothing of. Weights are told row by row all the same.
fn absent_table<'p>(side: &BTreeMap<String, String>, path: &'p str) -> Option<&'p str> {
    if path.starts_with("weights.") {
        return None;
    }
    path.match_indices('.')
        .map(|(end, _)| &path[..end])
        .find(|table| {
            let within = format!("{table}.");
            !side
                .range(within.clone()..)
                .next()
                .is_some_and(|(key, _)| key.starts_with(&within))
        })
}

/// The figures of the rules by path; a row of weights is one of them.
fn flat(rules: &YearRules, part: Part) -> BTreeMap<String, String> {
    let tree = serde_json::to_value(&rules.rules).expect("rules are plain data");
    let mut found = BTreeMap::new();
    walk(&tree, "", part, &mut found);
    found
}

fn walk(value: &Value, path: &str, part: Part, found: &mut BTreeMap<String, String>) {
    let Some(table) = value.as_object() else {
        return;
    };
    for (key, inner) in table {
        let path = if path.is_empty() {
            key.clone()
        } else {
            format!("{path}.{key}")
        };
        // The year's own status is a fact about the year; a table's is one about its source.
        let is_source = ["cite", "status", "from_status", "note", "notes"].contains(&key.as_str())
            && path != "status";
        let is_row = matches!(
            path.split('.').collect::<Vec<_>>()[..],
            ["weights", _, "rows", _]
        );
        match inner {
            Value::Null => {}
            _ if ["performance_year", "payment_year"].contains(&path.as_str()) => {}
            Value::Object(_) if !is_row => walk(inner, &path, part, found),
            _ if is_source == (part == Part::Sources) => {
                found.insert(path, text(inner));
            }
            _ => {}
        }
    }
}

fn is_id(text: &str) -> bool {
    let rest = text.strip_prefix('0');
    rest.is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()))
}

fn text(value: &Value) -> String {
    match value {
        // An id such as `001` is no figure.
        Value::String(text) => match parse(text) {
            Some(figure) if !is_id(text) => plain(figure),
            _ => text.clone(),
        },
        Value::Array(items) if items.is_empty() => "none".into(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        // A row of weights.
        Value::Object(row) => Category::ALL
            .into_iter()
            .filter_map(|category| {
                let weight = row.get(category.key())?;
                Some(format!("{} {}", category.title(), text(weight)))
            })
            .collect::<Vec<_>>()
            .join(", "),
        other => other.to_string(),
    }
}

/// A path of the rules in words.
///
/// # Panics
///
/// Never: a test reads the wording that comes with the library.
#[must_use]
pub fn words(path: &str) -> String {
    static WORDS: OnceLock<toml::Table> = OnceLock::new();
    let known = WORDS.get_or_init(|| {
        toml::from_str(include_str!("../../rules/words.toml")).expect("a test reads the wording")
    });
    let (base, source) = match path.rsplit_once('.') {
        Some((table, "cite")) => (table, "Source: "),
        Some((table, "status")) => (table, "How sure the source is: "),
        Some((table, "from_status")) => (table, "How sure the source of the first day is: "),
        Some((table, "note" | "notes")) => (table, "Note: "),
        _ => (path, ""),
    };
    let keys: Vec<&str> = base.split('.').collect();
    // An exact line goes before one with stars.
    let mut lines: Vec<(&String, &toml::Value)> = known.iter().collect();
    lines.sort_by_key(|(pattern, _)| pattern.matches('*').count());
    let worded = lines.into_iter().find_map(|(pattern, words)| {
        let pattern: Vec<&str> = pattern.split('.').collect();
        let fits = pattern.len() == keys.len()
            && pattern
                .iter()
                .zip(&keys)
                .all(|(wanted, key)| *wanted == "*" || wanted == key);
        let starred = keys
            .iter()
            .enumerate()
            .filter(|(at, _)| pattern[*at] == "*");
        fits.then(|| {
            starred.enumerate().fold(
                words.as_str().unwrap_or_default().to_owned(),
                |text, (n, (at, key))| {
                    // What stands for a star is called as its own line calls it, where there is one.
                    let own = known.get(&keys[..=at].join("."));
                    let own = own.and_then(toml::Value::as_str).map(str::to_owned);
                    text.replace(
                        &format!("{{{}}}", n + 1),
                        &own.unwrap_or_else(|| spoken(key)),
                    )
                },
            )
        })
    });
    let words = worded.unwrap_or_else(|| {
        keys.iter()
            .map(|key| spoken(key))
            .collect::<Vec<_>>()
            .join(": ")
    });
    format!("{source}{}", capital(&words))
}

/// A key as running text; ids stay as they are.
fn spoken(key: &str) -> String {
    if key.contains(|letter: char| letter.is_ascii_uppercase()) {
        return key.to_owned();
    }
    key.replace('+', " and ").replace('_', " ")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
