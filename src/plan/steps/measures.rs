//! Other measures of the practice's own sets, and other collection types of those that it reports.

use rust_decimal::Decimal;

use super::step::{Draft, Effort};
use crate::{
    decimal::{HUNDRED, plain},
    document::setting::Setting,
    plan::{
        footing::{Footing, final_score},
        mends::{
            examples::{self, Example},
            mend::set,
            required,
        },
    },
    practice::QualityMeasure,
    rules::{
        collection_type::CollectionType::{AdminClaims, Cahps, WebInterface},
        measures::MetricType,
    },
};

/// So many other measures are tried, those of the practice's own specialty set first.
const TRIED: usize = 40;

/// So many of them are offered: those of its own set before others, and the best of these first.
const OFFERED: usize = 5;

/// Other measures, at their benchmark's median or at the rate that was stated.
pub fn more(footing: &Footing<'_>, rate: Option<Decimal>) -> Vec<Draft> {
    if footing.trial.practice.data.quality.is_empty() {
        return Vec::new();
    }
    let named = required::of_set(footing);
    let mut tried: Vec<((usize, Decimal), Draft)> = Vec::new();
    let candidates = if named.is_empty() {
        examples::of(footing.trial, |_| true)
    } else {
        named
    };
    for example in candidates.into_iter().take(TRIED) {
        let Some((settings, at)) = settings(footing, &example, rate) else {
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

/// A measure at its rate, which is also said in words. A stated rate is that of patients who did well.
fn settings(
    footing: &Footing<'_>,
    example: &Example,
    rate: Option<Decimal>,
) -> Option<(Vec<Setting>, String)> {
    let row = footing.trial.rules.inventory()?.quality.get(&example.id)?;
    let is_percent = row.metric_type == MetricType::SinglePerformanceRate;
    if let Some(rate) = rate.filter(|_| is_percent) {
        let rate = if row.inverse { HUNDRED - rate } else { rate };
        let settings = example.at(footing.trial, rate)?;
        Some((settings, format!("at {} percent", plain(rate))))
    } else {
        let settings = example.at_median(footing.trial)?;
        let middle = example.middle(footing.trial);
        let at = format!("at {middle}, {}", settings[0].value);
        Some((settings, at))
    }
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
