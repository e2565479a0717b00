//! Every way of reporting for which there are data, scored; and which final score counts for each clinician.

use rust_decimal::Decimal;

use super::{
    admission::as_asked,
    eligibility::{Eligibility, eligibility},
    hierarchy::{Candidate, Counting, which_counts},
    verdict::{Test, Verdict},
    ways,
};
use crate::{
    document::{Document, setting::Setting},
    practice::Practice,
    problem::Problems,
    rules::{
        book::{RuleBook, YearRules},
        score_hierarchy::JoinedLate,
        terms::{Election, Participation, Pathway, TinOfPaymentYear},
    },
    score::scorecard::Bounds,
    trial::{self, Admitted, Trial},
};

/// One way of reporting.
#[non_exhaustive]
pub struct Alternative {
    /// Which file it is of, from 0.
    pub file: usize,
    /// The level.
    pub level: Participation,
    /// The pathway.
    pub pathway: Pathway,
    /// The MVP.
    pub mvp: Option<String>,
    /// The score; none where it cannot be computed.
    pub trial: Option<Trial>,
    /// Whether the year allows it; none where a fact is missing.
    pub allowed: Option<bool>,
    /// Why not, or what is missing.
    pub why_not: Option<String>,
    /// Whether the score moves payments; none where that depends on a fact that is missing.
    pub adjusts: Option<bool>,
    /// Whether the file says so itself.
    pub as_filed: bool,
    /// What makes it of the file.
    pub settings: Vec<Setting>,
}

impl Alternative {
    /// What the final score can be.
    #[must_use]
    pub fn score(&self) -> Option<Bounds> {
        Some(self.trial.as_ref()?.scorecard.final_score_bounds)
    }

    /// The adjustment in percent; none where the score moves no payments, or is not known.
    #[must_use]
    pub fn adjustment(&self) -> Option<Decimal> {
        let trial = self.trial.as_ref().filter(|_| self.adjusts == Some(true))?;
        trial.scorecard.payment_adjustment.percent
    }

    fn can_count(&self) -> bool {
        self.allowed == Some(true) && self.adjusts != Some(false) && self.trial.is_some()
    }
}

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

/// All ways, and what they come to.
pub struct Options {
    /// The files' names.
    pub files: Vec<String>,
    /// The year's rules.
    pub rules: std::sync::Arc<YearRules>,
    /// Whether each file's clinician or practice is in MIPS.
    pub eligibility: Vec<Eligibility>,
    /// Every way of reporting.
    pub alternatives: Vec<Alternative>,
    /// What counts for each clinician.
    pub clinicians: Vec<Clinician>,
}

/// One practice file with what was found of it.
struct Subject {
    admitted: Admitted,
    eligibility: Eligibility,
}

/// Scores every way of reporting that the files have data for, and finds which score counts.
///
/// # Errors
///
/// A file that cannot be admitted, or files of several years.
pub fn options(
    book: &RuleBook,
    files: &[(String, Document)],
    settings: &[Setting],
) -> Result<Options, Problems> {
    let mut subjects = Vec::new();
    let mut alternatives = Vec::new();
    for (n, (_, document)) in files.iter().enumerate() {
        let (document, settings) = as_asked(book, document, settings)?;
        let admitted = trial::admit(book, &document, &settings)?;
        let eligibility = eligibility(&admitted.rules, &admitted.practice);
        let adjusts = adjusts(&admitted, &eligibility);
        for way in ways::of(&admitted) {
            let all: Vec<Setting> = settings.iter().chain(&way.settings).cloned().collect();
            let run = (way.allowed != Some(false)).then(|| trial::run(book, &document, &all));
            let (trial, allowed, why_not) = match run {
                Some(Ok(trial)) => (Some(trial), way.allowed, way.why_not),
                Some(Err(problems)) => {
                    let first = problems.0.iter().find(|it| it.is_error());
                    let why = first.map(|it| format!("{}: {}", it.path, it.message));
                    (None, Some(false), why)
                }
                None => (None, way.allowed, way.why_not),
            };
            alternatives.push(Alternative {
                file: n,
                level: admitted.practice.participation,
                pathway: way.pathway,
                mvp: way.mvp,
                trial,
                allowed,
                why_not,
                adjusts,
                as_filed: way.as_filed,
                settings: way.settings,
            });
        }
        subjects.push(Subject {
            admitted,
            eligibility,
        });
    }
    let rules = one_year(&subjects)?;
    let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let clinicians = clinicians(&rules, &names, &subjects, &alternatives);
    Ok(Options {
        files: names,
        rules,
        eligibility: subjects.into_iter().map(|it| it.eligibility).collect(),
        alternatives,
        clinicians,
    })
}

fn one_year(subjects: &[Subject]) -> Result<std::sync::Arc<YearRules>, Problems> {
    use crate::problem::{Code, Problem};
    let rules = subjects
        .first()
        .map(|it| std::sync::Arc::clone(&it.admitted.rules));
    let none = || Problem::new(Code::MissingKey, "", "no practice file was given");
    let rules = rules.ok_or_else(none)?;
    let other = subjects
        .iter()
        .map(|it| it.admitted.rules.performance_year)
        .find(|year| *year != rules.performance_year);
    match other {
        None => Ok(rules),
        Some(other) => {
            let message = format!(
                "the files are of performance years {} and {other}: give --year, or files of one year",
                rules.performance_year
            );
            Err(Problem::new(Code::Contradiction, "performance_year", message).into())
        }
    }
}

/// Whether a score at the file's own level moves payments.
fn adjusts(admitted: &Admitted, eligibility: &Eligibility) -> Option<bool> {
    let facts = admitted
        .practice
        .taking_part
        .as_deref()
        .and_then(|it| it.eligibility.as_ref());
    let election = facts.and_then(|it| it.election);
    match eligibility.verdict {
        Verdict::MipsEligible => Some(true),
        Verdict::PartialQp => eligibility.bound,
        Verdict::OptInEligible | Verdict::GroupOnly => Some(election == Some(Election::OptIn)),
        Verdict::Qp | Verdict::Exempt => Some(false),
        Verdict::Unknown if election == Some(Election::Voluntary) => Some(false),
        // A file that says nothing of eligibility is scored as whoever is in MIPS.
        Verdict::Unknown if facts.is_none() => Some(true),
        Verdict::Unknown => None,
    }
}

fn clinicians(
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
    let is_off_the_list = practice
        .taking_part
        .as_deref()
        .and_then(|it| it.apm.as_ref())
        .and_then(|it| it.on_participation_list)
        == Some(false);
    let is_candidate = |n: &usize| {
        let it = &alternatives[*n];
        let is_apm_score = matches!(it.pathway, Pathway::App | Pathway::AppPlus)
            && it.level != Participation::Individual;
        let reaches = it.file == file || it.level != Participation::Individual;
        !is_out && reaches && it.can_count() && !(is_apm_score && is_off_the_list)
    };
    let mut candidates: Vec<usize> = (0..alternatives.len()).filter(is_candidate).collect();
    let late = joined_late(rules, practice);
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
