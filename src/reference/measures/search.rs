//! Finding by words.

use super::{Kind, Row, spoken};
use crate::rules::{collection_type::CollectionType, measures::Inventory};

/// Something whose words were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// CMS's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The collection types of a quality measure.
    pub collection_types: Vec<CollectionType>,
}

/// Everything in which all the words occur, whatever their case: in id, title, eCQM id, type, specialty sets. Ids and
/// titles that begin with the words come first.
#[must_use]
pub fn search(inventory: &Inventory, words: &[String], only: Option<CollectionType>) -> Vec<Hit> {
    let words: Vec<String> = words
        .iter()
        .flat_map(|text| text.split_whitespace())
        .map(str::to_lowercase)
        .collect();
    let mut hits: Vec<(u8, Hit)> = Row::all(inventory)
        .filter_map(|(id, row)| {
            let hit = Hit {
                kind: row.kind(),
                id: id.to_owned(),
                title: row.title().to_owned(),
                collection_types: match row {
                    Row::Quality(row) => row.via.clone(),
                    _ => Vec::new(),
                },
            };
            let fits_type = only.is_none_or(|kind| hit.collection_types.contains(&kind));
            let text = haystack(id, row);
            (fits_type && words.iter().all(|word| text.contains(word.as_str())))
                .then(|| (rank(&hit, &words), hit))
        })
        .collect();
    hits.sort_by_key(|(rank, hit)| (*rank, hit.kind));
    hits.into_iter().map(|(_, hit)| hit).collect()
}

fn rank(hit: &Hit, words: &[String]) -> u8 {
    let (id, title) = (hit.id.to_lowercase(), hit.title.to_lowercase());
    let first = words.first().map_or("", String::as_str);
    if id == first {
        0
    } else if title.starts_with(first) {
        1
    } else if words.iter().all(|word| title.contains(word.as_str())) {
        2
    } else {
        3
    }
}

fn haystack(id: &str, row: Row<'_>) -> String {
    let mut parts = vec![
        id.to_owned(),
        row.title().to_owned(),
        row.kind().title().into(),
    ];
    match row {
        Row::Quality(row) => {
            parts.extend(row.cms_id.clone());
            parts.push(spoken(row.measure_type));
            parts.extend(row.sets.iter().map(|set| set.replace('_', " ")));
            parts.extend(row.via.iter().map(|kind| kind.title().to_owned()));
            if row.is_high_priority() {
                parts.push("high priority".into());
            }
        }
        Row::Cost(row) => parts.push(spoken(row.kind)),
        Row::Activity(row) => {
            parts.extend(row.subcategory.iter().map(|text| text.replace('_', " ")));
        }
        Row::Interoperability(row) => {
            parts.extend(row.objective.iter().map(|text| text.replace('_', " ")));
        }
        Row::Mvp(_) => {}
    }
    parts.join("\n").to_lowercase()
}
