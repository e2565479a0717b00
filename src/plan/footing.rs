//! The file as it stands, on which every mend and every step is tried.

use rust_decimal::Decimal;

use crate::{
    document::{Document, setting::Setting},
    rules::book::RuleBook,
    score::{Ends, scorecard::Scorecard},
    trial::{self, Trial},
};

/// The file as it stands, with the settings that were typed.
pub struct Footing<'a> {
    /// The rules of all years.
    pub book: &'a RuleBook,
    /// The practice file.
    pub document: &'a Document,
    /// What was typed over it.
    pub settings: &'a [Setting],
    /// How it scores.
    pub trial: &'a Trial,
}

impl Footing<'_> {
    /// The file with more settings, scored; none where the year's rules do not admit it.
    pub fn with(&self, more: &[Setting]) -> Option<Trial> {
        let settings: Vec<Setting> = self.settings.iter().chain(more).cloned().collect();
        trial::run(self.book, self.document, &settings).ok()
    }

    /// What the file with more settings comes to; none where the year's rules do not admit it.
    pub fn ends_with(&self, more: &[Setting]) -> Option<Ends> {
        let settings: Vec<Setting> = self.settings.iter().chain(more).cloned().collect();
        trial::ends(self.book, self.document, &settings).ok()
    }

    /// How it scores as it stands.
    pub fn card(&self) -> &Scorecard {
        &self.trial.scorecard
    }
}

/// The final score; of a range the low end.
pub fn final_score(card: &Scorecard) -> Decimal {
    card.final_score_bounds.low
}

/// What the payment adjustment comes to in dollars; of a range the low end.
pub fn dollars(card: &Scorecard) -> Option<Decimal> {
    Ends::of_card(card).dollars()
}
