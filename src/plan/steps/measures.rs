//! Other measures of the practice's own sets, and other collection types of those that it reports.

use rust_decimal::Decimal;

use super::step::{Draft, Effort};
use crate::{
    category::Category,
    decimal::plain,
    document::setting::Setting,
    plan::{
        footing::{Footing, final_score},
        mends::{
            examples::{self, Choice},
            first,
            mend::{has_weight, is_not_submitted, set},
            required,
        },
    },
    practice::QualityMeasure,
    rules::collection_type::CollectionType::{AdminClaims, Cahps, WebInterface},
};

/// So many other measures are tried, those of the practice's own specialty set first.
const TRIED: usize = 40;

/// So many of them are offered: those of its own set before others, and the best of these first.
const OFFERED: usize = 5;

/// Other measures, at their benchmark's median or at the rate that was stated.
pub fn more(footing: &Footing<'_>, choice: Choice<'_>) -> Vec<Draft> {
    if footing.trial.practice.data.quality.is_empty() {
        return Vec::new();
    }
    let named = required::of_set(footing);
    let mut tried: Vec<((usize, Decimal), Draft)> = Vec::new();
    let candidates = if named.is_empty() {
        examples::of(footing.trial, choice, |_| true)
    } else {
        named
    };
    for example in candidates.into_iter().take(TRIED) {
        let Some((settings, at)) = example.figures(footing.trial, choice) else {
            continue;
        };
        let Some(after) = footing.with(&settings) else {
            continue;
        };
        let draft = Draft {
            description: format!("report {} ({}) {at}", example.id, example.kind),
            settings,
            effort: Effort {
                measures: 1,
                ..Effort::default()
            },
            ladder: None,
        };
        tried.push(((example.shared, final_score(&after.scorecard)), draft));
    }
    tried.sort_by(|(one, _), (other, _)| other.cmp(one));
    tried
        .into_iter()
        .take(OFFERED)
        .map(|(_, draft)| draft)
        .collect()
}

/// The ladder of the first measures.
const LADDER: &str = "quality.measures";

/// The first measures of a practice that reports none: one, two, and so on up to as many as are required.
pub fn first(footing: &Footing<'_>, choice: Choice<'_>) -> Vec<Draft> {
    let is_due = is_not_submitted(footing.trial, Category::Quality)
        && has_weight(footing.trial, Category::Quality);
    if !is_due {
        return Vec::new();
    }
    let all = first::of(footing, choice);
    let mut drafts: Vec<Draft> = (1..=all.measures.len())
        .map(|count| {
            let (description, settings) = all.so_many(count);
            Draft {
                description,
                settings,
                effort: Effort {
                    measures: count as u64,
                    ..Effort::default()
                },
                ladder: Some(LADDER.into()),
            }
        })
        .collect();
    if let Some(survey) = all.survey
        && let Some(most) = drafts.last()
    {
        drafts.push(Draft {
            description: format!("{}; and do the survey", most.description),
            settings: [&most.settings[..], &survey].concat(),
            effort: Effort {
                measures: most.effort.measures + 1,
                ..Effort::default()
            },
            ladder: Some(LADDER.into()),
        });
    }
    drafts
}

/// The reported measures in other collection types, with the same figures.
pub fn other_collection_types(footing: &Footing<'_>) -> Vec<Draft> {
    let trial = footing.trial;
    let (Some(inventory), Some(pathway)) = (
        trial.rules.inventory(),
        trial.rules.quality.pathways.get(&trial.practice.pathway),
    ) else {
        return Vec::new();
    };
    let mut drafts = Vec::new();
    let reported = &trial.practice.data.quality;
    for entry in reported {
        let Some(row) = inventory.quality.get(&entry.id) else {
            continue;
        };
        let others = row.via.iter().filter(|kind| {
            pathway.collection_types.contains(kind)
                && !matches!(kind, AdminClaims | Cahps | WebInterface)
                && !reported
                    .iter()
                    .any(|other| other.id == entry.id && other.collection_type == Some(**kind))
        });
        for kind in others {
            let moved = QualityMeasure {
                collection_type: Some(*kind),
                ..entry.clone()
            };
            drafts.push(Draft {
                description: format!("report {} also as {kind}, at the same rate", entry.id),
                settings: figures(&moved),
                effort: Effort {
                    measures: 1,
                    ..Effort::default()
                },
                ladder: None,
            });
        }
    }
    drafts
}

/// An entry as settings.
fn figures(entry: &QualityMeasure) -> Vec<Setting> {
    let path = entry.path();
    [
        ("numerator", entry.numerator),
        ("denominator", entry.denominator),
        ("rate", entry.rate),
        ("cases", entry.cases),
        ("eligible_population", entry.eligible_population),
        ("exclusions", entry.exclusions),
        ("exceptions", entry.exceptions),
        ("data_completeness", entry.data_completeness),
    ]
    .into_iter()
    .filter_map(|(key, figure)| Some(set(format!("{path}.{key}"), plain(figure?))))
    .collect()
}
