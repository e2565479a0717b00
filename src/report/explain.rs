//! The worksheet in words: each figure with its formula, filled with its operands, and its citation.

use std::{collections::BTreeMap, sync::OnceLock};

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::{
    decimal::plain,
    rules::{
        book::{Citation, YearRules},
        embedded,
    },
    score::worksheet::{Line, Worksheet},
};

/// The wording of a figure, from `rules/lines.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Wording {
    /// What the figure is.
    pub title: String,
    /// The table of the rules whose citation governs it.
    pub table: String,
    /// The rounding of the rules that makes its value of the formula's.
    pub rounding: Option<String>,
    /// Its formula.
    pub formula: Option<String>,
    /// Its formulas, where it has several.
    #[serde(default)]
    pub formulas: BTreeMap<String, String>,
}

/// The wording of every figure, by name.
///
/// # Panics
///
/// Never: a test reads the embedded table.
#[must_use]
pub fn wordings() -> &'static BTreeMap<String, Wording> {
    static WORDINGS: OnceLock<BTreeMap<String, Wording>> = OnceLock::new();
    WORDINGS.get_or_init(embedded::lines)
}

/// One figure, ready to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explained {
    /// Its name.
    pub name: &'static str,
    /// Of what, where there are several.
    pub subject: Option<String>,
    /// What it is.
    pub title: String,
    /// The figure as it is used and shown.
    pub value: String,
    /// The figure before it was rounded.
    pub exact: String,
    /// Its formula with the operands filled in; absent for a figure that was given.
    pub formula: Option<String>,
    /// Where it comes from in the law.
    pub citation: Citation,
}

/// Explains every line of a worksheet.
#[must_use]
pub fn explain(rules: &YearRules, sheet: &Worksheet) -> Vec<Explained> {
    sheet
        .lines()
        .iter()
        .map(|line| explain_line(rules, sheet, line))
        .collect()
}

fn explain_line(rules: &YearRules, sheet: &Worksheet, line: &Line) -> Explained {
    let wording = &wordings()[line.name.key()];
    let table = line.table.as_deref().unwrap_or(&wording.table);
    let template = formula(wording, line);
    let is_rounded =
        wording.rounding.is_some() || template.is_some_and(|text| text.starts_with("round"));
    let filled = template.map(|template| fill(template, rules, sheet, line));
    let places = wording
        .rounding
        .as_ref()
        .and_then(|path| rules.figure(&format!("{path}.places")));
    Explained {
        name: line.name.key(),
        subject: line.subject.as_ref().map(ToString::to_string),
        title: wording.title.clone(),
        // A rounded figure shows its places, another one no zeros that say nothing.
        value: if is_rounded {
            line.value.to_string()
        } else {
            plain(line.value)
        },
        exact: plain(line.exact),
        formula: match places {
            Some(places) => filled.map(|filled| format!("round({filled}, {places})")),
            None => filled,
        },
        citation: rules.citation(table),
    }
}

fn formula<'w>(wording: &'w Wording, line: &Line) -> Option<&'w String> {
    match line.branch {
        Some(branch) => wording.formulas.get(branch).or(wording.formula.as_ref()),
        None => wording.formula.as_ref(),
    }
}

/// Puts figures in the place of names.
fn fill(template: &str, rules: &YearRules, sheet: &Worksheet, line: &Line) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        if first.is_ascii_alphabetic() {
            let (name, after) = rest.split_at(rest.find(|c| !is_name(c)).unwrap_or(rest.len()));
            if after.starts_with('(') {
                filled.push_str(name);
            } else {
                filled.push_str(&operand(name, rules, sheet, line));
            }
            rest = after;
        } else if let Some(reference) = rest.strip_prefix('=') {
            let (name, after) =
                reference.split_at(reference.find(|c| !is_name(c)).unwrap_or(reference.len()));
            let inner = sheet.find(name, line.subject.as_deref()).and_then(|other| {
                let template = formula(&wordings()[other.name.key()], other)?;
                Some(fill(template, rules, sheet, other))
            });
            filled.push_str(&format!("({})", inner.unwrap_or_else(|| "0".into())));
            rest = after;
        } else if first.is_ascii_digit() {
            let (number, after) = rest.split_at(rest.find(|c| !is_name(c)).unwrap_or(rest.len()));
            filled.push_str(number);
            rest = after;
        } else {
            filled.push(if first == '*' { 'x' } else { first });
            rest = &rest[first.len_utf8()..];
        }
    }
    filled
}

/// The figure that a name stands for. A line that was not recorded adds nothing: its category is not scored.
fn operand(name: &str, rules: &YearRules, sheet: &Worksheet, line: &Line) -> String {
    if let Some(path) = name.strip_prefix("rules.") {
        return plain(rules.figure(path).unwrap_or(Decimal::ZERO));
    }
    let (name, exact) = match name.strip_suffix(".exact") {
        Some(name) => (name, true),
        None => (name, false),
    };
    let found = sheet.find(name, line.subject.as_deref());
    let figure = found.map_or(
        Decimal::ZERO,
        |found| if exact { found.exact } else { found.value },
    );
    let text = plain(figure);
    if text.starts_with('-') {
        format!("({text})")
    } else {
        text
    }
}
