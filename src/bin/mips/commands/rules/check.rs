//! `mips rules check`

use std::{collections::BTreeMap, path::PathBuf};

use anyhow::anyhow;
use mips::{
    Problem, RuleBook,
    problem::counted,
    report::{self, problems, tree::Tree},
    rules::{book::TableName, check_dates},
};

use crate::{
    args::rules::{CheckArgs, TableFormat},
    files,
    output::Status,
    sink,
};

/// One of the user's tables.
struct File {
    table: TableName,
    name: String,
    bytes: Vec<u8>,
}

/// Loads every year of the folder, and says what keeps it from being loaded, and which of its dates look odd.
///
/// # Errors
///
/// A folder or file that cannot be read, or a result that cannot be written.
pub fn run(args: &CheckArgs) -> anyhow::Result<Status> {
    files::keep_apart(
        files::rule_inputs(Some(&args.directory))
            .iter()
            .map(PathBuf::as_path),
        &[args.output.to.as_deref()],
    )?;
    let mut years: BTreeMap<u16, Vec<File>> = BTreeMap::new();
    for (year, table, path) in files::rule_files(&args.directory)? {
        let name = path.display().to_string();
        let bytes = files::rule_table(&path)?;
        years
            .entry(year)
            .or_default()
            .push(File { table, name, bytes });
    }
    if years.is_empty() {
        return Err(anyhow!(
            "{}: the folder has no YEAR/rules.toml, YEAR/benchmarks.toml or YEAR/measures.toml",
            args.directory.display()
        ));
    }
    let found: Vec<(u16, Vec<Problem>)> = years
        .iter()
        .map(|(year, files)| (*year, problems_of(*year, files)))
        .collect();
    let text = match args.output.format {
        TableFormat::Json => as_json(&found),
        TableFormat::Text => as_text(&found),
    };
    sink::write(&text, args.output.to.as_deref())?;
    let well = found
        .iter()
        .all(|(_, problems)| !problems.iter().any(Problem::is_error));
    Ok(if well {
        Status::Ran
    } else {
        Status::GateFailed
    })
}

/// What keeps a year from being loaded; of a year that is loaded, the dates that look odd. A fault in `rules.toml` does not hide those of the other tables.
fn problems_of(year: u16, files: &[File]) -> Vec<Problem> {
    let loaded = |tables: &[TableName]| {
        let mut book = RuleBook::built_in();
        for file in files.iter().filter(|file| tables.contains(&file.table)) {
            book.replace(year, file.table, file.name.as_str(), file.bytes.clone());
        }
        book.year(year)
    };
    let first = match loaded(&TableName::ALL) {
        Ok(rules) => return check_dates(&rules),
        Err(first) => first,
    };
    let mut problems = first.0;
    let has_base = RuleBook::built_in().text(year, TableName::Rules).is_some();
    if has_base
        && loaded(&[TableName::Rules]).is_err()
        && let Err(more) = loaded(&[TableName::Benchmarks, TableName::Measures])
    {
        problems.extend(more.0);
    }
    problems
}

fn as_text(found: &[(u16, Vec<Problem>)]) -> String {
    let mut text = String::new();
    for (year, problems) in found {
        for problem in problems {
            text.push_str(&format!("{problem}\n"));
        }
        let errors = problems.iter().filter(|it| it.is_error()).count();
        let odd = match problems.len() - errors {
            0 => String::new(),
            odd => format!(", {}", counted(odd, "warning")),
        };
        text.push_str(&match errors {
            0 => format!("{year}: no errors found{odd}\n"),
            some => format!("{year}: {}{odd}\n", counted(some, "error")),
        });
    }
    text
}

fn as_json(found: &[(u16, Vec<Problem>)]) -> String {
    let years = found.iter().map(|(year, found)| {
        Tree::Object(vec![
            ("performance_year", (*year).into()),
            ("valid", (!found.iter().any(Problem::is_error)).into()),
            (
                "problems",
                Tree::List(found.iter().map(problems::tree).collect()),
            ),
        ])
    });
    report::headed("years", Tree::List(years.collect())).pretty() + "\n"
}
