//! Holds quality measures against the year: which exist, where they may be reported, and by whom.

mod counts;
mod identity;
mod path;
mod place;

pub(super) use path::MeasurePath;

use super::{Admission, spans};
use crate::{
    practice::{CategoryInput, Practice, QualityMeasure},
    problem::{Code, Part, closest},
    rules::{collection_type::CollectionType, measures, terms::Pathway},
};

impl Admission<'_> {
    /// Every quality measure must exist in the year, on the pathway, for this participant; its figures must make sense.
    pub(super) fn check_quality(&mut self, practice: &Practice) {
        self.check_mvp(practice);
        self.check_prior(practice);
        let rules = self.rules;
        let measures = &practice.data.quality;
        if measures.is_empty() {
            if matches!(practice.categories.quality, CategoryInput::Measures { .. }) {
                let message = "no measure is listed, so the category earns 0";
                self.error(Code::Unlikely, "quality.measures", message).help =
                    Some("if nothing was submitted, write not_submitted = true".into());
            }
            return;
        }
        let Some(inventory) = rules.inventory() else {
            let year = rules.performance_year;
            let message = format!("the measures of performance year {year} are not published yet");
            self.error(Code::NotInYear, "quality.measures", message)
                .help = Some("give quality.percent".into());
            return;
        };
        let Some(pathway) = rules.quality.pathways.get(&practice.pathway) else {
            return;
        };
        for entry in measures {
            let Some(collection_type) = entry.collection_type else {
                continue;
            };
            let path = MeasurePath::of(entry);
            if let Some(row) = self.find(inventory, collection_type, entry, &path) {
                let admitted =
                    self.check_place(practice, pathway, collection_type, entry, row, &path);
                if admitted {
                    self.check_benchmarks(entry, &path);
                    if !self.passes_over_figures {
                        self.check_measure(practice, entry, row, &path);
                    }
                }
            }
        }
        self.check_survey(practice);
    }

    /// What a measure's own figures say, and for the Web Interface how many clinicians there are.
    pub(super) fn check_measure(
        &mut self,
        practice: &Practice,
        entry: &QualityMeasure,
        row: &measures::QualityMeasure,
        path: &MeasurePath<'_>,
    ) {
        let Some(collection_type) = entry.collection_type else {
            return;
        };
        if collection_type == CollectionType::WebInterface {
            self.check_web_interface_size(practice, &entry.id, path);
        }
        self.check_entry(collection_type, entry, row, path);
    }

    /// Without any benchmark of the year a rate earns nothing yet, which is not the same as no points.
    fn check_benchmarks(&mut self, entry: &QualityMeasure, path: &MeasurePath<'_>) {
        if entry.points.is_some() || self.rules.benchmarks().is_some() {
            return;
        }
        let year = self.rules.performance_year;
        let message = format!("the benchmarks of performance year {year} are not published yet");
        let problem = self.error(Code::NotInYear, path, message);
        problem.part = Part::Key;
        problem.help = Some("give the points that you expect, or quality.percent".into());
    }

    fn check_mvp(&mut self, practice: &Practice) {
        let (Pathway::Mvp, Some(id)) = (practice.pathway, &practice.mvp) else {
            return;
        };
        let Some(inventory) = self.rules.inventory() else {
            return;
        };
        if inventory.mvps.contains_key(id) {
            return;
        }
        let year = self.rules.performance_year;
        let upper = id.to_uppercase();
        let near = inventory
            .mvps
            .get_key_value(&upper)
            .map(|(known, _)| known.as_str())
            .or_else(|| closest(id, inventory.mvps.keys().map(String::as_str)));
        let elsewhere = self.years_with(|inventory| inventory.mvps.contains_key(id));
        let help = match (near, spans(&elsewhere)) {
            (_, Some(years)) => format!("performance years that have it: {years}"),
            (Some(near), None) => {
                format!("did you mean `{near}` ({})?", inventory.mvps[near].title)
            }
            (None, None) => {
                let known: Vec<&str> = inventory.mvps.keys().map(String::as_str).collect();
                format!("the MVPs of the year are {}", known.join(", "))
            }
        };
        let message = format!("no MVP `{id}` in performance year {year}");
        self.error(Code::UnknownId, "practice.mvp", message).help = Some(help);
    }

    fn check_prior(&mut self, practice: &Practice) {
        let given = practice.prior_year.quality_achievement_percent.is_some();
        if given && self.rules.quality.improvement.is_none() {
            let year = self.rules.performance_year;
            let message = format!("performance year {year} does not score improvement in quality");
            let path = "prior_year.quality_achievement_percent";
            self.error(Code::NoEffect, path, message);
        }
    }

    /// The survey is given as a whole or by its survey measures, not as both.
    fn check_survey(&mut self, practice: &Practice) {
        let cahps = &self.rules.quality.cahps;
        let of_survey = |whole: bool| {
            practice.data.quality.iter().find(|entry| {
                entry.collection_type == Some(CollectionType::Cahps)
                    && cahps.is_whole(&entry.id) == whole
            })
        };
        if let (Some(whole), Some(_)) = (of_survey(true), of_survey(false)) {
            let path = whole.path();
            let message = "the survey as a whole is given beside its survey measures";
            let problem = self.error(Code::Contradiction, &path, message);
            problem.part = Part::Key;
            problem.help = Some("give one or the other: the whole is their average".into());
        }
    }
}
