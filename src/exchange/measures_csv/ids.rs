//! The ids of measures, as people write them.

use crate::rules::measures::Inventory;

/// A measure that a cell names, and whether a CMS number did, which only an eCQM has.
pub struct Named {
    pub id: String,
    pub is_ecqm: bool,
}

/// Words that stand before an id and are no part of it.
const LABELS: [&str; 12] = [
    "MIPS", "QUALITY", "ID", "MEASURE", "QPP", "QID", "NUMBER", "NO.", "NO", "CQM", "ECQM",
    "EMEASURE",
];

/// What a cell names: `1`, `#001`, `MIPS 1`, `Quality ID 001`, `Measure 236`, `CMS122v13`. None where a CMS number is of no
/// measure of the year.
pub fn named(inventory: Option<&Inventory>, cell: &str) -> Option<Named> {
    let plain = |id: &str| {
        Some(Named {
            id: id.to_owned(),
            is_ecqm: false,
        })
    };
    let knows = |id: &str| {
        inventory.is_some_and(|it| {
            it.quality.contains_key(id)
                || it.promoting_interoperability.contains_key(id)
                || it.improvement_activities.contains_key(id)
                || it.cost.contains_key(id)
        })
    };
    let cell = cell.trim();
    if knows(cell) {
        return plain(cell);
    }
    let upper = cell.to_ascii_uppercase();
    let word = upper
        .split(|letter: char| {
            letter.is_whitespace() || matches!(letter, '#' | ':' | '(' | ')' | ',')
        })
        .find(|word| !word.is_empty() && !LABELS.contains(word))?;
    if let Some(number) = cms_number(word) {
        let rows = inventory.into_iter().flat_map(|it| &it.quality);
        let has_number = |cms_id: &str| cms_number(cms_id).as_ref() == Some(&number);
        return rows
            .into_iter()
            .find(|(_, row)| row.cms_id.as_deref().is_some_and(has_number))
            .map(|(id, _)| Named {
                id: id.clone(),
                is_ecqm: true,
            });
    }
    if let Some(completed) = three_digits(word.trim_start_matches('Q')) {
        return plain(&completed);
    }
    if knows(word) {
        return plain(word);
    }
    // Letters of an id may be written small.
    let near = inventory.and_then(|it| ids(it).find(|known| known.eq_ignore_ascii_case(cell)));
    plain(near.map_or(cell, String::as_str))
}

/// The ids of a year, of every category.
fn ids(inventory: &Inventory) -> impl Iterator<Item = &String> {
    inventory
        .quality
        .keys()
        .chain(inventory.promoting_interoperability.keys())
        .chain(inventory.improvement_activities.keys())
        .chain(inventory.cost.keys())
}

/// `1` as `001`, `1SSP` as `001SSP`; none for what is no number of a quality measure.
fn three_digits(word: &str) -> Option<String> {
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = word.split_at(digits);
    (digits > 0 && matches!(rest, "" | "SSP")).then(|| format!("{number:0>3}{rest}"))
}

/// `122` of `CMS122v13` and `CMS122`.
fn cms_number(word: &str) -> Option<String> {
    let rest = word
        .strip_prefix("CMS")
        .or_else(|| word.strip_prefix("cms"))?
        .trim_start_matches(['-', '_']);
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let version = &rest[digits.len()..];
    let is_version = version.is_empty()
        || version.strip_prefix(['v', 'V']).is_some_and(|it| {
            it.chars()
                .all(|letter| letter.is_ascii_digit() || letter == '.')
        });
    let number = digits.trim_start_matches('0').to_owned();
    (!number.is_empty() && is_version).then_some(number)
}
