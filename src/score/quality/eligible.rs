//! Eligible measure applicability: who reports all measures of a clinical topic or of a small specialty set need not
//! report more (42 CFR 414.1335(a)(1); CMS's EMA and Denominator Reduction User Guide).
//!
//! A measure without cases is reported to show that it does not apply: it completes a topic that a measure with cases has
//! opened, and opens none.

use std::collections::BTreeSet;

use super::{measure::Measure, year::Year};
use crate::rules::{
    collection_type::CollectionType,
    measures::{MeasureSet, MeasureSets},
    quality::MeasuresOutside,
};

/// What eligible measure applicability comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// Fewer measures are enough.
    Fewer(Fewer),
    /// Something is missing for that.
    Short(Short),
}

/// Fewer measures than usual are enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fewer {
    /// So many.
    pub enough: usize,
    /// The clinical topics, or the one specialty set, whose measures were all reported; none for an MVP's claims measures.
    pub sets: Vec<String>,
    /// The measures that were reported beside the topics and belong to none.
    pub outside: Vec<String>,
}

/// What is missing for fewer measures to be enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Short {
    /// The number of measures that would be enough.
    pub enough: usize,
    /// The clinical topics or the specialty set in question.
    pub sets: Vec<String>,
    /// Their measures that were not reported.
    pub missing: Vec<String>,
}

/// Whether fewer measures than `required` are enough for what was reported in `pool`; none where the question does not
/// arise.
///
/// The number is that of the measures with cases, and no outcome measure is missed.
pub fn applicability(
    year: &Year<'_>,
    measures: &[Measure<'_>],
    pool: &[usize],
    required: usize,
) -> Option<Applicability> {
    let rules = &year.rules.eligible_measures;
    if pool.is_empty() || !rules.pathways.contains(&year.practice.pathway) {
        return None;
    }
    // A survey that had too few patients to sample is no submission.
    let mut submitted: Vec<&Measure<'_>> = Vec::with_capacity(pool.len());
    submitted.extend(
        pool.iter()
            .map(|index| &measures[*index])
            .filter(|measure| measure.is_reported() || !measure.is_in(&[CollectionType::Cahps])),
    );
    if !submitted
        .iter()
        .all(|measure| measure.is_in(&rules.collection_types))
    {
        return None;
    }
    let reported = || submitted.iter().filter(|measure| measure.is_reported());
    let has_required = reported().any(|measure| measure.row.is_high_priority());
    let mut with_cases: Vec<&str> = Vec::with_capacity(submitted.len());
    for measure in reported() {
        if !with_cases.contains(&measure.id) {
            with_cases.push(measure.id);
        }
    }
    if with_cases.is_empty() || (with_cases.len() >= required && has_required) {
        return None;
    }
    let enough = with_cases.len().min(required);
    let report = Report::of(&submitted);
    let topics = report.opened(&year.inventory.clusters);
    let specialties = report.opened(&year.inventory.specialty_sets);
    let fewer = by_topics(&report, &topics, rules.measures_outside)
        .or_else(|| by_specialty(&report, &specialties));
    Some(if let Some((sets, outside)) = fewer {
        Applicability::Fewer(Fewer {
            enough,
            sets,
            outside,
        })
    } else {
        let (sets, missing) = shortfall(&report, &topics, &specialties)?;
        Applicability::Short(Short {
            enough,
            sets,
            missing,
        })
    })
}

/// What was reported, in which collection type, and with cases or without.
struct Report<'m> {
    /// Measures with cases, in any collection type.
    with_cases: BTreeSet<&'m str>,
    /// Collection types and measures with cases.
    open: BTreeSet<(CollectionType, &'m str)>,
    /// The same with those without cases.
    all: BTreeSet<(CollectionType, &'m str)>,
}

/// A topic, or a specialty set, in one collection type: its name and its variants.
struct Topic<'i> {
    kind: CollectionType,
    name: &'i str,
    variants: &'i [MeasureSet],
}

impl<'m> Report<'m> {
    fn of(submitted: &[&Measure<'m>]) -> Self {
        let pairs = |with_cases_only: bool| {
            submitted
                .iter()
                .filter(move |measure| !with_cases_only || measure.is_reported())
                .filter_map(|measure| Some((measure.collection_type?, measure.id)))
                .collect::<BTreeSet<_>>()
        };
        let open = pairs(true);
        Self {
            with_cases: open.iter().map(|(_, id)| *id).collect(),
            open,
            all: pairs(false),
        }
    }

    /// The sets that a measure with cases has opened.
    fn opened<'i>(&self, sets: &'i MeasureSets) -> Vec<Topic<'i>> {
        sets.iter()
            .flat_map(|(kind, names)| {
                names
                    .iter()
                    .map(move |(name, variants)| (kind, name, variants))
            })
            .map(|(kind, name, variants)| Topic {
                kind: *kind,
                name,
                variants,
            })
            .filter(|topic| topic.variants.iter().any(|set| self.opens(topic.kind, set)))
            .collect()
    }

    /// The measures of a set that were not reported in its collection type.
    fn missing(&self, kind: CollectionType, set: &MeasureSet) -> Vec<String> {
        set.measures
            .iter()
            .filter(|id| !self.all.contains(&(kind, id.as_str())))
            .cloned()
            .collect()
    }

    /// Whether a measure with cases is of the set by its own record.
    fn opens(&self, kind: CollectionType, set: &MeasureSet) -> bool {
        listed(set)
            .iter()
            .any(|id| self.open.contains(&(kind, id.as_str())))
    }

    /// What is missing in the variant of a topic that lacks least.
    fn least_missing(&self, topic: &Topic<'_>) -> Vec<String> {
        topic
            .variants
            .iter()
            .filter(|set| self.opens(topic.kind, set))
            .map(|set| self.missing(topic.kind, set))
            .min_by_key(Vec::len)
            .unwrap_or_default()
    }
}

