//! The whole calculation, in the order of the regulation: categories, weights, bonuses, final score, adjustment.

pub mod adjustment;
mod assembly;
mod bonuses;
mod break_even;
mod categories;
mod category_score;
mod computation;
pub mod cost;
mod ends;
mod facility;
mod final_score;
pub(crate) mod formula;
pub mod improvement_activities;
mod known;
pub mod measure_points;
mod notes;
mod outcome;
mod payment;
mod possibilities;
mod possibility;
pub(crate) mod preparation;
pub(crate) mod prepared;
pub mod promoting_interoperability;
pub mod quality;
mod range;
pub mod reason;
pub mod scorecard;
mod settled;
pub mod worksheet;

pub(crate) use ends::{Ends, LowEnd};
pub(crate) use outcome::Outcome;
use payment::YearFactors;
use prepared::Prepared;
use scorecard::Scorecard;
use settled::Settled;
use worksheet::Worksheet;

use crate::{category::Category, practice::Practice, rules::book::YearRules};

/// Scores a practice by the rules that it was admitted to. It cannot fail.
///
/// ```
/// use mips::{Document, RuleBook, score, trial};
///
/// let book = RuleBook::built_in();
/// let file = "performance_year = 2023\npractice.clinicians = 40\nquality.percent = 80\ncost.percent = 60\n\
///     improvement_activities.percent = 100\npromoting_interoperability.percent = 90";
/// let document = Document::read("practice.toml", file.as_bytes())?;
/// let admitted = trial::admit(&book, &document, &[])?;
/// let card = score(&admitted.practice);
/// assert_eq!(card.final_score.unwrap().to_string(), "79.50");
/// # Ok::<(), mips::Problems>(())
/// ```
#[must_use]
pub fn score(practice: &Practice) -> Scorecard {
    let rules: &YearRules = &practice.rules;
    if let Some(given) = practice.final_score {
        return known::score(rules, practice, given);
    }
    let mut sheet = Worksheet::with_capacity(48);
    let Settled {
        mut computations,
        computed,
        states,
        range,
    } = Settled::of(rules, practice, Prepared::default(), &mut sheet);
    let on_sheet = Category::ALL
        .into_iter()
        .filter(|category| computations[*category].is_on_sheet)
        .collect();
    range.write_lines(rules, practice, on_sheet, &mut sheet);

    let factors = YearFactors::of(rules, practice);
    let payment_adjustment = payment::adjust(rules, practice, &factors, &range, &mut sheet);
    let break_even = break_even::find(rules, practice, &states, &range.possibilities, &mut sheet);

    let mut notes = notes::notes(rules, practice, &states, &range, &factors);
    notes.extend(
        computations
            .iter()
            .flat_map(|(_, computation)| computation.notes.iter().cloned()),
    );
    let mut warnings = practice.warnings.clone();
    warnings.extend(category_score::differences(practice, &computed));

    Scorecard {
        categories: category_score::of_all(&states, &range, &mut computations),
        complex_patient_bonus: range.complex_patient_bonus(),
        small_practice_bonus: Some(range.low.small_practice),
        break_even,
        notes,
        warnings,
        ..assembly::scorecard(rules, practice, &range, payment_adjustment, sheet)
    }
}
