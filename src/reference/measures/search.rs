//! Finding by words.

use rust_decimal::Decimal;

use super::{
    offers::{Offer, offers},
    row::{Kind, Row, spoken},
    specialty::{everyday, specialties},
};
use crate::rules::{book::YearRules, collection_type::CollectionType, measures::Inventory};

/// Something whose words were found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// CMS's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The collection types of a quality measure.
    pub collection_types: Vec<HitType>,
    /// Lower rates are better.
    pub inverse: bool,
    /// It fills the outcome slot.
    pub outcome: bool,
    /// It is a high-priority measure.
    pub high_priority: bool,
}

/// A collection type of something found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HitType {
    /// Which one.
    pub kind: CollectionType,
    /// Whether there is a benchmark.
    pub has_benchmark: bool,
    /// The cap on its points, where it applies.
    pub cap: Option<Decimal>,
}

impl From<Offer> for HitType {
    fn from(offer: Offer) -> Self {
        Self {
            kind: offer.collection_type,
            has_benchmark: offer.scale.is_some(),
            cap: offer.scale.and_then(|scale| scale.cap),
        }
    }
}

/// What narrows a search beside its words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Among<'a> {
    /// One collection type alone.
    pub collection_type: Option<CollectionType>,
    /// The measures of this set of ids alone.
    pub ids: Option<&'a [String]>,
}

/// Everything in which all the words occur, whatever their case: in id, title, eCQM id, type, specialties, and of an MVP
/// the specialties that it is for. Ids and titles that begin with the words come first.
///
/// ```
/// use mips::{RuleBook, reference::measures::{Among, search}};
///
/// let rules = RuleBook::built_in().year(2025)?;
/// let words = ["controlling high".to_owned()];
/// let hits = search(&rules, rules.inventory().unwrap(), &words, Among::default());
/// assert_eq!(hits[0].id, "236");
/// # Ok::<(), mips::Problems>(())
/// ```
#[must_use]
pub fn search(
    rules: &YearRules,
    inventory: &Inventory,
    words: &[String],
    among: Among<'_>,
) -> Vec<Hit> {
    let words: Vec<String> = words
        .iter()
        .flat_map(|text| text.split_whitespace())
        .map(str::to_lowercase)
        .collect();
    let specialties = specialties(inventory);
    let mut hits: Vec<(u8, Hit)> = Row::all(inventory)
        .filter(|(id, _)| among.ids.is_none_or(|ids| ids.iter().any(|it| it == id)))
        .filter_map(|(id, row)| {
            let mut text = haystack(id, row);
            if matches!(row, Row::Mvp(_)) {
                let own = specialties
                    .iter()
                    .filter(|it| it.mvps.iter().any(|mvp| mvp == id));
                own.for_each(|it| text.push_str(&format!("\n{}", it.title())));
            }
            if !words.iter().all(|word| occurs(word, &text)) {
                return None;
            }
            let hit = hit(rules, inventory, id, row);
            let fits_type = among
                .collection_type
                .is_none_or(|kind| hit.collection_types.iter().any(|it| it.kind == kind));
            fits_type.then(|| (rank(&hit, &words), hit))
        })
        .collect();
    hits.sort_by_key(|(rank, hit)| (*rank, hit.kind));
    hits.into_iter().map(|(_, hit)| hit).collect()
}

fn hit(rules: &YearRules, inventory: &Inventory, id: &str, row: Row<'_>) -> Hit {
    let measure = match row {
        Row::Quality(measure) => Some(measure),
        _ => None,
    };
    let types = measure.map_or_else(Vec::new, |_| offers(rules, inventory, id, row));
    Hit {
        kind: row.kind(),
        id: id.to_owned(),
        title: row.title().to_owned(),
        collection_types: types.into_iter().map(HitType::from).collect(),
        inverse: measure.is_some_and(|it| it.inverse),
        outcome: measure.is_some_and(|it| it.measure_type.is_outcome()),
        high_priority: measure
            .is_some_and(crate::rules::measures::QualityMeasure::is_high_priority),
    }
}

/// Whether a word occurs, as it is or in another form: dermatology in dermatological, psychiatry as mental health.
fn occurs(word: &str, text: &str) -> bool {
    const ENDINGS: [&str; 7] = [
        "ologists", "ologist", "ological", "ology", "ologic", "ists", "ics",
    ];
    if text.contains(word) {
        return true;
    }
    let stem = ENDINGS
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() >= 4));
    stem.is_some_and(|stem| text.contains(stem))
        || everyday(word).is_some_and(|set| text.contains(&set.replace('_', " ")))
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
