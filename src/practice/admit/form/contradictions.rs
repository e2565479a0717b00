//! Statements that exclude each other.

use super::{MOST_ITEMS, data};
use crate::{
    category::Category,
    practice::{
        admit::Admission,
        file::{CategoryTable, PracticeFile, QualityMeasure},
    },
    problem::Code,
    rules::collection_type::CollectionType,
};

impl Admission<'_> {
    /// What cannot go together, and what is there twice.
    pub(in crate::practice) fn check_contradictions(&mut self, file: &PracticeFile) {
        self.one_state("quality", "measures", file.quality.as_ref());
        self.one_state("cost", "measures", file.cost.as_ref());
        self.one_state(
            "improvement_activities",
            "activities",
            file.improvement_activities.as_ref(),
        );
        self.one_state(
            "promoting_interoperability",
            "measures",
            file.promoting_interoperability.as_ref(),
        );
        if file.final_score.is_some() {
            let is_there = [
                file.quality.is_some(),
                file.cost.is_some(),
                file.improvement_activities.is_some(),
                file.promoting_interoperability.is_some(),
            ];
            for (category, _) in Category::ALL
                .into_iter()
                .zip(is_there)
                .filter(|(_, is)| *is)
            {
                let message = "a final score that is known stands beside no category";
                self.error(Code::Contradiction, category.key(), message);
            }
        }
        if let Some(bonus) = &file.complex_patient_bonus {
            let has_inputs = bonus
                .inputs
                .named()
                .iter()
                .any(|(_, value)| value.is_some());
            let states = [bonus.points.is_some(), has_inputs, bonus.unknown];
            if states.into_iter().filter(|is| *is).count() > 1 {
                let message = "points, raw inputs and unknown cannot go together";
                self.error(Code::Contradiction, "complex_patient_bonus", message);
            }
        }
        let kind = |it: &QualityMeasure| it.collection_type.map_or("", CollectionType::key);
        let quality = data(file.quality.as_ref()).iter();
        let quality = quality.map(|it| (kind(it), it.id.as_str(), it));
        self.no_twins(quality.collect(), QualityMeasure::path);
        let cost = data(file.cost.as_ref()).iter();
        let cost = cost.map(|it| ("", it.id.as_str(), it));
        self.no_twins(cost.collect(), |it| format!("cost.measures.{}", it.id));
        for measure in data(file.cost.as_ref()) {
            let is_enough =
                measure.points.is_some() || (measure.cost.is_some() && measure.cases.is_some());
            if !is_enough {
                let key = if measure.cost.is_none() {
                    "cost"
                } else {
                    "cases"
                };
                let path = format!("cost.measures.{}.{key}", measure.id);
                self.error(Code::MissingKey, &path, "the key is missing")
                    .help = Some("a cost measure has cost and cases, or points".into());
            }
        }
        let activities = data(file.improvement_activities.as_ref());
        if activities.len() > MOST_ITEMS {
            let message = format!("a list has at most {MOST_ITEMS} items");
            self.error(
                Code::OutOfRange,
                "improvement_activities.activities",
                message,
            );
        }
        for id in activities {
            self.check_id(&"improvement_activities.activities", id);
        }
    }

    /// A category is one thing. A percent may stand beside what it is computed from.
    fn one_state<T>(&mut self, category: &str, data_key: &str, table: Option<&CategoryTable<T>>) {
        let Some(table) = table else { return };
        let states = [
            (data_key, table.data.is_some()),
            ("percent", table.percent.is_some() && table.data.is_none()),
            ("not_submitted", table.not_submitted),
            ("reweighted", table.reweighted.is_some()),
            ("unknown", table.unknown),
        ];
        let mut given = states.into_iter().filter(|(_, is)| *is).map(|(key, _)| key);
        if let (Some(first), Some(last)) = (given.next(), given.last()) {
            let message =
                format!("`{first}` and `{last}` cannot go together: a category is one of them");
            self.error(Code::Contradiction, &format!("{category}.{last}"), message);
        }
    }

    /// `measures` stand with their kinds and ids.
    fn no_twins<T>(&mut self, mut measures: Vec<(&str, &str, &T)>, path: impl Fn(&T) -> String) {
        measures.sort_by_key(|(kind, id, _)| (*kind, *id));
        for twins in measures.windows(2) {
            let [(kind, id, _), (other_kind, other_id, twin)] = twins else {
                continue;
            };
            if (kind, id) == (other_kind, other_id) {
                let message = "the measure is given twice";
                self.error(Code::Contradiction, &path(twin), message);
            }
        }
    }
}
