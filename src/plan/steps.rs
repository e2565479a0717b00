//! What a practice can still change, each step by itself: some settings, what they are worth, and what they take.

mod measures;
mod patients;
mod step;
mod ways;

use rust_decimal::Decimal;

use super::{
    composition::Change,
    footing::{Footing, dollars, final_score},
    mends::{
        self,
        mend::{Kind, Mend},
    },
};
use crate::document::setting::Setting;
use step::Draft;

pub use step::{Effort, Step};

/// The smallest step of a final score.
const SMALLEST: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// Everything that the practice can change and that adds points, the most points first, with what each changes. Where
/// promoting interoperability is 0, what adds points once it counts is among them.
pub(super) fn of(footing: &Footing<'_>, rate: Option<Decimal>) -> Vec<(Step, Change)> {
    let missing = interoperability(footing);
    let mut drafts = mended(footing);
    drafts.extend(patients::of(footing));
    drafts.extend(measures::more(footing, rate));
    drafts.extend(measures::other_collection_types(footing));
    drafts.extend(ways::of(footing));
    let mut steps: Vec<(Step, Change)> = Vec::new();
    let is_known = |steps: &[(Step, Change)], settings: &[Setting]| {
        steps.iter().any(|(step, _)| step.settings == settings)
    };
    for draft in missing.into_iter().chain(drafts) {
        if !draft.settings.is_empty() && !is_known(&steps, &draft.settings) {
            steps.extend(scored(footing, draft));
        }
    }
    for draft in after_interoperability(footing) {
        if !is_known(&steps, &draft.settings) {
            steps.extend(scored_as(footing, draft, Decimal::ZERO));
        }
    }
    ways::keep_best(&mut steps);
    steps.sort_by_key(|(step, _)| std::cmp::Reverse(step.points));
    steps
}

/// What brings promoting interoperability from 0.
fn interoperability(footing: &Footing<'_>) -> Option<Draft> {
    drafted(mends::interoperability::of(footing)?)
}

/// What adds nothing while promoting interoperability is 0, and adds points once it counts.
fn after_interoperability(footing: &Footing<'_>) -> Vec<Draft> {
    let Some(mend) = interoperability(footing) else {
        return Vec::new();
    };
    let Some(trial) = footing.with(&mend.settings) else {
        return Vec::new();
    };
    let settings: Vec<Setting> = [footing.settings, &mend.settings].concat();
    let counting = Footing {
        settings: &settings,
        trial: &trial,
        ..*footing
    };
    let is_alternative = |draft: &Draft| {
        let mut paths = draft.settings.iter().map(|setting| &setting.path);
        paths.any(|path| mend.settings.iter().any(|other| other.path == *path))
    };
    let answers = &footing.trial.practice.data.promoting_interoperability;
    let mut drafts = patients::interoperability(&counting, answers);
    drafts.extend(ways::bonus_answers(&counting));
    drafts
        .into_iter()
        .filter(|draft| !is_alternative(draft))
        .filter(|draft| {
            let with = counting.with(&draft.settings);
            with.is_some_and(|with| final_score(&with.scorecard) > final_score(counting.card()))
        })
        .map(|draft| Draft {
            description: format!(
                "once promoting interoperability counts: {}",
                draft.description
            ),
            ..draft
        })
        .collect()
}

/// A step by itself; none that adds nothing.
fn scored(footing: &Footing<'_>, draft: Draft) -> Option<(Step, Change)> {
    scored_as(footing, draft, SMALLEST)
}

/// A step by itself; none that adds less than `least`.
fn scored_as(footing: &Footing<'_>, draft: Draft, least: Decimal) -> Option<(Step, Change)> {
    let after = footing.with(&draft.settings)?;
    let (before, card) = (footing.card(), &after.scorecard);
    let points = final_score(card) - final_score(before);
    if points < least {
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
    mends.extend(mends::required::survey(footing));
    let of_mends = mends.into_iter().filter_map(drafted);
    of_mends
        .chain(ways::bonus_answers(footing))
        .chain(ways::activities(footing))
        .collect()
}

/// A mend as a step; none of what is only put right in the file.
fn drafted(mend: Mend) -> Option<Draft> {
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
}
