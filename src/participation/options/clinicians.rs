//! Which final score counts for each clinician.

use rust_decimal::Decimal;

use super::alternative::{Alternative, Subject};
use crate::{
    participation::{
        hierarchy::{Candidate, Counting, which_counts},
        verdict::{Test, Verdict},
    },
    practice::Practice,
    rules::{
        book::YearRules,
        score_hierarchy::JoinedLate,
        terms::{Participation, Pathway, TinOfPaymentYear},
    },
    score::scorecard::Bounds,
};

/// What counts for one clinician.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Clinician {
    /// The clinician's name or file; none where no individual's file is given.
    pub name: Option<String>,
    /// The alternative that counts, from 0; none where nothing does, or where that is open.
    pub counts: Option<usize>,
    /// The final score that counts; none while it is not known.
    pub final_score: Option<Decimal>,
    /// What it can be; none where no score counts.
    pub final_score_bounds: Option<Bounds>,
    /// The adjustment that follows, in percent.
    pub adjustment: Option<Decimal>,
    /// The adjustment of reporting as this file alone says.
    pub alone: Option<Decimal>,
    /// Whether the clinician was free, and is bound by what another reports.
    pub newly_bound: Option<bool>,
    /// Why it is so.
    pub note: Option<String>,
}

/// What counts for each clinician of the files; for one without a name where no individual's file is given.
pub(super) fn clinicians(
    rules: &YearRules,
    names: &[String],
    subjects: &[Subject],
    alternatives: &[Alternative],
) -> Vec<Clinician> {
    let is_one = |it: &Subject| it.admitted.practice.participation == Participation::Individual;
    let individuals: Vec<usize> = (0..subjects.len())
        .filter(|n| is_one(&subjects[*n]))
        .collect();
    if individuals.is_empty() {
        let all: Vec<usize> = (0..alternatives.len())
            .filter(|n| alternatives[*n].can_count())
            .collect();
        return vec![counted(rules, alternatives, &all, None)];
    }
    let found = individuals
        .iter()
        .map(|n| of_individual(rules, names, subjects, alternatives, *n))
        .collect();
    moved(subjects, &individuals, found)
}

/// What counts for the clinician of an individual's file.
fn of_individual(
    rules: &YearRules,
    names: &[String],
    subjects: &[Subject],
    alternatives: &[Alternative],
    file: usize,
) -> Clinician {
    let subject = &subjects[file];
    let practice = &subject.admitted.practice;
    let eligibility = &subject.eligibility;
    let name = practice.name.clone().unwrap_or_else(|| names[file].clone());
    let is_out = match eligibility.verdict {
        Verdict::Qp => true,
        Verdict::PartialQp => eligibility.bound != Some(true),
        _ => matches!(
            eligibility.decided_by,
            Some(Test::ClinicianType | Test::NewEnrollment | Test::Maqi)
        ),
    };
    let late = joined_late(rules, practice);
    let mut candidates = Vec::new();
    if !is_out {
        candidates = reaching(practice, alternatives, file);
    }
    if late.is_some() {
        // Only what others report reaches a clinician who joined at the year's end.
        candidates.retain(|n| alternatives[*n].level != Participation::Individual);
    }
    let mut clinician = counted(rules, alternatives, &candidates, Some(name));
    let own = alternatives
        .iter()
        .find(|it| it.file == file && it.as_filed);
    clinician.alone = own.and_then(Alternative::adjustment);
    let level = clinician.counts.map(|n| alternatives[n].level);
    let is_by_others = level.is_some_and(|it| it != Participation::Individual);
    clinician.newly_bound = eligibility.bound.map(|bound| !bound && is_by_others);
    if let Some(late) = late.filter(|_| !is_out && candidates.is_empty()) {
        let threshold = rules.adjustment.performance_threshold;
        clinician.final_score = Some(threshold);
        clinician.final_score_bounds = Some(Bounds {
            low: threshold,
            high: threshold,
        });
        clinician.adjustment = Some(rules.adjustment.rounding.apply(Decimal::ZERO));
        clinician.note = Some(format!(
            "joined at the year's end a practice that does not report as a group: the performance threshold ({})",
            late.cite
        ));
    } else if is_out {
        clinician.note = Some(format!(
            "{}: no score moves payments",
            eligibility.verdict.title()
        ));
    } else if candidates.is_empty() {
        clinician.note = Some(match eligibility.bound {
            Some(true) => "nothing that counts is given: without data the final score is 0".into(),
            _ => "no score moves payments: nothing is reported that binds".into(),
        });
    }
    clinician
}

