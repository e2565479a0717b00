//! A final score that is known already: only the payment adjustment is left to find, 42 CFR 414.1405.

use rust_decimal::Decimal;

use super::{
    assembly, final_score::FinalScore, payment, payment::YearFactors, range::FinalScoreRange,
};
use crate::{
    category::{ByCategory, CategorySet},
    decimal::Exact,
    practice::Practice,
    rules::{FactorBasis, book::YearRules},
    score::{
        scorecard::{Note, Scorecard},
        worksheet::{LineName, Worksheet},
    },
};

/// The scorecard of a practice whose final score CMS has said. Of its categories and bonuses nothing is known.
pub(super) fn score(rules: &YearRules, practice: &Practice, given: Decimal) -> Scorecard {
    let mut sheet = Worksheet::with_capacity(8);
    let final_score = as_given(rules, given);
    let threshold = rules.adjustment.performance_threshold;
    sheet.put(
        LineName::FinalScore,
        Some("given"),
        None,
        final_score.rounded,
        final_score.exact.decimal(),
    );
    sheet.line(LineName::Margin, final_score.rounded - threshold);
    let factors = YearFactors::of(rules, practice);
    let range = FinalScoreRange::point(final_score);
    let payment_adjustment = payment::adjust(rules, practice, &factors, &range, &mut sheet);
    Scorecard {
        notes: notes(rules, practice, factors.basis),
        ..assembly::scorecard(rules, practice, &range, payment_adjustment, sheet)
    }
}

/// The final score as it was given, rounded as the year rounds it. No category is part of it.
pub(super) fn as_given(rules: &YearRules, given: Decimal) -> FinalScore {
    FinalScore {
        percents: ByCategory::default(),
        weights: ByCategory::default(),
        complex_patient: Exact::ZERO,
        small_practice: Decimal::ZERO,
        total: given.into(),
        exact: given.into(),
        rounded: rules.final_score.rounding.apply(given),
        replaced: false,
        facility_based: false,
        from_facility: CategorySet::default(),
        bonus_is_due: false,
    }
}

fn notes(rules: &YearRules, practice: &Practice, basis: FactorBasis) -> Vec<Note> {
    let mut notes: Vec<Note> = (0..rules.notes.len()).map(Note::OfTheYear).collect();
    notes.push(Note::FinalScoreGiven);
    notes.push(Note::of_factor(basis));
    if practice.payment.additional_scaling_factor.is_some() {
        notes.push(Note::AdditionalFactorGiven);
    }
    notes
}
