//! A reconciliation as text and JSON.

use super::{Reconciliation, Row, claim::Difference};
use crate::report::tree::Tree;

/// A sentence for the first difference, then every figure, ours beside theirs.
#[must_use]
pub fn text(found: &Reconciliation) -> String {
    let mut text = match found.first() {
        None => match (found.compared(), found.rows.len()) {
            (compared, all) if compared == all => {
                format!("all {all} figures agree with {}\n", found.theirs)
            }
            // A figure that one side does not have proves nothing.
            (compared, all) => format!(
                "{compared} of {all} figures could be compared with {}, and agree; one side does not have the others\n",
                found.theirs
            ),
        },
        Some(first) => {
            let kind = first.kind.map_or("", Difference::key);
            format!(
                "the first difference from {} is one of {kind}: {}, {} here and {} there\n",
                found.theirs,
                first.path,
                said(first.ours.as_deref()),
                said(first.theirs.as_deref()),
            )
        }
    };
    let width = |of: fn(&Row) -> usize, least: usize| {
        let widths = found.rows.iter().map(of);
        widths.max().unwrap_or_default().max(least)
    };
    let path = width(|row| row.path.chars().count(), 4);
    let ours = width(|row| said(row.ours.as_deref()).chars().count(), 4);
    let theirs = width(|row| said(row.theirs.as_deref()).chars().count(), 6);
    text.push_str(&format!(
        "\n{:path$}  {:>ours$}  {:>theirs$}\n",
        "", "ours", "theirs"
    ));
    for row in &found.rows {
        let mark = match (row.differs, row.follows, row.kind) {
            (true, true, _) => "  follows".to_owned(),
            (true, false, Some(kind)) => format!("  differs: {}", kind.key()),
            _ => String::new(),
        };
        let line = format!(
            "{:path$}  {:>ours$}  {:>theirs$}{mark}",
            row.path,
            said(row.ours.as_deref()),
            said(row.theirs.as_deref()),
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn said(value: Option<&str>) -> &str {
    value.unwrap_or("-")
}

/// Whether it agrees, the first difference, every figure.
#[must_use]
pub fn tree(found: &Reconciliation) -> Tree {
    let figure = |value: &Option<String>| match value {
        Some(text) if crate::decimal::parse(text).is_some() => Tree::Number(text.clone()),
        Some(text) if text == "true" || text == "false" => Tree::Boolean(text == "true"),
        Some(text) => text.as_str().into(),
        None => Tree::Null,
    };
    let first = found.first().map_or(Tree::Null, |row| {
        Tree::Object(vec![
            ("path", row.path.as_str().into()),
            ("ours", figure(&row.ours)),
            ("theirs", figure(&row.theirs)),
            ("kind", row.kind.map(Difference::key).into()),
        ])
    });
    let rows = found.rows.iter().map(|row| {
        Tree::Object(vec![
            ("path", row.path.as_str().into()),
            ("ours", figure(&row.ours)),
            ("theirs", figure(&row.theirs)),
            ("differs", row.differs.into()),
            ("follows", row.follows.into()),
        ])
    });
    Tree::Object(vec![
        ("agrees", found.agrees().into()),
        ("compared", Tree::Number(found.compared().to_string())),
        ("first", first),
        ("rows", Tree::List(rows.collect())),
    ])
}
