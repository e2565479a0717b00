//! A practice's document, with settings laid over it, admitted and scored.

use std::sync::Arc;

use super::reading::Reading;
use crate::{
    document::{Document, setting::Setting},
    practice::{self, Practice, Told},
    problem::Problems,
    rules::book::{RuleBook, YearRules},
    score::{score, scorecard::Scorecard},
};

/// A practice held against its year's rules, and scored.
#[non_exhaustive]
pub struct Trial {
    /// The year's rules, with the settings that vary them.
    pub rules: Arc<YearRules>,
    /// The practice as it was admitted.
    pub practice: Practice,
    /// Its score.
    pub scorecard: Scorecard,
    /// What the score would be under other readings of the sources, where [`crate::trial::run_with_readings`] asked.
    pub readings: Vec<Reading>,
}

/// A practice held against its year's rules, not yet scored.
#[non_exhaustive]
pub struct Admitted {
    /// The year's rules, with the settings that vary them.
    pub rules: Arc<YearRules>,
    /// The practice.
    pub practice: Practice,
}

/// Lays settings over a practice's document and holds it against its year.
///
/// # Errors
///
/// Everything that is wrong with the document, the settings or the rules they vary, each with its place.
pub fn admit(
    book: &RuleBook,
    document: &Document,
    settings: &[Setting],
) -> Result<Admitted, Problems> {
    let (document, of_rules) = varied(document, settings)?;
    admit_varied(book, &document, &of_rules)
}

/// The document with the settings that are the practice's, and the settings that are the rules'.
pub(crate) fn varied(
    document: &Document,
    settings: &[Setting],
) -> Result<(Document, Vec<Setting>), Problems> {
    let (of_rules, of_practice): (Vec<Setting>, Vec<Setting>) =
        settings.iter().cloned().partition(Setting::is_of_rules);
    let mut document = document.clone();
    document.lay(&of_practice)?;
    Ok((document, of_rules))
}

fn admit_varied(
    book: &RuleBook,
    document: &Document,
    of_rules: &[Setting],
) -> Result<Admitted, Problems> {
    let (mut file, mut problems) = practice::read(document);
    let told = Told::of_known_keys(&problems);
    let form = practice::check_form(&mut file);
    problems.append(form.0.into_iter().filter(|problem| !told.covers(problem)));
    let located = |mut problems: Problems| {
        document.locate(&mut problems);
        problems
    };
    let Some(year) = file.performance_year else {
        return Err(located(problems));
    };
    let rules = match book.year(year) {
        Ok(_) => match book.year_with(year, of_rules) {
            Ok(rules) => rules,
            Err(of_rules) => {
                let mut problems = located(problems);
                problems.append(of_rules.0);
                return Err(problems);
            }
        },
        Err(unknown) => {
            problems.append(unknown.0);
            return Err(located(problems));
        }
    };
    let mut practice = practice::admit_formed(book, &rules, file, problems).map_err(located)?;
    let read = document.remarks().0.iter().cloned();
    practice.warnings.splice(0..0, read);
    practice.warnings = located(Problems(practice.warnings)).0;
    Ok(Admitted { rules, practice })
}

/// Scores a practice's document with settings laid over it.
///
/// ```
/// use mips::{Document, RuleBook, Setting, trial};
///
/// let file = "performance_year = 2023\npractice.clinicians = 40\nquality.percent = 80\ncost.percent = 60\n\
///     improvement_activities.percent = 100\npromoting_interoperability.percent = 90";
/// let document = Document::read("practice.toml", file.as_bytes())?;
/// let what_if = Setting::new("quality.percent", "65", "--set");
/// let trial = trial::run(&RuleBook::built_in(), &document, &[what_if])?;
/// assert_eq!(trial.scorecard.final_score.unwrap().to_string(), "75.00");
/// # Ok::<(), mips::Problems>(())
/// ```
///
/// # Errors
///
/// As [`admit`].
pub fn run(book: &RuleBook, document: &Document, settings: &[Setting]) -> Result<Trial, Problems> {
    let (document, of_rules) = varied(document, settings)?;
    let Admitted { rules, practice } = admit_varied(book, &document, &of_rules)?;
    let mut scorecard = score(&practice);
    let mut warnings = Problems(std::mem::take(&mut scorecard.warnings));
    document.locate(&mut warnings);
    scorecard.warnings = warnings.0;
    Ok(Trial {
        rules,
        practice,
        scorecard,
        readings: Vec::new(),
    })
}