impl Topic<'_> {
    /// Whether a measure belongs to the topic by its own record.
    fn is_of(&self, id: &str) -> bool {
        let mut sets = self.variants.iter();
        sets.any(|set| listed(set).iter().any(|one| one == id))
    }

    /// The topic's name in words.
    fn words(&self) -> String {
        self.name.replace('_', " ")
    }
}

/// The measures whose own record names a set.
fn listed(set: &MeasureSet) -> &[String] {
    if set.listed_for.is_empty() {
        &set.measures
    } else {
        &set.listed_for
    }
}

/// The complete topics and the measures outside any, where at least one topic is complete and every measure that belongs
/// to one belongs to a complete one.
fn by_topics(
    report: &Report<'_>,
    topics: &[Topic<'_>],
    measures_outside: MeasuresOutside,
) -> Option<(Vec<String>, Vec<String>)> {
    let (complete, incomplete): (Vec<&Topic<'_>>, Vec<&Topic<'_>>) = topics
        .iter()
        .partition(|topic| report.least_missing(topic).is_empty());
    let belongs = |topics: &[&Topic<'_>], id: &str| {
        topics
            .iter()
            .any(|topic| topic.is_of(id) && report.open.contains(&(topic.kind, id)))
    };
    let left: Vec<&str> = report
        .with_cases
        .iter()
        .copied()
        .filter(|id| !belongs(&complete, id))
        .collect();
    let holds = !complete.is_empty() && !left.iter().any(|id| belongs(&incomplete, id));
    if !holds || (!left.is_empty() && measures_outside == MeasuresOutside::Refused) {
        return None;
    }
    let mut names: Vec<String> = complete.iter().map(|topic| topic.words()).collect();
    names.sort();
    names.dedup();
    Some((names, left.into_iter().map(str::to_owned).collect()))
}

/// The one specialty set that is complete and holds every measure with cases.
fn by_specialty(
    report: &Report<'_>,
    specialties: &[Topic<'_>],
) -> Option<(Vec<String>, Vec<String>)> {
    let holds = |set: &MeasureSet| {
        report
            .with_cases
            .iter()
            .all(|id| set.measures.iter().any(|one| one == id))
    };
    let found = specialties.iter().find(|specialty| {
        specialty
            .variants
            .iter()
            .any(|set| holds(set) && report.missing(specialty.kind, set).is_empty())
    })?;
    Some((vec![found.words()], Vec::new()))
}

/// What lacks least for the reduction, and its measures that were not reported: a topic for each measure that opened one,
/// or a specialty set that holds them all.
fn shortfall(
    report: &Report<'_>,
    topics: &[Topic<'_>],
    specialties: &[Topic<'_>],
) -> Option<(Vec<String>, Vec<String>)> {
    let mut by_topics: (Vec<String>, BTreeSet<String>) = Default::default();
    for id in &report.with_cases {
        let nearest = topics
            .iter()
            .filter(|topic| topic.is_of(id) && report.open.contains(&(topic.kind, id)))
            .map(|topic| (report.least_missing(topic), topic))
            .min_by_key(|(missing, _)| missing.len());
        if let Some((missing, topic)) = nearest
            && !missing.is_empty()
        {
            if !by_topics.0.contains(&topic.words()) {
                by_topics.0.push(topic.words());
            }
            by_topics.1.extend(missing);
        }
    }
    let by_topics = (!by_topics.1.is_empty())
        .then(|| (by_topics.0, by_topics.1.into_iter().collect::<Vec<_>>()));
    let by_specialty = specialties
        .iter()
        .flat_map(|specialty| specialty.variants.iter().map(move |set| (specialty, set)))
        .filter(|(_, set)| {
            report
                .with_cases
                .iter()
                .all(|id| set.measures.iter().any(|one| one == id))
        })
        .map(|(specialty, set)| (vec![specialty.words()], report.missing(specialty.kind, set)))
        .min_by_key(|(_, missing)| missing.len());
    [by_topics, by_specialty]
        .into_iter()
        .flatten()
        .min_by_key(|(_, missing)| missing.len())
}
