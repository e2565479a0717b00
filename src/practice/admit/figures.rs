//! Practices that differ in the figures of their measures alone: what is left to check of one, once another was admitted.

use super::{Admission, form::Form, quality::MeasurePath};
use crate::{
    category::Category,
    practice::{
        admitted::Practice,
        file::{Answer, CostMeasure, QualityMeasure},
    },
    problem::Problems,
    rules::{
        benchmarks::{Benchmark, BenchmarkTable},
        book::{RuleBook, YearRules},
        measures,
    },
};

/// What a year has of a quality measure that was reported, looked up once for all who report it.
pub(crate) struct Record {
    /// Its record.
    pub row: measures::QualityMeasure,
    /// Its benchmark in the collection type.
    pub benchmark: Option<Benchmark>,
    /// Its dotted path.
    path: String,
}

impl Record {
    /// The record of an admitted practice's measure.
    pub(crate) fn of(rules: &YearRules, entry: &QualityMeasure) -> Option<Self> {
        let row = rules.inventory()?.quality.get(&entry.id)?.clone();
        let of_entry =
            |table: &BenchmarkTable| table.get(entry.collection_type?, &entry.id).cloned();
        Some(Self {
            row,
            benchmark: rules.benchmarks().and_then(of_entry),
            path: entry.path(),
        })
    }
}

/// What a year has of a cost measure that CMS computed.
pub(crate) struct CostRecord {
    /// Its record.
    pub row: Option<measures::CostMeasure>,
    /// Its benchmark.
    pub benchmark: Option<Benchmark>,
    /// Its dotted path.
    path: String,
}

impl CostRecord {
    /// The record of an admitted practice's measure.
    pub(crate) fn of(rules: &YearRules, entry: &CostMeasure) -> Self {
        let (row, benchmark) = rules.cost_measure(&entry.id);
        Self {
            row: row.cloned(),
            benchmark: benchmark.cloned(),
            path: entry.path(),
        }
    }
}

impl<'a> Admission<'a> {
    fn of_figures(book: &'a RuleBook, practice: &'a Practice) -> Self {
        Admission {
            book,
            rules: &practice.rules,
            problems: Problems::default(),
            unshown: None,
            passes_over_figures: true,
        }
    }
}

/// What is odd about a category's data whatever their figures are.
pub(crate) fn check_data(book: &RuleBook, practice: &Practice, category: Category) -> Problems {
    let mut admission = Admission::of_figures(book, practice);
    match category {
        Category::Quality => admission.check_quality(practice),
        Category::Cost => admission.check_cost(practice),
        Category::ImprovementActivities => admission.check_activities(practice),
        Category::PromotingInteroperability => admission.check_interoperability(practice),
    }
    admission.problems
}

/// What is wrong with, or odd about, the figures of a practice's measures, which have these records.
pub(crate) fn check_figures(
    book: &RuleBook,
    practice: &mut Practice,
    quality: &[Record],
    cost: &[CostRecord],
) -> Problems {
    let mut form = Form::default();
    for (entry, record) in practice.data.quality.iter_mut().zip(quality) {
        form.quality_figures(&record.path, entry);
    }
    for (entry, record) in practice.data.cost.iter_mut().zip(cost) {
        form.cost_figures(&record.path, entry);
    }
    let answers = &practice.data.promoting_interoperability.measures;
    let proportions = answers.iter().filter_map(|(id, answer)| match answer {
        Answer::Proportion {
            numerator,
            denominator,
        } => Some((id, *numerator, *denominator)),
        Answer::Attested(_) => None,
    });
    for (id, numerator, denominator) in proportions.clone() {
        form.proportion(id, numerator, denominator);
    }
    let mut admission = Admission::of_figures(book, practice);
    admission.problems = form.problems;
    for (entry, record) in practice.data.quality.iter().zip(quality) {
        let path = MeasurePath::from(record.path.as_str());
        admission.check_measure(practice, entry, &record.row, &path);
    }
    for (id, numerator, denominator) in proportions {
        admission.check_proportion(id, numerator, denominator);
    }
    admission.problems
}
