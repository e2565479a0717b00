//! A practice's document, with settings laid over it, admitted and scored.

use std::sync::Arc;

use super::reading::Reading;
use crate::{
    document::{Document, setting::Setting},
    practice::{self, Practice, PracticeFile, Told},
    problem::Problems,
    rules::book::{RuleBook, YearRules},
    score::{Ends, score, scorecard::Scorecard},
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

/// A practice's document with settings laid over it, read and not yet held against its year.
#[derive(Clone)]
pub(crate) struct Laid {
    document: Arc<Document>,
    /// The settings that vary the rules.
    of_rules: Vec<Setting>,
    file: PracticeFile,
    /// What is wrong with the file's form.
    problems: Problems,
}

impl Laid {
    /// Lays settings over a document, and reads it.
    ///
    /// # Errors
    ///
    /// Settings that cannot be laid over it.
    pub(crate) fn of(document: &Document, settings: &[Setting]) -> Result<Self, Problems> {
        let (document, of_rules) = varied(document, settings)?;
        let (mut file, mut problems) = practice::read(&document);
        let told = Told::of_known_keys(&problems);
        let form = practice::check_form(&mut file);
        problems.append(form.0.into_iter().filter(|problem| !told.covers(problem)));
        Ok(Self {
            document: Arc::new(document),
            of_rules,
            file,
            problems,
        })
    }

    /// The document, with the settings that vary the practice.
    pub(crate) fn document(&self) -> &Document {
        &self.document
    }

    /// The same with more settings over it. It is read again only where they vary the practice.
    ///
    /// # Errors
    ///
    /// As [`Laid::of`].
    pub(crate) fn over(&self, more: &[Setting]) -> Result<Self, Problems> {
        let more_of_rules = more.iter().filter(|setting| setting.is_of_rules());
        let of_rules = self.of_rules.iter().chain(more_of_rules).cloned().collect();
        if more.iter().all(Setting::is_of_rules) {
            let document = Arc::clone(&self.document);
            let (file, problems) = (self.file.clone(), self.problems.clone());
            return Ok(Self {
                document,
                of_rules,
                file,
                problems,
            });
        }
        let over = Self::of(&self.document, more)?;
        Ok(Self { of_rules, ..over })
    }

    /// Holds it against its year.
    ///
    /// # Errors
    ///
    /// As [`admit`].
    pub(crate) fn admit(self, book: &RuleBook) -> Result<Admitted, Problems> {
        self.admitted(book).map(|(admitted, _)| admitted)
    }

    /// Scores it.
    ///
    /// # Errors
    ///
    /// As [`admit`].
    pub(crate) fn run(self, book: &RuleBook) -> Result<Trial, Problems> {
        let (Admitted { rules, practice }, document) = self.admitted(book)?;
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

    fn admitted(self, book: &RuleBook) -> Result<(Admitted, Arc<Document>), Problems> {
        let Self {
            document,
            of_rules,
            file,
            mut problems,
        } = self;
        let located = |mut problems: Problems| {
            document.locate(&mut problems);
            problems
        };
        let Some(year) = file.performance_year else {
            return Err(located(problems));
        };
        let rules = match book.year(year) {
            Ok(_) => match book.year_with(year, &of_rules) {
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
        Ok((Admitted { rules, practice }, document))
    }
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
    Laid::of(document, settings)?.admit(book)
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

/// What a practice's document with settings laid over it comes to, where nobody asks how: the ends of what [`run`] finds.
///
/// # Errors
///
/// As [`admit`].
pub(crate) fn ends(
    book: &RuleBook,
    document: &Document,
    settings: &[Setting],
) -> Result<Ends, Problems> {
    let admitted = admit(book, document, settings)?;
    Ok(Ends::of(&admitted.practice))
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
    Laid::of(document, settings)?.run(book)
}
