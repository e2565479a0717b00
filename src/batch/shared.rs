//! Finds the errors that all rows share, once, before the first row is read.

use std::collections::BTreeSet;

use serde_json::Value;

use super::job::{Failure, Job};
use crate::{
    document::{
        Document,
        setting::{Setting, segments},
    },
    practice,
    problem::{Code, Place, Problem, Problems},
    reference::schema,
};

/// Checks the columns, the rules, and the base document with the settings.
pub(super) fn check(job: &Job<'_>) -> Result<(), Failure> {
    let mut problems = of_columns(job.columns);
    if problems.is_empty() {
        problems = of_base(job);
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Failure::Heading(problems))
    }
}

/// The errors in `--columns`.
pub(crate) fn of_columns(columns: &[String]) -> Problems {
    let mut problems = Problems::default();
    if columns.is_empty() {
        return problems;
    }
    let result = schema::output();
    for path in columns {
        if let Some(mut problem) = no_figure(&result, path) {
            problem.place = Some(Place::of_whole(format!("--columns {path}")));
            problems.push(problem);
        }
    }
    problems
}

/// The error for a path that no result has. Below a list any name or position is accepted.
fn no_figure(result: &Value, path: &str) -> Option<Problem> {
    const HELP: &str = "`mips schema output` lists what a result has";
    let Some(keys) = segments(path) else {
        let message = format!("`{path}` is not a dotted path");
        return Some(Problem::new(Code::BadSetting, path, message).help(HELP));
    };
    let mut schema = resolved(result, &result["definitions"]["result"]);
    for (n, key) in keys.iter().enumerate() {
        if schema["type"] == "array" {
            return None;
        }
        // A row's result leaves out the lines of the worksheet.
        let members: Vec<&str> = schema["properties"]
            .as_object()
            .into_iter()
            .flat_map(|members| members.keys().map(String::as_str))
            .filter(|name| n > 0 || *name != "lines")
            .collect();
        if !members.contains(key) {
            let message = format!("the results have no figure `{path}`");
            let problem = Problem::new(Code::UnknownKey, path, message);
            let in_category = format!("categories.{path}");
            if n == 0 && no_figure(result, &in_category).is_none() {
                return Some(problem.help(format!("did you mean `{in_category}`?")));
            }
            let Some(near) = crate::problem::closest(key, members) else {
                return Some(problem.help(HELP));
            };
            let mut meant = keys.clone();
            meant[n] = near;
            return Some(problem.help(format!("did you mean `{}`?", meant.join("."))));
        }
        schema = resolved(result, &schema["properties"][key]);
    }
    None
}

/// Follows a reference in the schema, and picks the part that is not null.
fn resolved<'s>(root: &'s Value, mut schema: &'s Value) -> &'s Value {
    loop {
        schema = match (schema["$ref"].as_str(), schema["anyOf"].as_array()) {
            (Some(path), _) => match root.pointer(path.trim_start_matches('#')) {
                Some(schema) => schema,
                None => return schema,
            },
            (None, Some(some)) => match some.iter().find(|it| it["type"] != "null") {
                Some(schema) => schema,
                None => return schema,
            },
            (None, None) => return schema,
        };
    }
}

/// The errors of the base document with the settings and of the rules, whatever the rows are. Missing keys are not errors here,
/// because rows may have them; nor are contradictions, because rows may replace a value.
fn of_base(job: &Job<'_>) -> Problems {
    let (of_rules, of_practice): (Vec<Setting>, Vec<Setting>) =
        job.settings.iter().cloned().partition(Setting::is_of_rules);
    let mut document: Document = job.base.clone();
    if let Err(problems) = document.lay(&of_practice) {
        return problems;
    }
    let (mut file, mut found) = practice::read(&document);
    found.append(practice::check_form(&mut file).0);
    let is_set = |path: &str| of_practice.iter().any(|setting| setting.path == path);
    let is_wrong = |problem: &Problem| match problem.code {
        Code::MissingKey => false,
        Code::UnknownKey | Code::WrongType => true,
        _ => problem.is_error() && is_set(&problem.path),
    };
    let mut problems = Problems(found.0.into_iter().filter(is_wrong).collect());
    let of_year = match file.performance_year {
        Some(year) => job.book.year_with(year, &of_rules).err(),
        None => of_any_year(job, &of_rules),
    };
    document.locate(&mut problems);
    // Errors in rules have their own places.
    problems.append(of_year.unwrap_or_default().0);
    problems
}

/// The errors in the user's rules of any year, and in settings that suit no year.
fn of_any_year(job: &Job<'_>, of_rules: &[Setting]) -> Option<Problems> {
    let replaced: BTreeSet<u16> = job.book.replaced_years().collect();
    let of_files = replaced.iter().find_map(|year| job.book.year(*year).err());
    if of_files.is_some() || of_rules.is_empty() {
        return of_files;
    }
    let mut last = None;
    for year in job.book.years() {
        match job.book.year_with(year, of_rules) {
            Ok(_) => return None,
            Err(problems) => last = Some(problems),
        }
    }
    last
}
