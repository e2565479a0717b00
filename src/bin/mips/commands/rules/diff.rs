//! `mips rules diff`

use mips::{
    RuleBook,
    report::{self, layout::wrap, table, tree::Tree},
    rules::{
        YearStatus,
        book::{Citation, YearRules},
        diff::{Change, TableChange, diff, diff_sources, diff_tables},
        status::Status,
    },
};

use crate::{
    args::{Format, rules::DiffArgs},
    output, run, sink,
};

const COLUMNS: [&str; 8] = [
    "path",
    "words",
    "before",
    "after",
    "cite_before",
    "cite_after",
    "status_before",
    "status_after",
];

/// Says what changes between two years.
///
/// # Errors
///
/// An unknown year, or a result that cannot be written.
pub fn run(args: &DiffArgs) -> anyhow::Result<output::Status> {
    let place = &args.place;
    let book = run::rules(place.rules.as_deref(), [], &[place.output.as_deref()])?;
    let (before, after) = match args.after {
        Some(after) => (book.year(args.before)?, book.year(after)?),
        None => (
            RuleBook::built_in().year(args.before)?,
            book.year(args.before)?,
        ),
    };
    let mut changes = diff(&before, &after);
    if args.all {
        changes.extend(diff_sources(&before, &after));
    }
    let tables = diff_tables(&before, &after);
    let trees = || {
        let figures = changes.iter().map(tree);
        figures.chain(tables.iter().map(table_tree))
    };
    let rows = || -> Vec<Vec<String>> {
        let figures = changes.iter().map(|change| row(&tree(change)));
        figures.chain(tables.iter().flat_map(table_rows)).collect()
    };
    let text = match args.format {
        Format::Text => {
            text(&before, &after, &changes)
                + &tables_text(&before, &after, &tables)
                + &open_text(&before, &after, &changes)
        }
        Format::Json => report::headed("changes", Tree::List(trees().collect())).pretty() + "\n",
        Format::Csv => table::csv(&COLUMNS, &rows()),
        Format::Markdown => table::markdown(&COLUMNS, &rows()),
    };
    sink::write(&text, args.place.output.as_deref())?;
    Ok(output::Status::Ran)
}

/// What tells the two sides apart in a text: the years, or within one year whose tables they are.
fn sides(before: &YearRules, after: &YearRules) -> [String; 2] {
    let years = [before, after].map(|rules| rules.performance_year);
    if years[0] == years[1] {
        ["built in".into(), "yours".into()]
    } else {
        years.map(|year| year.to_string())
    }
}

