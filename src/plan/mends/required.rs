//! Quality measures that are required and missing: their number, the outcome measure, the measures of a set.

use super::{
    examples::{self, Choice, Example},
    mend::{Kind, Mend, has_weight},
};
use crate::{
    category::Category,
    document::setting::Setting,
    plan::footing::Footing,
    problem::listed,
    rules::{collection_type::CollectionType::Cahps, measures::QualityMeasure},
    score::{
        quality::QualityNote,
        reason::MeasureReason,
        scorecard::{MeasureScore, Note},
    },
};

const PATH: &str = "quality.measures";

/// What is required and missing.
pub fn of(footing: &Footing<'_>) -> Vec<Mend> {
    let card = footing.card();
    if !has_weight(footing.trial, Category::Quality) {
        return Vec::new();
    }
    let of_a_set: Vec<&MeasureScore> = card.categories[Category::Quality]
        .measures
        .iter()
        .filter(|measure| measure.reasons.contains(&MeasureReason::NotReported))
        .collect();
    let mut mends = Vec::new();
    for note in &card.notes {
        match note {
            Note::Quality(QualityNote::MeasuresMissing { missing, required })
                if of_a_set.is_empty() =>
            {
                mends.push(too_few(footing, *missing, *required));
            }
            Note::Quality(QualityNote::OutcomeMissing) => mends.push(outcome(footing)),
            _ => {}
        }
    }
    mends.extend(measures_of_set(footing, &of_a_set));
    mends.extend(survey(footing));
    mends
}

/// Fewer measures than are required.
fn too_few(footing: &Footing<'_>, missing: usize, required: usize) -> Mend {
    let outside: Vec<String> = footing.card().categories[Category::Quality]
        .measures
        .iter()
        .filter(|measure| measure.reasons.contains(&MeasureReason::OutsideMvp))
        .map(|measure| measure.id.clone())
        .collect();
    let left_out = match outside.len() {
        0 => String::new(),
        1 => format!("; {} does not belong to the MVP", outside[0]),
        _ => format!("; {} do not belong to the MVP", listed(&outside)),
    };
    let was = if missing == 1 { "is" } else { "are" };
    let (advice, settings) = by_example(footing, missing, |_| true);
    Mend {
        kind: Kind::Measures(missing as u64),
        path: PATH.into(),
        message: format!(
            "quality: {missing} of the {required} required measures {was} not reported, 0 points each{left_out}"
        ),
        advice,
        settings,
        is_required: true,
    }
}

/// No outcome measure, and no other high-priority one in its stead.
fn outcome(footing: &Footing<'_>) -> Mend {
    let (mut advice, mut settings) = by_example(footing, 1, |row| row.measure_type.is_outcome());
    if settings.is_empty() {
        (advice, settings) = by_example(footing, 1, QualityMeasure::is_high_priority);
    }
    Mend {
        kind: Kind::Measures(1),
        path: PATH.into(),
        message:
            "quality: an outcome measure, or else a high-priority one, is required and missing: 0 points in its place"
                .into(),
        advice,
        settings,
        is_required: true,
    }
}

/// So many measures of the practice's own sets, at their median, in words and as settings.
fn by_example(
    footing: &Footing<'_>,
    count: usize,
    fits: impl Fn(&QualityMeasure) -> bool,
) -> (String, Vec<Setting>) {
    let chosen: Vec<(Example, Vec<Setting>)> = examples::of(footing.trial, Choice::default(), fits)
        .into_iter()
        .filter_map(|example| {
            let settings = example.at_median(footing.trial)?;
            // Who may report a measure is for the year to say.
            footing
                .with(&settings)
                .is_some()
                .then_some((example, settings))
        })
        .take(count)
        .collect();
    if chosen.len() < count {
        return ("report more measures".into(), Vec::new());
    }
    let names: Vec<String> = chosen
        .iter()
        .map(|(example, _)| format!("{} ({})", example.id, example.kind))
        .collect();
    let advice = format!(
        "report {}, for example {}; the loss is counted at the middle of {}",
        if count == 1 {
            "one more".into()
        } else {
            format!("{count} more")
        },
        listed(&names),
        if count == 1 {
            "its benchmark"
        } else {
            "their benchmarks"
        }
    );
    let settings = chosen.into_iter().flat_map(|(_, settings)| settings);
    (advice, settings.collect())
}

