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
        examples::Choice,
        mend::{Kind, Mend, has_weight, set},
    },
};
use crate::{
    category::Category,
    document::{Document, setting::Setting},
    score::scorecard::Status,
    trial::{self, Trial},
};
use step::Draft;

pub use step::{Effort, Step};

/// The smallest step of a final score.
const SMALLEST: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// Everything that the practice can change and that adds points, the most points first, with what each changes. Where
/// promoting interoperability is 0, what adds points once it counts is among them.
pub(super) fn of(footing: &Footing<'_>, choice: Choice<'_>) -> Vec<(Step, Change)> {
    let nothing = with_nothing(footing);
    // What can be done in a category that is not known is read as if nothing were submitted there; each step is scored on
    // the file as it stands.
    let open = match &nothing {
        Some((document, trial)) => &Footing {
            document,
            settings: &[],
            trial,
            book: footing.book,
        },
        None => footing,
    };
    let missing = interoperability(open);
    let mut drafts = mended(open);
    drafts.extend(patients::of(footing));
    drafts.extend(measures::first(open, choice));
    drafts.extend(measures::more(footing, choice));
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
    for draft in after_interoperability(open) {
        if !is_known(&steps, &draft.settings) {
            steps.extend(scored_as(footing, draft, Decimal::ZERO));
        }
    }
    ways::keep_best(&mut steps);
    steps.sort_by_key(|(step, _)| std::cmp::Reverse(step.points));
    steps
}

/// The file with nothing submitted in the categories that are not known and that the practice can still report; none where
/// all are known.
fn with_nothing(footing: &Footing<'_>) -> Option<(Document, Trial)> {
    let mut document = footing.document.clone();
    document.lay(footing.settings).ok()?;
    let mut found = None;
    for category in Category::ALL {
        let is_open = category != Category::Cost
            && footing.card().categories[category].status == Status::Unknown
            && has_weight(footing.trial, category);
        let setting = set(format!("{}.not_submitted", category.key()), "true");
        let mut with = document.clone();
        if !is_open || with.lay(&[setting]).is_err() {
            continue;
        }
        if let Ok(trial) = trial::run(footing.book, &with, &[]) {
            document = with;
            found = Some(trial);
        }
    }
    Some((document, found?))
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
    let change = Change::between(footing.trial, &after);
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
