//! Figures of the starter that were left in a practice file.

use rust_decimal::Decimal;

use crate::{
    decimal,
    document::{Document, Table, Value},
    practice::Practice,
    problem::{Code, Problem},
    reference::starter::{Wish, starter},
    rules::book::YearRules,
};

/// So many figures of the starter are no chance.
const TELLING: usize = 2;

/// The keys whose figures say something of the practice. A number of days or of clinicians may well be the starter's.
const OWN: [&str; 9] = [
    "part_b_paid",
    "numerator",
    "denominator",
    "rate",
    "cases",
    "cost",
    "percent",
    "points",
    "eligible_population",
];

/// Says that the starter's name or figures are in the file.
#[must_use]
pub fn untouched(document: &Document, practice: &Practice, rules: &YearRules) -> Option<Problem> {
    let starters = starters(rules, practice);
    let own = leaves(document.root());
    let name = starters.iter().find_map(name);
    let has_name = name.is_some() && name == practice.name;
    let left: Vec<String> = starters
        .iter()
        .map(|starter| {
            let theirs = leaves(starter.root());
            let same = own.iter().filter(|leaf| theirs.contains(leaf));
            same.map(|(path, _)| path.clone()).collect::<Vec<_>>()
        })
        .max_by_key(Vec::len)
        .unwrap_or_default();
    if !has_name && left.len() < TELLING {
        return None;
    }
    let path = if has_name { "practice.name" } else { &left[0] };
    let figures = match left.len() {
        0 => String::new(),
        1 => format!(" and its figure at {}", left[0]),
        n => format!(" and {n} of its figures ({}, ...)", left[0]),
    };
    let message = match (has_name, left.len()) {
        (true, _) => format!("the starter's name{figures} stand in the file"),
        (false, n) => format!("{n} figures are the starter's: {}", left.join(", ")),
    };
    let mut problem = Problem::new(Code::Unlikely, path, message);
    problem.help = Some("put your own figures in their place".into());
    Some(problem)
}

/// The starters of the year for the practice's pathway.
fn starters(rules: &YearRules, practice: &Practice) -> Vec<Document> {
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
            let text = starter(rules, wish).ok()?;
            Document::read("starter", text.as_bytes()).ok()
        })
        .collect()
}

fn name(document: &Document) -> Option<String> {
    match &document.get("practice.name")?.value {
        Value::Text(name) => Some(name.clone()),
        _ => None,
    }
}

/// The practice's own figures with their paths. Nothing and everything are no telling percents.
fn leaves(root: &Table) -> Vec<(String, Decimal)> {
    let mut found = Vec::new();
    let mut open: Vec<(String, &Table)> = vec![(String::new(), root)];
    while let Some((path, table)) = open.pop() {
        for (key, node) in &table.entries {
            let path = if path.is_empty() {
                key.clone()
            } else {
                format!("{path}.{key}")
            };
            match &node.value {
                Value::Table(table) if key != "expect" => open.push((path, table)),
                Value::Number(text) if OWN.contains(&key.as_str()) => {
                    let figure = decimal::parse(text)
                        .filter(|figure| !figure.is_zero() && *figure != Decimal::ONE_HUNDRED);
                    found.extend(figure.map(|figure| (path, figure)));
                }
                _ => {}
            }
        }
    }
    found.sort();
    found
}
