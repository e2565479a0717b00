//! What every scorecard says, however much is known of what makes its final score.

use super::range::FinalScoreRange;
use crate::{
    category::ByCategory,
    practice::Practice,
    rules::book::YearRules,
    score::{
        scorecard::{CategoryScore, Identity, PaymentAdjustment, Scorecard},
        worksheet::Worksheet,
    },
};

/// A scorecard with the final score and the payment adjustment; of categories, bonuses and notes it says nothing.
pub(super) fn scorecard(
    rules: &YearRules,
    practice: &Practice,
    range: &FinalScoreRange,
    payment_adjustment: PaymentAdjustment,
    sheet: Worksheet,
) -> Scorecard {
    Scorecard {
        performance_year: rules.performance_year,
        payment_year: rules.payment_year,
        rules_status: rules.status,
        overrides: rules.overrides.clone(),
        practice: Identity {
            name: practice.name.clone(),
            participation: practice.participation,
            pathway: practice.pathway,
            mvp: practice.mvp.clone(),
            small_practice: practice.small_practice,
        },
        categories: ByCategory::from_fn(|_| CategoryScore::unknown()),
        complex_patient_bonus: None,
        small_practice_bonus: None,
        final_score: range.known(),
        final_score_bounds: range.bounds(),
        final_score_is_given: practice.final_score.is_some(),
        replaced_by_threshold: range.is_known && range.low.replaced,
        performance_threshold: rules.adjustment.performance_threshold,
        additional_performance_threshold: rules
            .adjustment
            .additional
            .as_ref()
            .map(|additional| additional.performance_threshold),
        break_even: None,
        payment_adjustment,
        notes: Vec::new(),
        warnings: practice.warnings.clone(),
        sheet,
    }
}
