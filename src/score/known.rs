//! A final score that is known already: only the payment adjustment is left to find, 42 CFR 414.1405.

use rust_decimal::Decimal;

use super::{final_score::FinalScore, payment, payment::YearFactors};
use crate::{
    category::ByCategory,
    practice::Practice,
    rules::{FactorBasis, book::YearRules},
    score::{
        scorecard::{Bounds, CategoryScore, Identity, Note, Scorecard, Status},
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
        final_score.exact,
    );
    sheet.line(LineName::Margin, final_score.rounded - threshold);
    let factors = YearFactors::of(rules, practice);
    let payment = payment::adjust(
        rules,
        practice,
        &factors,
        &final_score,
        &final_score,
        true,
        &mut sheet,
    );
    Scorecard {
        performance_year: rules.performance_year,
        payment_year: rules.payment_year,
        rules_status: rules.status,
        overrides: rules.overrides.clone(),
        practice: Identity::of(practice),
        categories: ByCategory::from_fn(|_| CategoryScore {
            status: Status::Unknown,
            reason: None,
            source: None,
            percent: None,
            weight: None,
            points: None,
            measures: Vec::new(),
        }),
        complex_patient_bonus: None,
        small_practice_bonus: None,
        final_score: Some(final_score.rounded),
        final_score_bounds: Bounds {
            low: final_score.rounded,
            high: final_score.rounded,
        },
        final_score_is_given: true,
        replaced_by_threshold: false,
        performance_threshold: threshold,
        additional_performance_threshold: rules
            .adjustment
            .additional
            .as_ref()
            .map(|additional| additional.performance_threshold),
        break_even: None,
        payment_adjustment: payment,
        notes: notes(rules, practice, factors.basis),
        warnings: practice.warnings.clone(),
        sheet,
    }
}

/// The final score as it was given, rounded as the year rounds it. No category is part of it.
fn as_given(rules: &YearRules, given: Decimal) -> FinalScore {
    FinalScore {
        percents: ByCategory::default(),
        weights: ByCategory::default(),
        complex_patient: Decimal::ZERO,
        small_practice: Decimal::ZERO,
        total: given,
        exact: given,
        rounded: rules.final_score.rounding.apply(given),
        replaced: false,
        facility_based: false,
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
