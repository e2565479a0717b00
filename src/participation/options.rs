//! Every way of reporting for which there are data, scored; and which final score counts for each clinician.

mod alternative;
mod clinicians;

use std::sync::Arc;

use super::{
    admission::as_asked,
    eligibility::{Eligibility, eligibility},
    ways,
};
use crate::{
    document::{Document, setting::Setting},
    problem::{Code, Problem, Problems},
    rules::book::{RuleBook, YearRules},
    trial,
};

pub use alternative::Alternative;
use alternative::{Subject, adjusts};
pub use clinicians::Clinician;
use clinicians::clinicians;

/// All ways, and what they come to.
pub struct Options {
    /// The files' names.
    pub files: Vec<String>,
    /// The year's rules.
    pub rules: Arc<YearRules>,
    /// Whether each file's clinician or practice is in MIPS.
    pub eligibility: Vec<Eligibility>,
    /// Every way of reporting.
    pub alternatives: Vec<Alternative>,
    /// What counts for each clinician.
    pub clinicians: Vec<Clinician>,
}

impl Options {
    /// The practice's name in one of the files, where it gives one.
    pub(super) fn practice(&self, file: usize) -> Option<&str> {
        let of_file = self.alternatives.iter().filter(|it| it.file == file);
        let mut trials = of_file.filter_map(|it| it.trial.as_ref());
        trials.find_map(|trial| trial.practice.name.as_deref())
    }
}

/// Scores every way of reporting that the files have data for, and finds which score counts.
///
/// ```
/// use mips::{Document, RuleBook, participation};
///
/// let text = "performance_year = 2025\nquality.percent = 80\ncost.percent = 60\n\
///             improvement_activities.percent = 100\npromoting_interoperability.percent = 90\n";
/// let document = Document::read("practice.toml", text.as_bytes())?;
/// let files = [("practice.toml".to_owned(), document)];
/// let found = participation::options(&RuleBook::built_in(), &files, &[])?;
/// assert_eq!(found.clinicians[0].counts, Some(0));
/// assert_eq!(found.clinicians[0].final_score.unwrap().to_string(), "79.50");
/// # Ok::<(), mips::Problems>(())
/// ```
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

fn one_year(subjects: &[Subject]) -> Result<Arc<YearRules>, Problems> {
    let rules = subjects.first().map(|it| Arc::clone(&it.admitted.rules));
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
