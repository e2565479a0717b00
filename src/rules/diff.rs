//! What differs between two years' rules, figure by figure.

use serde_json::Value;

use crate::rulebook::YearRules;

/// One figure or word of the rules that differs between two years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its dotted path.
    pub path: String,
    /// The path in words.
    pub words: String,
    /// What it is in the first year; absent when that year lacks it.
    pub before: Option<String>,
    /// What it is in the second year; absent when that year lacks it.
    pub after: Option<String>,
    /// What governs it in the first year.
    pub cite_before: Option<String>,
    /// What governs it in the second year.
    pub cite_after: Option<String>,
}

/// Keys that say where a figure comes from, or which year it is of: they are no rules themselves.
const NO_RULES: [&str; 6] = [
    "cite",
    "status",
    "note",
    "notes",
    "performance_year",
    "payment_year",
];

/// Everything that differs from `a` to `b`, in the order of their paths.
///
/// # Panics
///
/// Never: rules are plain data.
#[must_use]
pub fn diff(a: &YearRules, b: &YearRules) -> Vec<Change> {
    let tree =
        |rules: &YearRules| serde_json::to_value(&rules.rules).expect("rules are plain data");
    let mut changes = Vec::new();
    compare("", Some(&tree(a)), Some(&tree(b)), &mut changes);
    for change in &mut changes {
        let cite = |rules: &YearRules, there: bool| {
            let cite = rules.citation(&change.path).cite;
            (there && !cite.is_empty()).then_some(cite)
        };
        change.cite_before = cite(a, change.before.is_some());
        change.cite_after = cite(b, change.after.is_some());
    }
    changes
}

fn compare(path: &str, a: Option<&Value>, b: Option<&Value>, changes: &mut Vec<Change>) {
    let a = a.filter(|value| !value.is_null());
    let b = b.filter(|value| !value.is_null());
    let members = |value: Option<&Value>| {
        value
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default()
    };
    let is_table = |value: Option<&Value>| value.is_none_or(Value::is_object);
    if is_table(a) && is_table(b) {
        let (a, b) = (members(a), members(b));
        let mut keys: Vec<&String> = a.keys().chain(b.keys()).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            if NO_RULES.contains(&key.as_str()) {
                continue;
            }
            let inner = if path.is_empty() {
                key.clone()
            } else {
                format!("{path}.{key}")
            };
            compare(&inner, a.get(key), b.get(key), changes);
        }
        return;
    }
    let (before, after) = (a.map(written), b.map(written));
    if before != after {
        changes.push(Change {
            path: path.to_owned(),
            words: path.replace(['.', '_'], " "),
            before,
            after,
            cite_before: None,
            cite_after: None,
        });
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::String(text) => match crate::decimal::parse(text) {
            Some(number) => crate::decimal::plain(number),
            None => text.clone(),
        },
        Value::Array(items) => items.iter().map(written).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
