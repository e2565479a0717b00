//! What was left of the starter in a practice file.

use std::collections::HashSet;

use crate::{
    document::{Document, Value},
    practice::Practice,
    problem::{Code, Problem},
    reference::starter::{Wish, starter},
    rules::book::YearRules,
};

/// This many figures of the starter are not a coincidence.
const TELLING: usize = 2;

/// Says that the starter's name or figures are in the file. A figure is the starter's where its whole line is, with the
/// remark behind it: the same round percent may well be a practice's own.
#[must_use]
pub fn untouched(document: &Document, practice: &Practice, rules: &YearRules) -> Option<Problem> {
    let starters = starters(rules, practice);
    let name = starters.iter().find_map(|text| name(text));
    let has_name = name.is_some() && name == practice.name;
    let offered: HashSet<&str> = starters.iter().flat_map(|text| offered(text)).collect();
    let left = left(document.text(), &offered);
    if !has_name && left.len() < TELLING {
        return None;
    }
    let path = if has_name { "practice.name" } else { &left[0] };
    let (figures, stand) = match &left[..] {
        [] => (String::new(), "stands"),
        [one] => (format!(" and its figure at {one}"), "stand"),
        [first, ..] => (
            format!(" and {} of its figures ({first}, ...)", left.len()),
            "stand",
        ),
    };
    let message = if has_name {
        format!("the starter's name{figures} {stand} in the file")
    } else {
        format!(
            "{} figures are the starter's: {}",
            left.len(),
            left.join(", ")
        )
    };
    let mut problem = Problem::new(Code::Unlikely, path, message);
    problem.help = Some("put your own in their place".into());
    Some(problem)
}

/// The starters of the year for the practice's pathway.
fn starters(rules: &YearRules, practice: &Practice) -> Vec<String> {
    let wishes = [(false, false), (false, true), (true, false), (true, true)];
    wishes
        .into_iter()
        .filter_map(|(small_practice, measures)| {
            let wish = Wish {
                pathway: practice.pathway,
                small_practice,
                measures,
                specialty: None,
                mvp: None,
            };
            starter(rules, wish).ok()
        })
        .collect()
}

fn name(starter: &str) -> Option<String> {
    let document = Document::read("starter", starter.as_bytes()).ok()?;
    match &document.get("practice.name")?.value {
        Value::Text(name) => Some(name.clone()),
        _ => None,
    }
}

/// The lines with figures that a starter offers in remarks, each with the remark behind it.
fn offered(starter: &str) -> impl Iterator<Item = &str> {
    starter
        .lines()
        .filter_map(|line| line.strip_prefix("# "))
        .filter(|line| {
            let figures = line
                .split_once(" # ")
                .and_then(|(it, _)| it.split_once('='));
            figures.is_some_and(|(_, value)| value.contains(|c: char| c.is_ascii_digit()))
        })
}

/// The dotted paths of the lines of a text that are among the offered.
fn left(text: &str, offered: &HashSet<&str>) -> Vec<String> {
    let mut table = String::new();
    let mut left = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            header
                .split(']')
                .next()
                .unwrap_or_default()
                .clone_into(&mut table);
        } else if offered.contains(line) {
            let key = line.split('=').next().unwrap_or_default().trim();
            left.push(format!("{table}.{key}"));
        }
    }
    left
}
