//! `mips rules diff`

use mips::{
    report::{layout::wrap, table, tree::Tree},
    rulebook::{Citation, YearRules},
    rules::diff::{Change, diff, diff_sources},
};

use crate::{
    args::{Format, rules::DiffArgs},
    files,
    output::Status,
};

const COLUMNS: [&str; 6] = [
    "path",
    "words",
    "before",
    "after",
    "cite_before",
    "cite_after",
];

/// Says what changes between two years.
///
/// # Errors
///
/// An unknown year, or a result that cannot be written.
pub fn run(args: &DiffArgs) -> anyhow::Result<Status> {
    let book = files::rule_book(args.place.rules.as_deref())?;
    let (before, after) = (book.year(args.before)?, book.year(args.after)?);
    let mut changes = diff(&before, &after);
    if args.all {
        changes.extend(diff_sources(&before, &after));
    }
    let rows = || -> Vec<Vec<String>> { changes.iter().map(row).collect() };
    let text = match args.format {
        Format::Text => text(&before, &after, &changes),
        Format::Json => Tree::List(changes.iter().map(tree).collect()).pretty() + "\n",
        Format::Csv => table::csv(&COLUMNS, &rows()),
        Format::Markdown => table::markdown(&COLUMNS, &rows()),
    };
    files::write(&text, args.place.output.as_deref())?;
    Ok(Status::Ran)
}

fn text(before: &YearRules, after: &YearRules, changes: &[Change]) -> String {
    let [old, new] = [before, after].map(|rules| rules.performance_year);
    let number = match changes.len() {
        0 => "nothing changes".into(),
        1 => "1 change".into(),
        more => format!("{more} changes"),
    };
    let mut text = format!(
        "Performance year {old} to {new} (payments of {} to {}): {number}\n",
        before.payment_year, after.payment_year
    );
    for change in changes {
        text.push('\n');
        text.push_str(&wrap(&change.words, "", "  "));
        for (year, value, cite) in [
            (old, &change.before, &change.cite_before),
            (new, &change.after, &change.cite_after),
        ] {
            let value = value.as_deref().unwrap_or("-");
            text.push_str(&wrap(value, &format!("  {year}  "), "        "));
            if let Some(cite) = cite {
                text.push_str(&wrap(&cited(cite), "        ", "        "));
            }
        }
    }
    text
}

/// A citation in brackets, with how sure it is.
fn cited(citation: &Citation) -> String {
    let status = citation
        .status
        .and_then(|status| serde_json::to_value(status).ok());
    match status.as_ref().and_then(serde_json::Value::as_str) {
        Some(status) => format!("({}; {status})", citation.cite),
        None => format!("({})", citation.cite),
    }
}

fn tree(change: &Change) -> Tree {
    let cite = |citation: &Option<Citation>| citation.as_ref().map(|it| it.cite.clone()).into();
    Tree::Object(vec![
        ("path", change.path.as_str().into()),
        ("words", change.words.as_str().into()),
        ("before", change.before.clone().into()),
        ("after", change.after.clone().into()),
        ("cite_before", cite(&change.cite_before)),
        ("cite_after", cite(&change.cite_after)),
    ])
}

fn row(change: &Change) -> Vec<String> {
    let tree = tree(change);
    COLUMNS
        .iter()
        .map(|key| tree.get(key).map_or_else(String::new, Tree::cell))
        .collect()
}
