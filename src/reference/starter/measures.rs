//! The part of a starter that names measures and activities: those that exist in the year, picked by what their rows say.

use super::wish::Wish;
use crate::{
    category::Category,
    decimal::plain,
    problem::Problem,
    reference::measures::{Among, search, specialty},
    report::layout::cut,
    rules::{
        book::YearRules,
        collection_type::CollectionType,
        measures::{
            ActivityWeight, Inventory, MetricType, Mvp, PiMeasure, PiMetric, QualityMeasure,
            ReportingCategory,
        },
        terms::Pathway,
    },
};

/// Sets of the general practitioner, in CMS's spelling of different years: measures that most readers know.
const KNOWN_SETS: [&str; 2] = ["family_medicine", "general_practice_family_medicine"];

/// The longest line of what is listed, without its mark.
const LINE: usize = 98;

/// What a starter lists.
pub struct Choice {
    /// The quality measures, where they are chosen by a specialty or an MVP.
    ids: Option<Vec<String>>,
    /// The MVP with its title, for the pathway of MVPs.
    pub mvp: Option<(String, String)>,
}

impl Choice {
    /// The choice of a wish.
    ///
    /// # Errors
    ///
    /// A specialty or an MVP that the year lacks.
    pub fn of(rules: &YearRules, wish: Wish<'_>) -> Result<Self, Problem> {
        let mut choice = Self {
            ids: None,
            mvp: None,
        };
        let Some(inventory) = rules.inventory() else {
            if wish.pathway == Pathway::Mvp {
                choice.mvp = Some(("M0001".into(), "the id of your MVP".into()));
            }
            return Ok(choice);
        };
        if wish.pathway == Pathway::Mvp {
            let (id, title) = match wish.mvp {
                Some(id) => crate::reference::measures::mvp(inventory, id)?,
                None => mvp(rules).map_or(("M0001", "the id of your MVP"), |(id, mvp)| {
                    (id, mvp.title.as_str())
                }),
            };
            choice.ids = inventory.mvps.get(id).map(|mvp| mvp.quality.clone());
            choice.mvp = Some((id.to_owned(), title.to_owned()));
        }
        if let Some(name) = wish.specialty {
            let of_specialty = specialty(inventory, name)?.measures;
            choice.ids = Some(match choice.ids.take() {
                Some(ids) => ids
                    .into_iter()
                    .filter(|id| of_specialty.contains(id))
                    .collect(),
                None => of_specialty,
            });
        }
        Ok(choice)
    }
}

/// The tables of one category, or none where the pathway has no measures of its own to choose.
pub fn of(
    rules: &YearRules,
    choice: &Choice,
    pathway: Pathway,
    category: Category,
) -> Option<String> {
    let inventory = rules.inventory()?;
    match category {
        Category::Quality => match &choice.ids {
            Some(ids) => chosen(rules, inventory, pathway, ids),
            None => quality(rules, inventory, pathway),
        },
        // CMS computes cost from claims, and shows its measures only after the year.
        Category::Cost => None,
        Category::ImprovementActivities => activities(inventory, choice),
        Category::PromotingInteroperability => Some(interoperability(inventory)),
    }
}

/// The MVP that a starter names: the one with most quality measures that a general practice knows.
pub fn mvp(rules: &YearRules) -> Option<(&str, &Mvp)> {
    let inventory = rules.inventory()?;
    let known = |mvp: &Mvp| {
        let rows = mvp
            .quality
            .iter()
            .filter_map(|id| inventory.quality.get(id));
        rows.filter(|row| is_well_known(row)).count()
    };
    inventory
        .mvps
        .iter()
        .max_by_key(|(_, mvp)| known(mvp))
        .map(|(id, mvp)| (id.as_str(), mvp))
}

fn is_well_known(row: &QualityMeasure) -> bool {
    row.sets
        .iter()
        .any(|set| KNOWN_SETS.contains(&set.as_str()))
}

type Pick<'r> = (CollectionType, &'r str, &'r QualityMeasure);

/// The measures of a specialty or an MVP, with what decides between them: direction, caps, benchmarks.
fn chosen(
    rules: &YearRules,
    inventory: &Inventory,
    pathway: Pathway,
    ids: &[String],
) -> Option<String> {
    let open = &rules.quality.pathways.get(&pathway)?.collection_types;
    let among = Among {
        collection_type: None,
        ids: Some(ids),
    };
    let hits = search(rules, inventory, &[], among);
    let mut text = String::new();
    for kind in CollectionType::ALL {
        let of_kind: Vec<_> = hits
            .iter()
            .filter_map(|hit| Some((hit, hit.collection_types.iter().find(|it| it.kind == kind)?)))
            .filter(|_| open.contains(&kind) && !kind.is_computed_by_cms())
            .collect();
        if of_kind.is_empty() {
            continue;
        }
        text.push_str(&format!("[quality.measures.{}] # {kind}\n", kind.key()));
        for (hit, of_type) in of_kind {
            let mut remarks: Vec<String> = Vec::new();
            if hit.inverse {
                remarks.push("lower is better".into());
            }
            if hit.outcome {
                remarks.push("outcome".into());
            }
            match of_type.cap {
                Some(cap) => remarks.push(format!("at most {}", plain(cap))),
                None if !of_type.has_benchmark => remarks.push("no benchmark".into()),
                None => {}
            }
            let id = if hit
                .id
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
            {
                hit.id.clone()
            } else {
                format!("\"{}\"", hit.id)
            };
            let entry = format!("{id} = {{ numerator = 0, denominator = 0 }} # ");
            let remarks = remarks
                .iter()
                .fold(String::new(), |all, remark| format!("{all}; {remark}"));
            let room = LINE.saturating_sub(entry.len() + remarks.len());
            text.push_str(&format!("{entry}{}{remarks}\n", cut(&hit.title, room)));
        }
    }
    if text.is_empty() {
        return None;
    }
    text.push_str("# While the year runs: remaining = 120, the patients who are still to come.\n");
    Some(text)
}

