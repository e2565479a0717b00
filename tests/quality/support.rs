//! A practice in a few words, and what became of it.

use std::sync::LazyLock;

use mips::{
    Document, RuleBook, Scorecard,
    score::{reason::MeasureReason, scorecard::MeasureScore},
    trial,
};
use rust_decimal::Decimal;

/// The built-in rules, typed once.
pub static BOOK: LazyLock<RuleBook> = LazyLock::new(RuleBook::built_in);

/// A figure.
pub fn d(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

/// Scores a practice of `year` whose `[practice]` table and quality tables are given.
pub fn score(year: u16, practice: &str, quality: &str) -> Scorecard {
    try_score(year, practice, quality).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The same, or what is wrong with it.
pub fn try_score(year: u16, practice: &str, quality: &str) -> Result<Scorecard, String> {
    let text = format!("performance_year = {year}\n[practice]\n{practice}\n{quality}");
    let document = Document::read("practice.toml", text.as_bytes()).map_err(|p| p.to_string())?;
    trial::run(&BOOK, &document, &[])
        .map(|trial| trial.scorecard)
        .map_err(|problems| problems.to_string())
}

/// The result of one measure, named `ecqm.001`.
pub fn measure<'c>(card: &'c Scorecard, name: &str) -> &'c MeasureScore {
    let (kind, id) = name.split_once('.').expect("type and id");
    card.categories
        .quality
        .measures
        .iter()
        .find(|measure| {
            measure.id == id && measure.collection_type.is_some_and(|own| own.key() == kind)
        })
        .unwrap_or_else(|| panic!("no result of {name}"))
}

/// The points of one measure.
pub fn points(card: &Scorecard, name: &str) -> Option<Decimal> {
    measure(card, name).points
}

/// The quality percent.
pub fn percent(card: &Scorecard) -> Decimal {
    card.categories.quality.percent.expect("quality is scored")
}

/// Whether a measure has a reason.
pub fn has(card: &Scorecard, name: &str, reason: MeasureReason) -> bool {
    measure(card, name).reasons.contains(&reason)
}

/// A large group, a small one, an ACO on the APP.
pub const LARGE: &str = "clinicians = 20";
pub const SMALL: &str = "clinicians = 8";
pub const ACO: &str = "clinicians = 200\nparticipation = \"apm_entity\"\npathway = \"app\"";
