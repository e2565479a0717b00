//! Facts of the practice that the file does not give, where they move the score.

use super::{
    examples::Choice,
    first,
    mend::{Kind, Mend, has_weight, is_not_submitted, set},
};
use crate::{
    category::Category,
    plan::footing::{Footing, final_score},
    practice::CategoryInput,
    rules::terms::SpecialStatus,
};

/// Facts that are not given.
pub fn of(footing: &Footing<'_>) -> Vec<Mend> {
    [size(footing), facility(footing), quality(footing)]
        .into_iter()
        .flatten()
        .chain(fractions(footing))
        .collect()
}

/// The size, where the score of a small practice is another one.
fn size(footing: &Footing<'_>) -> Option<Mend> {
    if footing.trial.practice.size_is_stated {
        return None;
    }
    let settings = vec![set("practice.small_practice", "true")];
    let as_small = final_score(&footing.with(&settings)?.scorecard);
    let most = footing.trial.rules.small_practice.maximum_clinicians;
    (as_small != final_score(footing.card())).then(|| Mend {
        kind: Kind::Correction,
        path: "practice.small_practice".into(),
        message: format!(
            "the size is not given: taken as more than {most} clinicians; as a small practice: {as_small}"
        ),
        advice: "give practice.clinicians, or small_practice = true or false as CMS designates it".into(),
        settings,
        is_required: true,
    })
}

/// A facility-based practice without its facility's scores.
fn facility(footing: &Footing<'_>) -> Option<Mend> {
    let practice = &footing.trial.practice;
    let year = footing.trial.rules.facility_based.as_ref()?;
    let is_due = practice
        .special_statuses
        .contains(&SpecialStatus::FacilityBased)
        && practice.facility_based.is_none()
        && year.participation.contains(&practice.participation)
        && year.pathways.contains(&practice.pathway);
    is_due.then(|| Mend {
        kind: Kind::Correction,
        path: "facility_based".into(),
        message: "facility-based, and the facility's scores are not given: quality and cost may be higher by them"
            .into(),
        advice: "give facility_based.quality_percent and cost_percent, as CMS's feedback shows them".into(),
        settings: Vec::new(),
        is_required: true,
    })
}

/// Quality that counts 0, because nothing was submitted: what it could earn is counted with measures at their median.
fn quality(footing: &Footing<'_>) -> Option<Mend> {
    let trial = footing.trial;
    let is_due = is_not_submitted(trial, Category::Quality) && has_weight(trial, Category::Quality);
    is_due.then(|| {
        let first = first::of(footing, Choice::default());
        let (example, settings) = first.so_many(first.measures.len());
        let advice = if settings.is_empty() {
            "report measures".into()
        } else {
            format!("{example}: the loss is counted with these, complete and with enough cases")
        };
        Mend {
            kind: Kind::Measures(first.measures.len() as u64),
            path: "quality".into(),
            message: "quality is 0, because nothing was submitted".into(),
            advice,
            settings,
            is_required: true,
        }
    })
}

/// Category percents that look like fractions of one.
fn fractions(footing: &Footing<'_>) -> impl Iterator<Item = Mend> {
    Category::ALL.into_iter().filter_map(|category| {
        let CategoryInput::Percent(percent) = footing.trial.practice.categories[category] else {
            return None;
        };
        let path = format!("{}.percent", category.key());
        super::measures::of_fraction(&path, percent)
    })
}
