//! What a search found, for reading, as rows, and as the tree that JSON prints.

use super::trees::{number, texts};
use crate::{
    decimal::plain,
    reference::measures::{
        row::Kind,
        search::{Hit, HitType},
    },
    report::{
        layout::{WIDTH, cut, wrap},
        tree::Tree,
    },
};

/// The columns of a search.
pub const HIT_COLUMNS: [&str; 8] = [
    "performance_year",
    "kind",
    "id",
    "title",
    "collection_types",
    "inverse",
    "outcome",
    "high_priority",
];

/// Hits as rows under [`HIT_COLUMNS`].
#[must_use]
pub fn hit_rows(year: u16, hits: &[Hit]) -> Vec<Vec<String>> {
    let row = |hit: &Hit| {
        let kinds: Vec<&str> = hit
            .collection_types
            .iter()
            .map(|it| it.kind.key())
            .collect();
        let yes = |yes: bool| {
            if hit.kind == Kind::Quality {
                yes.to_string()
            } else {
                String::new()
            }
        };
        vec![
            year.to_string(),
            hit.kind.key().to_owned(),
            hit.id.clone(),
            hit.title.clone(),
            kinds.join("|"),
            yes(hit.inverse),
            yes(hit.outcome),
            yes(hit.high_priority),
        ]
    };
    hits.iter().map(row).collect()
}

/// A hit as JSON.
#[must_use]
pub fn hit_tree(year: u16, hit: &Hit) -> Tree {
    let benchmark = |it: &HitType| {
        Tree::Object(vec![
            ("collection_type", it.kind.key().into()),
            ("has_benchmark", it.has_benchmark.into()),
            ("cap", it.cap.map(number).into()),
        ])
    };
    Tree::Object(vec![
        ("performance_year", year.into()),
        ("kind", hit.kind.key().into()),
        ("id", hit.id.as_str().into()),
        ("title", hit.title.as_str().into()),
        (
            "collection_types",
            texts(hit.collection_types.iter().map(|it| it.kind.key())),
        ),
        (
            "benchmarks",
            Tree::List(hit.collection_types.iter().map(benchmark).collect()),
        ),
        ("inverse", hit.inverse.into()),
        ("outcome", hit.outcome.into()),
        ("high_priority", hit.high_priority.into()),
    ])
}

/// Hits in lines of a screen's width.
#[must_use]
pub fn search_text(year: u16, hits: &[Hit]) -> String {
    if hits.is_empty() {
        return format!(
            "No measure, activity or MVP of performance year {year} has all these words.\n"
        );
    }
    let id = hits
        .iter()
        .map(|hit| hit.id.chars().count())
        .max()
        .unwrap_or(0);
    let indent = " ".repeat(id + 2);
    let mut text = String::new();
    let mut kind: Option<Kind> = None;
    let mut sorted: Vec<&Hit> = hits.iter().collect();
    sorted.sort_by_key(|hit| hit.kind);
    for hit in sorted {
        if kind != Some(hit.kind) {
            if kind.is_some() {
                text.push('\n');
            }
            let heading = hit.kind.title();
            text.push_str(&format!(
                "{}{}, {year}\n",
                heading[..1].to_uppercase(),
                &heading[1..]
            ));
            kind = Some(hit.kind);
        }
        text.push_str(&format!(
            "{:<id$}  {}\n",
            hit.id,
            cut(&hit.title, WIDTH - id - 2)
        ));
        let facts = facts(hit);
        if !facts.is_empty() {
            text.push_str(&wrap(&facts, &indent, &indent));
        }
    }
    text
}

/// The collection types with their caps, and in which direction the measure counts.
fn facts(hit: &Hit) -> String {
    let of_type = |it: &HitType| match (it.cap, it.has_benchmark) {
        (Some(cap), _) => format!("{} (at most {} points)", it.kind.key(), plain(cap)),
        (None, false) => format!("{} (no benchmark)", it.kind.key()),
        (None, true) => it.kind.key().to_owned(),
    };
    let types: Vec<String> = hit.collection_types.iter().map(of_type).collect();
    let mut facts: Vec<String> = Vec::new();
    if !types.is_empty() {
        facts.push(types.join(", "));
    }
    if hit.inverse {
        facts.push("lower is better".into());
    }
    if hit.outcome {
        facts.push("outcome".into());
    } else if hit.high_priority {
        facts.push("high priority".into());
    }
    facts.join("; ")
}
