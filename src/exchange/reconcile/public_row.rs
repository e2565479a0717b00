//! A row of CMS's public files on scores: the QPP Experience file and Care Compare, by the names of their columns.

use rust_decimal::Decimal;

use super::claim::Claim;
use crate::{
    batch::Map,
    problem::{Code, Place, Problem, Problems},
    report::tree::Tree,
};

/// Percents are printed with one decimal, cut off or rounded: this far may the true figure be below and above.
const PRINTED_PERCENT: (Decimal, Decimal) = (
    Decimal::from_parts(5, 0, 0, false, 2),
    Decimal::from_parts(1, 0, 0, false, 1),
);

/// What the built-in maps of public files find in a row, by the map that finds most.
fn figures(cells: &[(&str, &str)]) -> Vec<(String, Decimal)> {
    let maps = Map::names().into_iter().filter_map(Map::built_in);
    let found = maps.map(|map| map.figures(cells));
    found.max_by_key(Vec::len).unwrap_or_default()
}

/// Whether the first line has the headings of such a file.
pub fn is_table(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let headings = first.split(',').map(|it| it.trim().trim_matches('"'));
    let cells: Vec<(&str, &str)> = headings.map(|heading| (heading, "1")).collect();
    let found = figures(&cells);
    found.len() > 1 && found.iter().any(|(path, _)| path == "final_score")
}

/// What a row claims; the row is needed where there are several.
pub fn claims(name: &str, text: &str, row: Option<usize>) -> Result<Vec<Claim>, Problems> {
    let refuse = |message: String| {
        let mut problem = Problem::new(Code::MissingKey, "", message);
        problem.place = Some(Place::of_whole(name));
        Problems::from(problem)
    };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let headings = reader
        .headers()
        .map_err(|error| refuse(error.to_string()))?
        .clone();
    let mut chosen = None;
    let mut many = 0;
    for record in reader.records() {
        let record = record.map_err(|error| refuse(error.to_string()))?;
        many += 1;
        if row.unwrap_or(1) == many {
            chosen = Some(record);
        }
    }
    if row.is_none() && many > 1 {
        return Err(refuse(format!(
            "the table has {many} rows: choose the practice's with --row N, the first below the headings is 1"
        )));
    }
    let Some(record) = chosen else {
        return Err(refuse(format!(
            "there is no such row: the table has {many}"
        )));
    };
    let cells: Vec<(&str, &str)> = headings.iter().zip(record.iter()).collect();
    let claims = figures(&cells).into_iter().map(|(path, number)| {
        let mut claim = Claim::of(&path, Some(Tree::from(number)));
        if path.starts_with("categories.") && path.ends_with(".percent") {
            claim.slack = PRINTED_PERCENT;
        }
        claim
    });
    Ok(claims.collect())
}
