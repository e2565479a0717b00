//! A scenario with its score.

use crate::document::scenario::Scenario;
use crate::{
    document::{Document, setting::Setting},
    problem::Problems,
    rules::book::RuleBook,
    trial::{self, Trial},
};

/// A scenario with its score.
#[non_exhaustive]
pub struct Scored {
    /// Its name.
    pub name: String,
    /// Its score, with what other readings of the sources would make of it.
    pub trial: Trial,
}

impl Scored {
    /// Scores a scenario of a practice, and again under other readings of the sources. `settings` are those of the run, below the scenario's.
    ///
    /// # Errors
    ///
    /// As [`trial::run`].
    pub fn run(
        book: &RuleBook,
        document: &Document,
        settings: &[Setting],
        scenario: &Scenario,
    ) -> Result<Self, Problems> {
        let (mut of_rules, of_practice): (Vec<Setting>, Vec<Setting>) =
            settings.iter().cloned().partition(Setting::is_of_rules);
        let mut document = document.clone();
        document.lay(&of_practice)?;
        of_rules.extend_from_slice(&scenario.settings);
        Ok(Self {
            name: scenario.name.clone(),
            trial: trial::run_with_readings(book, &document, &of_rules)?,
        })
    }
}