fn quality(rules: &YearRules, inventory: &Inventory, pathway: Pathway) -> Option<String> {
    let (number, about): (usize, &str) = match pathway {
        Pathway::Traditional => (6, "Six measures, one of them an outcome."),
        Pathway::App | Pathway::AppPlus => (usize::MAX, "The pathway's measures."),
        Pathway::Mvp | Pathway::ApmScoringStandard => return None,
    };
    let mut open: Vec<(Pick<'_>, _)> = inventory
        .quality
        .iter()
        .filter(|(_, row)| match pathway {
            Pathway::Traditional => row.serves("mips"),
            other => row.serves(other.key()),
        })
        .filter(|(_, row)| row.metric_type == MetricType::SinglePerformanceRate)
        .filter_map(|(id, row)| {
            let benchmarks = rules.benchmarks()?;
            let kind = [CollectionType::Ecqm, CollectionType::Cqm]
                .into_iter()
                .find(|kind| {
                    row.via.contains(kind)
                        && !row.suppressed.contains(kind)
                        && benchmarks.get(*kind, id).is_some()
                })?;
            let benchmark = benchmarks.get(kind, id)?;
            let order = (
                !is_well_known(row),
                benchmark.cap.is_some(),
                benchmark.topped_out,
            );
            Some(((kind, id.as_str(), row), order))
        })
        .collect();
    open.sort_by_key(|((_, id, _), order)| (*order, *id));
    let outcome = open
        .iter()
        .position(|((_, _, row), _)| row.measure_type.is_outcome());
    if let Some(first) = outcome {
        let pick = open.remove(first);
        open.insert(0, pick);
    }
    let mut picked: Vec<Pick<'_>> = open
        .into_iter()
        .map(|(pick, _)| pick)
        .take(number)
        .collect();
    if picked.is_empty() {
        return None;
    }
    picked.sort_by_key(|(kind, id, _)| (*kind, *id));
    let mut text = format!("# {about} Tables are named for the collection type.\n");
    let mut current = None;
    for (kind, id, row) in picked {
        if current != Some(kind) {
            text.push_str(&format!("[quality.measures.{}] # {kind}\n", kind.key()));
            current = Some(kind);
        }
        let numerator = if row.inverse { 20 } else { 80 };
        let direction = if row.inverse { "lower is better: " } else { "" };
        text.push_str(&format!(
            "{id} = {{ numerator = {numerator}, denominator = 100 }} # {direction}{}\n",
            cut(&row.title, 32)
        ));
    }
    Some(text)
}

fn activities(inventory: &Inventory, choice: &Choice) -> Option<String> {
    let of_mvp = choice
        .mvp
        .as_ref()
        .and_then(|(id, _)| inventory.mvps.get(id))
        .map(|mvp| mvp.activities.as_slice());
    let mut open: Vec<_> = inventory
        .improvement_activities
        .iter()
        .filter(|(id, row)| match of_mvp {
            Some(ids) => ids.contains(id),
            None => row.programs.iter().any(|program| program == "mips"),
        })
        // These stand for everything at once: a medical home, a population health measure.
        .filter(|(id, _)| !["IA_PCMH", "IA_MVP"].contains(&id.as_str()))
        .collect();
    open.sort_by_key(|(_, row)| row.weight != ActivityWeight::High);
    if of_mvp.is_none() {
        open.truncate(2);
    }
    if open.is_empty() {
        return None;
    }
    let mut text = String::from("activities = [\n");
    for (id, row) in open {
        text.push_str(&format!("  \"{id}\", # {}\n", cut(&row.title, 60)));
    }
    text.push_str("]\n");
    Some(text)
}

fn interoperability(inventory: &Inventory) -> String {
    let rows = &inventory.promoting_interoperability;
    let mut picked: Vec<(&str, &PiMeasure)> = Vec::new();
    for (id, row) in rows {
        let counts = matches!(
            row.category,
            Some(
                ReportingCategory::Base
                    | ReportingCategory::Required
                    | ReportingCategory::PreAttestation
                    | ReportingCategory::Attestation
            )
        );
        let is_level = rows.values().any(|other| other.preprod.contains(id));
        let is_exclusion = rows.values().any(|other| other.exclusions.contains(id));
        let stands_in = picked
            .iter()
            .any(|(_, other)| other.substitutes.contains(id));
        if row.required
            && counts
            && row.measure_sets.is_empty()
            && !is_level
            && !is_exclusion
            && !stands_in
        {
            picked.push((id, row));
        }
    }
    let mut text = String::from(
        "days = 180                   # in a row\ncehrt_id = \"0015ABCDEFGHIJK\" # from \
         the Certified Health IT Product List\n\n[promoting_interoperability.measures]\n",
    );
    for (id, row) in picked {
        let answer = match row.metric_type {
            PiMetric::Boolean => "true",
            PiMetric::Proportion => "{ numerator = 80, denominator = 100 }",
        };
        text.push_str(&format!("{id} = {answer} # {}\n", cut(&row.title, 32)));
        if let Some(level) = row.preprod.last() {
            text.push_str(&format!("{level} = true # in production\n"));
        }
    }
    text
}
