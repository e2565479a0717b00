//! The ids of measures, as people write them.

use crate::rules::measures::Inventory;

/// A measure that a cell names, and whether a CMS number did, which only an eCQM has.
pub struct Named {
    pub id: String,
    pub is_ecqm: bool,
}

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
    let words: Vec<&str> = upper
        .split(|letter: char| {
            letter.is_whitespace() || matches!(letter, '#' | ':' | '(' | ')' | ',')
        })
        .filter(|word| !word.is_empty())
        .collect();
    let is_label = |word: &str| {
        matches!(
            word,
            "MIPS"
                | "QUALITY"
                | "ID"
                | "MEASURE"
                | "QPP"
                | "QID"
                | "NUMBER"
                | "NO."
                | "NO"
                | "CQM"
                | "ECQM"
                | "EMEASURE"
        )
    };
    let word = words.iter().copied().find(|word| !is_label(word))?;
    if let Some(number) = cms_number(word) {
        let rows = inventory.into_iter().flat_map(|it| &it.quality);
        let of_number = rows
            .filter(|(_, row)| {
                row.cms_id.as_deref().and_then(cms_number).as_deref() == Some(&number)
            })
            .map(|(id, _)| id.clone());
        return of_number
            .into_iter()
            .next()
            .map(|id| Named { id, is_ecqm: true });
    }
    let word = word.trim_start_matches('Q');
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = word.split_at(digits);
    let completed = format!("{number:0>3}{rest}");
    if digits > 0 && (rest.is_empty() || rest == "SSP") {
        return plain(&completed);
    }
    let original = words.iter().copied().find(|word| !is_label(word))?;
    if knows(original) {
        return plain(original);
    }
    // Letters of an id may be written small.
    let near = inventory.and_then(|it| {
        let all = it
            .quality
            .keys()
            .chain(it.promoting_interoperability.keys());
        let mut all = all
            .chain(it.improvement_activities.keys())
            .chain(it.cost.keys());
        all.find(|known| known.eq_ignore_ascii_case(cell)).cloned()
    });
    near.map_or_else(|| plain(cell), |id| plain(&id))
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
