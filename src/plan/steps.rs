//! What a practice can still change, each step by itself: some settings, what they are worth, and what they take.

mod measures;
mod patients;
mod step;
mod ways;

use rust_decimal::Decimal;

use super::{
    composition::Change,
    footing::{Footing, dollars, final_score},
    mends::{self, mend::Kind},
};
use crate::document::setting::Setting;
use step::Draft;

pub use step::{Effort, Step};

/// Everything that the practice can change and that adds points, the most points first, with what each changes.
pub(super) fn of(footing: &Footing<'_>, rate: Option<Decimal>) -> Vec<(Step, Change)> {
    let mut drafts = mended(footing);
    drafts.extend(patients::of(footing));
    drafts.extend(measures::more(footing, rate));
    drafts.extend(measures::other_collection_types(footing));
    drafts.extend(ways::of(footing));
    let mut steps: Vec<(Step, Change)> = Vec::new();
    for draft in drafts {
        let is_known =
            |settings: &[Setting]| steps.iter().any(|(step, _)| step.settings == settings);
        if draft.settings.is_empty() || is_known(&draft.settings) {
            continue;
        }
        steps.extend(scored(footing, draft));
    }
    ways::keep_best(&mut steps);
    steps.sort_by_key(|(step, _)| std::cmp::Reverse(step.points));
    steps
}

/// A step by itself; none that adds nothing.
fn scored(footing: &Footing<'_>, draft: Draft) -> Option<(Step, Change)> {
    let after = footing.with(&draft.settings)?;
    let (before, card) = (footing.card(), &after.scorecard);
    let points = final_score(card) - final_score(before);
    if points <= Decimal::ZERO {
        return None;
    }
    let change = Change::between(&footing.trial.practice, &after.practice);
    let step = Step {
        description: draft.description,
        settings: draft.settings,
        points,
        dollars: dollars(card)
            .zip(dollars(before))
            .map(|(after, before)| after - before),
        final_score: final_score(card),
        effort: draft.effort,
        ladder: draft.ladder,
    };
    Some((step, change))
}

/// The mends of what costs points, apart from what is only put right in the file.
fn mended(footing: &Footing<'_>) -> Vec<Draft> {
    let mut mends = mends::measures::of(footing.trial);
    mends.extend(mends::interoperability::of(footing));
    mends.extend(mends::required::survey(footing));
    let of_mends = mends.into_iter().filter_map(|mend| {
        let none = Effort::default();
        let effort = match mend.kind {
            Kind::Correction => return None,
            Kind::Patients(patients) => Effort { patients, ..none },
            Kind::Measures(measures) => Effort { measures, ..none },
            Kind::Activities(activities) => Effort { activities, ..none },
            Kind::Answers(answers) => Effort { answers, ..none },
        };
        Some(Draft {
            description: mend.advice,
            settings: mend.settings,
            effort,
            ladder: None,
        })
    });
    of_mends
        .chain(ways::bonus_answers(footing))
        .chain(ways::activities(footing))
        .collect()
}