/// The alternatives that reach the clinician of an individual's file: its own, and what others report.
fn reaching(practice: &Practice, alternatives: &[Alternative], file: usize) -> Vec<usize> {
    let apm = practice
        .taking_part
        .as_deref()
        .and_then(|it| it.apm.as_ref());
    let is_off_the_list = apm.and_then(|it| it.on_participation_list) == Some(false);
    let reaches = |n: &usize| {
        let it = &alternatives[*n];
        let is_by_others = it.level != Participation::Individual;
        let is_apm_score = is_by_others && matches!(it.pathway, Pathway::App | Pathway::AppPlus);
        (it.file == file || is_by_others) && it.can_count() && !(is_apm_score && is_off_the_list)
    };
    (0..alternatives.len()).filter(reaches).collect()
}

/// The rule for clinicians who join at the year's end, where it is this one's.
fn joined_late<'r>(rules: &'r YearRules, practice: &Practice) -> Option<&'r JoinedLate> {
    let facts = practice.taking_part.as_deref()?.eligibility.as_ref()?;
    let late = rules.score_hierarchy.joined_late.as_ref()?;
    Some(late).filter(|late| facts.joined.is_some_and(|day| late.holds(day)))
}

/// What counts of these alternatives.
fn counted(
    rules: &YearRules,
    alternatives: &[Alternative],
    candidates: &[usize],
    name: Option<String>,
) -> Clinician {
    let scores: Vec<Candidate> = candidates
        .iter()
        .filter_map(|n| {
            let it = &alternatives[*n];
            Some(Candidate {
                level: it.level,
                score: it.score()?,
            })
        })
        .collect();
    let nothing = Clinician {
        name,
        counts: None,
        final_score: None,
        final_score_bounds: None,
        adjustment: None,
        alone: None,
        newly_bound: None,
        note: None,
    };
    match which_counts(&rules.score_hierarchy, &scores) {
        Counting::Nothing => nothing,
        Counting::One(n) => {
            let it = &alternatives[candidates[n]];
            Clinician {
                counts: Some(candidates[n]),
                final_score: it.trial.as_ref().and_then(|it| it.scorecard.final_score),
                final_score_bounds: it.score(),
                adjustment: it.adjustment(),
                ..nothing
            }
        }
        Counting::Open(bounds) => Clinician {
            final_score_bounds: Some(bounds),
            note: Some("which score counts depends on what is not known yet".into()),
            ..nothing
        },
    }
}

/// A clinician who bills through another practice in the payment year takes the highest score along: files that share a
/// name and say so are of one clinician.
fn moved(subjects: &[Subject], individuals: &[usize], found: Vec<Clinician>) -> Vec<Clinician> {
    let mut merged: Vec<(bool, Clinician)> = Vec::new();
    for (file, clinician) in individuals.iter().zip(found) {
        let practice = &subjects[*file].admitted.practice;
        let is_new = practice.tin_of_payment_year == Some(TinOfPaymentYear::New);
        let same = merged.iter_mut().find(|(was_new, it)| {
            is_new && *was_new && practice.name.is_some() && it.name == practice.name
        });
        if let Some((_, it)) = same {
            if clinician.final_score > it.final_score {
                *it = clinician;
            }
            it.note = Some("the practice of the payment year is a new one: the highest score follows the clinician".into());
        } else {
            let mut clinician = clinician;
            if is_new && clinician.counts.is_some() {
                clinician.note = Some("the practice of the payment year is a new one: the score follows the clinician".into());
            }
            merged.push((is_new, clinician));
        }
    }
    merged.into_iter().map(|(_, it)| it).collect()
}
