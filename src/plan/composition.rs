//! Several steps together. What a step changes in the admitted practice is found once, from the file scored with it; sets
//! of steps are put together from these changes, which spares reading the file again for each of thousands of sets. What
//! is printed in the end is scored from the file once more.

use crate::{
    category::{ByCategory, Category},
    practice::{Answer, CategoryInput, Practice, PromotingInteroperabilityData, QualityMeasure},
    score::{LowEnd, scorecard::Scorecard},
    trial::Trial,
};

/// What a step changes in the practice.
#[non_exhaustive]
pub struct Change {
    /// The practice on another footing: another pathway.
    whole: Option<Box<Practice>>,
    quality: Vec<(QualityMeasure, QualityMeasure)>,
    answers: Vec<(String, Answer)>,
    days: Option<u32>,
    cehrt_id: Option<Option<String>>,
    activities: Option<Vec<String>>,
    /// Categories that become another thing, their data with them.
    states: ByCategory<Option<CategoryInput>>,
    /// Whether a category's weight or a bonus becomes another one.
    moves_weight: bool,
}

impl Change {
    /// What was changed between two readings of a file, each with its score.
    pub fn between(from: &Trial, to: &Trial) -> Self {
        let (before, after) = (&from.practice, &to.practice);
        let weighed = |card: &Scorecard| {
            (
                ByCategory::from_fn(|category| card.categories[category].weight),
                card.complex_patient_bonus,
                card.small_practice_bonus,
            )
        };
        let identity = |practice: &Practice| {
            (
                practice.pathway,
                practice.mvp.clone(),
                practice.participation,
                practice.small_practice,
                practice.apm_participant,
            )
        };
        let (old, new) = (&before.data, &after.data);
        let entry = |of: &[QualityMeasure], like: &QualityMeasure| {
            of.iter()
                .find(|entry| entry.id == like.id && entry.collection_type == like.collection_type)
                .cloned()
        };
        let blank = |like: &QualityMeasure| QualityMeasure {
            collection_type: like.collection_type,
            id: like.id.clone(),
            ..QualityMeasure::default()
        };
        let (asked, told) = (
            &old.promoting_interoperability,
            &new.promoting_interoperability,
        );
        Self {
            whole: (identity(before) != identity(after)).then(|| {
                let mut practice = after.clone();
                practice.warnings.clear();
                Box::new(practice)
            }),
            quality: new
                .quality
                .iter()
                .map(|after| {
                    (
                        entry(&old.quality, after).unwrap_or_else(|| blank(after)),
                        after,
                    )
                })
                .filter(|(before, after)| before != *after)
                .map(|(before, after)| (before, after.clone()))
                .collect(),
            answers: told
                .measures
                .iter()
                .filter(|answer| !asked.measures.contains(answer))
                .cloned()
                .collect(),
            days: told.days.filter(|days| asked.days != Some(*days)),
            cehrt_id: (asked.cehrt_id != told.cehrt_id).then(|| told.cehrt_id.clone()),
            activities: (old.improvement_activities != new.improvement_activities)
                .then(|| new.improvement_activities.clone()),
            states: ByCategory::from_fn(|category| {
                let state = after.categories[category];
                (before.categories[category] != state).then_some(state)
            }),
            moves_weight: weighed(&from.scorecard) != weighed(&to.scorecard),
        }
    }

    /// Whether it puts the practice on another footing.
    pub fn is_whole(&self) -> bool {
        self.whole.is_some()
    }

    /// Whether it changes what other steps are worth: another footing, or other weights.
    pub fn changes_footing(&self) -> bool {
        self.is_whole() || self.moves_weight
    }

    fn make(&self, practice: &mut Practice) {
        for (before, after) in &self.quality {
            let found = practice.data.quality.iter_mut().find(|entry| {
                entry.id == after.id && entry.collection_type == after.collection_type
            });
            match found {
                Some(entry) => overlay(entry, before, after),
                None => practice.data.quality.push(after.clone()),
            }
        }
        let told = &mut practice.data.promoting_interoperability;
        for (id, answer) in &self.answers {
            match told.measures.iter_mut().find(|(known, _)| known == id) {
                Some((_, known)) => *known = *answer,
                None => told.measures.push((id.clone(), *answer)),
            }
        }
        if self.days.is_some() {
            told.days = self.days;
        }
        if let Some(id) = &self.cehrt_id {
            told.cehrt_id.clone_from(id);
        }
        if let Some(activities) = &self.activities {
            practice.data.improvement_activities.clone_from(activities);
        }
        for category in Category::ALL {
            let Some(state) = self.states[category] else {
                continue;
            };
            practice.categories[category] = state;
            if !matches!(state, CategoryInput::Measures { .. }) {
                match category {
                    Category::Quality => practice.data.quality.clear(),
                    Category::Cost => practice.data.cost.clear(),
                    Category::ImprovementActivities => {
                        practice.data.improvement_activities.clear();
                    }
                    Category::PromotingInteroperability => {
                        practice.data.promoting_interoperability =
                            PromotingInteroperabilityData::default();
                    }
                }
            }
        }
    }
}

/// Gives an entry what was changed between two others.
fn overlay(entry: &mut QualityMeasure, before: &QualityMeasure, after: &QualityMeasure) {
    fn take<T: PartialEq + Clone>(own: &mut T, before: &T, after: &T) {
        if before != after {
            own.clone_from(after);
        }
    }
    take(&mut entry.numerator, &before.numerator, &after.numerator);
    take(
        &mut entry.denominator,
        &before.denominator,
        &after.denominator,
    );
    take(&mut entry.rate, &before.rate, &after.rate);
    take(&mut entry.cases, &before.cases, &after.cases);
    take(
        &mut entry.eligible_population,
        &before.eligible_population,
        &after.eligible_population,
    );
    take(&mut entry.exclusions, &before.exclusions, &after.exclusions);
    take(&mut entry.exceptions, &before.exceptions, &after.exceptions);
    take(
        &mut entry.data_completeness,
        &before.data_completeness,
        &after.data_completeness,
    );
    take(&mut entry.points, &before.points, &after.points);
    take(&mut entry.end_to_end, &before.end_to_end, &after.end_to_end);
    take(&mut entry.strata, &before.strata, &after.strata);
}

/// The practice as it stands, on which changes are put together.
pub struct Ground {
    practice: Practice,
}

impl Ground {
    /// The ground of a practice.
    pub fn of(practice: &Practice) -> Self {
        let mut practice = practice.clone();
        practice.warnings.clear();
        practice.name = None;
        Self { practice }
    }

    /// What these changes together come to; of a range the low end.
    pub fn with<'c>(&self, changes: impl Iterator<Item = &'c Change> + Clone) -> LowEnd {
        let whole = changes.clone().find_map(|change| change.whole.as_deref());
        let mut practice = whole.unwrap_or(&self.practice).clone();
        for change in changes {
            change.make(&mut practice);
        }
        LowEnd::of(&practice)
    }
}
