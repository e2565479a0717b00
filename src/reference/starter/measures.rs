//! The part of a starter that names measures and activities: those that exist in the year, picked by what their rows say.

use crate::{
    category::Category,
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

/// The tables of one category, or none where the pathway has no measures of its own to choose.
pub fn of(rules: &YearRules, pathway: Pathway, category: Category) -> Option<String> {
    let inventory = rules.inventory()?;
    match category {
        Category::Quality => quality(rules, inventory, pathway),
        // CMS computes cost from claims, and shows its measures only after the year.
        Category::Cost => None,
        Category::ImprovementActivities => activities(rules, inventory, pathway),
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

fn quality(rules: &YearRules, inventory: &Inventory, pathway: Pathway) -> Option<String> {
    let of_mvp = mvp(rules).map(|(_, mvp)| mvp.quality.as_slice());
    let (number, about): (usize, &str) = match pathway {
        Pathway::Traditional => (6, "Six measures, one of them an outcome."),
        Pathway::Mvp => (4, "Four of the MVP's measures, one of them an outcome."),
        Pathway::App | Pathway::AppPlus => (usize::MAX, "The pathway's measures."),
        Pathway::ApmScoringStandard => return None,
    };
    let mut open: Vec<(Pick<'_>, _)> = inventory
        .quality
        .iter()
        .filter(|(id, row)| match pathway {
            Pathway::Mvp => of_mvp.is_some_and(|ids| ids.contains(id)),
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
            cut(&row.title, 60)
        ));
    }
    Some(text)
}

fn activities(rules: &YearRules, inventory: &Inventory, pathway: Pathway) -> Option<String> {
    let of_mvp = mvp(rules).map(|(_, mvp)| mvp.activities.as_slice());
    let mut open: Vec<_> = inventory
        .improvement_activities
        .iter()
        .filter(|(id, row)| match pathway {
            Pathway::Mvp => of_mvp.is_some_and(|ids| ids.contains(id)),
            _ => row.programs.iter().any(|program| program == "mips"),
        })
        // These stand for everything at once: a medical home, a population health measure.
        .filter(|(id, _)| !["IA_PCMH", "IA_MVP"].contains(&id.as_str()))
        .collect();
    open.sort_by_key(|(_, row)| row.weight != ActivityWeight::High);
    open.truncate(2);
    if open.is_empty() {
        return None;
    }
    let mut text = String::from("[improvement_activities]\nactivities = [\n");
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
        "[promoting_interoperability]\ndays = 180                   # in a row\ncehrt_id = \"0015ABCDEFGHIJK\" # from \
         the Certified Health IT Product List\n\n[promoting_interoperability.measures]\n",
    );
    for (id, row) in picked {
        let answer = match row.metric_type {
            PiMetric::Boolean => "true",
            PiMetric::Proportion => "{ numerator = 80, denominator = 100 }",
        };
        text.push_str(&format!("{id} = {answer} # {}\n", cut(&row.title, 60)));
        if let Some(level) = row.preprod.last() {
            text.push_str(&format!("{level} = true # in production\n"));
        }
    }
    text
}