fn text(before: &YearRules, after: &YearRules, changes: &[Change]) -> String {
    let [old, new] = sides(before, after);
    let number = match changes.len() {
        0 => "nothing changes".into(),
        1 => "1 change".into(),
        more => format!("{more} changes"),
    };
    let mut text = if before.performance_year == after.performance_year {
        format!(
            "Performance year {}, the built-in rules and yours: {number}\n",
            before.performance_year
        )
    } else {
        format!(
            "Performance year {old} to {new} (payments of {} to {}): {number}\n",
            before.payment_year, after.payment_year
        )
    };
    for change in changes {
        text.push('\n');
        text.push_str(&wrap(&change.words, "", "  "));
        for (year, value, cite) in [
            (&old, &change.before, &change.cite_before),
            (&new, &change.after, &change.cite_after),
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

/// A short summary of what comes, goes and changes, with the ids.
fn tables_text(before: &YearRules, after: &YearRules, tables: &[TableChange]) -> String {
    let [old, new] = if before.performance_year == after.performance_year {
        sides(before, after)
    } else {
        sides(before, after).map(|year| format!("in {year}"))
    };
    let mut text = String::new();
    for table in tables {
        text.push('\n');
        let head = format!(
            "{}: {} {old}, {} {new}",
            table.words, table.before, table.after
        );
        text.push_str(&wrap(&head, "", "  "));
        for (what, ids) in parts(table) {
            if !ids.is_empty() {
                let line = format!("{what} {}: {}", ids.len(), ids.join(", "));
                text.push_str(&wrap(&line, "  ", "    "));
            }
        }
    }
    text
}

/// What is not published of either year, so that it cannot be compared, and what of the later one may still change.
fn open_text(before: &YearRules, after: &YearRules, changes: &[Change]) -> String {
    let year = after.performance_year;
    let mut text = String::new();
    let is_one_year = before.performance_year == year;
    for rules in [before, after].into_iter().skip(is_one_year.into()) {
        let missing: Vec<&str> = [
            ("measures", rules.inventory().is_none()),
            ("benchmarks", rules.benchmarks().is_none()),
        ]
        .into_iter()
        .filter_map(|(table, is_missing)| is_missing.then_some(table))
        .collect();
        if !missing.is_empty() {
            let sentence = format!(
                "Not published for {}, so not compared: {}.",
                rules.performance_year,
                missing.join(", ")
            );
            text.push_str(&wrap(&sentence, "\n", "  "));
        }
    }
    if after.status == YearStatus::Provisional && !is_one_year {
        let may_change = |change: &&Change| {
            let cite = change.cite_after.as_ref();
            cite.is_some_and(|cite| cite.status == Some(Status::Provisional))
        };
        let open = changes.iter().filter(may_change).count();
        let sentence = format!(
            "{year} is provisional: of these {} changes {open} may still change (marked provisional), and what does not \
             differ is carried forward until its final rule is out.",
            changes.len()
        );
        text.push_str(&wrap(&sentence, "\n", "  "));
    }
    text
}

fn parts(table: &TableChange) -> [(&'static str, &[String]); 3] {
    [
        ("added", &table.added),
        ("removed", &table.removed),
        ("changed", &table.changed),
    ]
}

fn table_tree(table: &TableChange) -> Tree {
    let ids = |ids: &[String]| Tree::List(ids.iter().map(|id| id.as_str().into()).collect());
    Tree::Object(vec![
        ("path", table.collection.as_str().into()),
        ("words", table.words.as_str().into()),
        ("before", table.before.to_string().into()),
        ("after", table.after.to_string().into()),
        ("added", ids(&table.added)),
        ("removed", ids(&table.removed)),
        ("changed", ids(&table.changed)),
    ])
}

/// A row for what came, went and changed: the ids are in the year that has them.
fn table_rows(table: &TableChange) -> Vec<Vec<String>> {
    let cells = |what: &str, was: &[String], is: &[String]| {
        let mut row = vec![
            format!("{}.{what}", table.collection),
            format!("{}: {what}", table.words),
            was.join(" "),
            is.join(" "),
        ];
        row.resize(COLUMNS.len(), String::new());
        row
    };
    let rows = [
        cells("added", &[], &table.added),
        cells("removed", &table.removed, &[]),
        cells("changed", &table.changed, &table.changed),
    ];
    let is_some = |row: &Vec<String>| !(row[2].is_empty() && row[3].is_empty());
    rows.into_iter().filter(is_some).collect()
}

/// A citation in brackets, with how sure it is.
fn cited(citation: &Citation) -> String {
    match status_word(citation) {
        Some(status) => format!("({}; {status})", citation.cite),
        None => format!("({})", citation.cite),
    }
}

/// How sure a source is; nothing where it was read in the regulation.
fn status_word(citation: &Citation) -> Option<String> {
    let status = serde_json::to_value(citation.status?).ok()?;
    status.as_str().map(str::to_owned)
}

fn tree(change: &Change) -> Tree {
    let status = |citation: &Option<Citation>| {
        let status = citation.as_ref().and_then(status_word);
        status.into()
    };
    let cite = |citation: &Option<Citation>| citation.as_ref().map(|it| it.cite.clone()).into();
    Tree::Object(vec![
        ("path", change.path.as_str().into()),
        ("words", change.words.as_str().into()),
        ("before", change.before.clone().into()),
        ("after", change.after.clone().into()),
        ("cite_before", cite(&change.cite_before)),
        ("cite_after", cite(&change.cite_after)),
        ("status_before", status(&change.cite_before)),
        ("status_after", status(&change.cite_after)),
    ])
}

fn row(tree: &Tree) -> Vec<String> {
    COLUMNS
        .iter()
        .map(|key| tree.get(key).map_or_else(String::new, Tree::cell))
        .collect()
}
