//! Measures that a practice could report besides: of the specialty sets of those that it reports, or of its MVP. What they
//! would earn rests on a rate, which is said: their benchmark's median.

use std::{cmp::Reverse, collections::BTreeMap};

use rust_decimal::Decimal;

use super::mend::set;
use crate::{
    decimal::{HUNDRED, plain},
    document::setting::Setting,
    practice::QualityMeasure,
    rules::{
        benchmarks::{Benchmark, Shape},
        collection_type::CollectionType::{
            self, AdminClaims, Cahps, Cqm, Ecqm, Qcdr, WebInterface,
        },
        measures::{self, MetricType},
        terms::Pathway,
    },
    trial::Trial,
};

/// How measures that are not reported are chosen, and the rate that they are counted at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice<'a> {
    /// The rate in percent of patients who do well; without it their benchmark's median.
    pub rate: Option<Decimal>,
    /// The specialty set whose measures come first, by its key; without it those of the reported measures.
    pub set: Option<&'a str>,
}

/// The decile that begins at the median.
const MEDIAN: u8 = 6;

/// A measure that is not reported, in a collection type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Its collection type.
    pub kind: CollectionType,
    /// CMS's id.
    pub id: String,
    /// Of the specialty sets that it is in, the one that holds the most of what the practice reports: how many these are.
    pub shared: usize,
}

impl Example {
    /// The measure as it would be reported at its benchmark's median, with complete data and enough cases.
    pub fn at_median(&self, trial: &Trial) -> Option<Vec<Setting>> {
        self.at(trial, median(benchmark(trial, self.kind, &self.id)?)?)
    }

    /// What the middle of its benchmark is called: no median where the scale is not made of what was submitted.
    pub fn middle(&self, trial: &Trial) -> &'static str {
        let shape = benchmark(trial, self.kind, &self.id).map(|it| it.shape);
        match shape {
            Some(Shape::Flat | Shape::DefinedToppedOut) => "the middle of its scale",
            _ => "its benchmark's median",
        }
    }

    /// The measure at the rate of a choice, and how that is told: `at 90 percent`, `at its benchmark's median, 88.89 percent`.
    pub fn figures(&self, trial: &Trial, choice: Choice<'_>) -> Option<(Vec<Setting>, String)> {
        let row = trial.rules.inventory()?.quality.get(&self.id)?;
        let is_one_rate = row.metric_type == MetricType::SinglePerformanceRate;
        if let Some(rate) = choice.rate.filter(|_| is_one_rate) {
            let rate = if row.inverse { HUNDRED - rate } else { rate };
            let settings = self.at(trial, rate)?;
            return Some((settings, format!("at {} percent", plain(rate))));
        }
        let settings = self.at_median(trial)?;
        let unit = match row.metric_type {
            MetricType::SinglePerformanceRate | MetricType::MultiPerformanceRate => " percent",
            _ => "",
        };
        let at = format!("at {}, {}{unit}", self.middle(trial), settings[0].value);
        Some((settings, at))
    }

    /// The same at another rate.
    fn at(&self, trial: &Trial, rate: Decimal) -> Option<Vec<Setting>> {
        let entry = QualityMeasure {
            collection_type: Some(self.kind),
            id: self.id.clone(),
            ..QualityMeasure::default()
        };
        let path = entry.path();
        let rate = set(format!("{path}.rate"), plain(rate));
        if self.kind == Cahps {
            return Some(vec![rate]);
        }
        let row = trial.rules.inventory()?.quality.get(&self.id)?;
        let cases = row
            .case_minimum
            .map_or(trial.rules.quality.case_minimum.cases, Decimal::from);
        Some(vec![
            rate,
            set(format!("{path}.cases"), plain(cases)),
            set(format!("{path}.data_completeness"), "100"),
        ])
    }
}

fn benchmark<'t>(trial: &'t Trial, kind: CollectionType, id: &str) -> Option<&'t Benchmark> {
    trial.rules.benchmarks()?.get(kind, id)
}

/// Where decile 6 begins: the rate at which half of those who made the benchmark are no better. The scale's begin where
/// that is short of it.
fn median(benchmark: &Benchmark) -> Option<Decimal> {
    let first = || benchmark.bounds.first().copied();
    benchmark.bound(MEDIAN).or_else(first)
}

/// Measures with a benchmark that the practice does not report and `fits` takes; those first that are in the chosen
/// specialty set, or whose set holds the most of what the practice reports; uncapped ones before others. Where it reports
/// nothing, those first that the most specialties report.
pub fn of(
    trial: &Trial,
    choice: Choice<'_>,
    fits: impl Fn(&measures::QualityMeasure) -> bool,
) -> Vec<Example> {
    let practice = &trial.practice;
    let Some(inventory) = trial.rules.inventory() else {
        return Vec::new();
    };
    let Some(pathway) = trial.rules.quality.pathways.get(&practice.pathway) else {
        return Vec::new();
    };
    let of_mvp = (practice.pathway == Pathway::Mvp)
        .then(|| inventory.mvps.get(practice.mvp.as_ref()?))
        .flatten();
    let kinds = kinds(trial);
    let mut sets: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in &practice.data.quality {
        for set in inventory
            .quality
            .get(&entry.id)
            .into_iter()
            .flat_map(|row| &row.sets)
        {
            *sets.entry(set).or_default() += 1;
        }
    }
    if let Some(chosen) = choice.set {
        sets = BTreeMap::from([(chosen, 1)]);
    }
    let reports_none = practice.data.quality.is_empty();
    let is_reported = |id: &str| practice.data.quality.iter().any(|entry| entry.id == id);
    let mut found = Vec::new();
    for (id, row) in &inventory.quality {
        let is_open = match of_mvp {
            Some(mvp) => mvp.quality.contains(id),
            None => row.serves(&pathway.program),
        };
        if !is_open || is_reported(id) || !fits(row) {
            continue;
        }
        for (order, kind) in kinds.iter().enumerate() {
            let is_open = row.via.contains(kind) && pathway.collection_types.contains(kind);
            let Some(benchmark) = benchmark(trial, *kind, id).filter(|_| is_open) else {
                continue;
            };
            let shared = row.sets.iter().filter_map(|set| sets.get(set.as_str()));
            let most = shared.max().copied().unwrap_or_default();
            let rank = (
                Reverse(most),
                benchmark.cap.is_some(),
                benchmark.topped_out,
                Reverse(if reports_none { row.sets.len() } else { 0 }),
                order,
                id.clone(),
            );
            found.push((
                rank,
                Example {
                    kind: *kind,
                    id: id.clone(),
                    shared: most,
                },
            ));
            break;
        }
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found.into_iter().map(|(_, example)| example).collect()
}

/// The collection types in which the practice reports, the most used first; a registry's and an EHR's where it reports in
/// none.
pub fn kinds(trial: &Trial) -> Vec<CollectionType> {
    let mut used: BTreeMap<CollectionType, usize> = BTreeMap::new();
    for kind in trial
        .practice
        .data
        .quality
        .iter()
        .filter_map(|entry| entry.collection_type)
        .filter(|kind| !matches!(kind, AdminClaims | Cahps | WebInterface | Qcdr))
    {
        *used.entry(kind).or_default() += 1;
    }
    let mut kinds: Vec<CollectionType> = used.keys().copied().collect();
    kinds.sort_by_key(|kind| Reverse(used[kind]));
    if kinds.is_empty() {
        kinds.extend([Cqm, Ecqm]);
    }
    kinds
}