/// The measures that the pathway names and that are not reported, in a collection type in which they have a benchmark.
pub fn of_set(footing: &Footing<'_>) -> Vec<Example> {
    let measures = &footing.card().categories[Category::Quality].measures;
    measures
        .iter()
        .filter(|measure| measure.reasons.contains(&MeasureReason::NotReported))
        .filter_map(|measure| Some(in_some_type(footing, measure)?.0))
        .collect()
}

/// A measure that is not reported, in the first collection type in which it can be and has a benchmark.
fn in_some_type(footing: &Footing<'_>, measure: &MeasureScore) -> Option<(Example, Vec<Setting>)> {
    let of_practice = examples::kinds(footing.trial);
    let all =
        &footing.trial.rules.quality.pathways[&footing.trial.practice.pathway].collection_types;
    let kinds = match measure.collection_type {
        Some(kind) => vec![kind],
        None => of_practice.iter().chain(all).copied().collect(),
    };
    // Some measures have an id of their own as Medicare CQMs.
    let row = footing.trial.rules.inventory()?.quality.get(&measure.id)?;
    let ids: Vec<&String> = std::iter::once(&measure.id)
        .chain(&row.companions)
        .collect();
    kinds.into_iter().find_map(|kind| {
        ids.iter().find_map(|id| {
            let example = Example {
                kind,
                id: (*id).clone(),
                shared: 0,
            };
            let settings = example.at_median(footing.trial)?;
            footing
                .with(&settings)
                .is_some()
                .then_some((example, settings))
        })
    })
}

/// Measures that the pathway or the Web Interface names, and that are not reported.
fn measures_of_set(footing: &Footing<'_>, missing: &[&MeasureScore]) -> Option<Mend> {
    let missing: Vec<&&MeasureScore> = missing
        .iter()
        .filter(|measure| measure.collection_type != Some(Cahps))
        .collect();
    let ids: Vec<String> = missing.iter().map(|measure| measure.id.clone()).collect();
    let (is, s) = match ids.len() {
        0 => return None,
        1 => ("is", ""),
        _ => ("are", "s"),
    };
    let mut settings = Vec::new();
    let mut open = Vec::new();
    for measure in missing {
        match in_some_type(footing, measure) {
            Some((_, found)) => settings.extend(found),
            None => open.push(measure.id.clone()),
        }
    }
    let without = match open.len() {
        0 => String::new(),
        1 => format!(", without {}, which has none", open[0]),
        _ => format!(", without {}, which have none", listed(&open)),
    };
    Some(Mend {
        kind: Kind::Measures(ids.len() as u64),
        path: PATH.into(),
        message: format!(
            "quality: measure{s} {} {is} required and not reported, 0 points each",
            listed(&ids)
        ),
        advice: format!(
            "report {}; the loss is counted at the middle of the benchmark{s}{without}",
            if ids.len() == 1 { "it" } else { "them" }
        ),
        settings,
        is_required: true,
    })
}

/// The survey of a pathway that takes one.
pub fn survey(footing: &Footing<'_>) -> Option<Mend> {
    let measures = &footing.card().categories[Category::Quality].measures;
    let survey = measures.iter().find(|measure| {
        measure.collection_type == Some(Cahps)
            && measure.reasons.contains(&MeasureReason::NotReported)
    })?;
    let trial = footing.trial;
    let parts =
        trial.rules.inventory()?.quality.iter().filter(|(id, row)| {
            row.via.contains(&Cahps) && !trial.rules.quality.cahps.is_whole(id)
        });
    let settings: Vec<Setting> = parts
        .filter_map(|(id, _)| {
            Example {
                kind: Cahps,
                id: id.clone(),
                shared: 0,
            }
            .at_median(trial)
        })
        .flatten()
        .collect();
    Some(Mend {
        kind: Kind::Measures(1),
        path: format!("{PATH}.cahps"),
        message: format!(
            "quality: the survey ({}) is required on this pathway and was not done: 0 points",
            survey.id
        ),
        advice: format!(
            "do the survey ({}); it is counted at the middle of its measures' benchmarks. cases = 0 says that there were \
             too few patients to sample",
            survey.id
        ),
        settings,
        is_required: true,
    })
}
