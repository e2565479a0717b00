//! The final score: 42 CFR 414.1380(c).

use rust_decimal::Decimal;

use super::{formula::FinalScoreFormula, possibilities::Possibility, weights};
use crate::{
    category::{ByCategory, Category},
    decimal::HUNDRED,
    practice::{FacilityScores, Practice},
    rules::{FacilityComparison, Rules, terms::Participation},
    score::worksheet::{LineName, Subject, Worksheet},
};

/// The final score of a [`Possibility`], with everything that makes it.
#[derive(Clone, Copy, Debug)]
pub(super) struct FinalScore {
    /// Each category's percent; absent when it is not scored.
    pub percents: ByCategory<Option<Decimal>>,
    /// Category weights in percent.
    pub weights: ByCategory<Decimal>,
    /// The complex patient bonus.
    pub complex_patient: Decimal,
    /// The small practice bonus on the final score.
    pub small_practice: Decimal,
    /// Category points and bonuses, without the cap.
    pub total: Decimal,
    /// The final score before rounding.
    pub exact: Decimal,
    /// The final score.
    pub rounded: Decimal,
    /// Whether too few categories are scored, so that the threshold takes the score's place.
    pub replaced: bool,
    /// Whether facility-based scores were used.
    pub facility_based: bool,
    /// Whether a complex patient bonus is due.
    pub bonus_is_due: bool,
}

/// The final score of a possibility, with facility-based scores where they are due and nothing that was submitted does better:
/// 42 CFR 414.1380(e)(6)(vi).
pub(super) fn evaluate(
    rules: &Rules,
    practice: &Practice,
    possibility: &Possibility,
) -> FinalScore {
    let own = plain(rules, practice, possibility, false);
    let Some((facility, comparison)) = usable_facility(rules, practice, possibility) else {
        return own;
    };
    let mut with = *possibility;
    for (category, percent) in [
        (Category::Quality, facility.quality_percent),
        (Category::Cost, facility.cost_percent),
    ] {
        if possibility.replaceable.contains(category) {
            with.percents[category] = Some(percent);
        }
    }
    let by_facility = plain(rules, practice, &with, true);
    let own_is_higher = match comparison {
        FacilityComparison::FinalScore => {
            !possibility.submitted.is_empty() && by_facility.exact < own.exact
        }
        FacilityComparison::QualityAndCostCombined => {
            possibility.submitted.contains(Category::Quality)
                && quality_and_cost(&by_facility) < quality_and_cost(&own)
        }
    };
    if own_is_higher { own } else { by_facility }
}

fn quality_and_cost(final_score: &FinalScore) -> Decimal {
    [Category::Quality, Category::Cost]
        .into_iter()
        .map(|category| {
            final_score.weights[category] * final_score.percents[category].unwrap_or_default()
        })
        .sum()
}

/// Facility-based scores, where the practice has them and takes part in them.
pub(super) fn usable_facility(
    rules: &Rules,
    practice: &Practice,
    possibility: &Possibility,
) -> Option<(FacilityScores, FacilityComparison)> {
    let facility = rules.facility_based.as_ref()?;
    let scores = practice.facility_based?;
    let takes_part = practice.participation == Participation::Individual
        || facility
            .group_submits_one_of
            .iter()
            .any(|category| possibility.submitted.contains(*category));
    (takes_part && possibility.replaceable.contains(Category::Quality))
        .then_some((scores, facility.replaced_by_higher))
}

fn plain(
    rules: &Rules,
    practice: &Practice,
    possibility: &Possibility,
    facility_based: bool,
) -> FinalScore {
    let formula = FinalScoreFormula::of(
        rules,
        practice,
        possibility.not_scored(),
        !possibility.submitted.is_empty(),
        facility_based,
    );
    let percents =
        ByCategory::from_fn(|category| possibility.percents[category].unwrap_or_default());
    let complex_patient = formula.due(possibility.complex_patient);
    let total = formula.total(percents, complex_patient, |sum| sum / HUNDRED);
    let exact = formula.exact(total);
    FinalScore {
        percents: possibility.percents,
        weights: formula.weights,
        complex_patient,
        small_practice: formula.small_practice,
        total,
        exact,
        rounded: rules.final_score.rounding.apply(exact),
        replaced: formula.replacement.is_some(),
        facility_based,
        bonus_is_due: formula.complex_patient_is_due,
    }
}

/// Writes the lines of a final score.
pub(super) fn write_lines(
    rules: &Rules,
    practice: &Practice,
    final_score: &FinalScore,
    sheet: &mut Worksheet,
) {
    let (name, _) = weights::table(rules, practice);
    let table: Subject = format!("weights.{name}").into();
    for category in Category::ALL {
        let [percent_line, weight_line, points_line] = category_lines(category);
        let weight = final_score.weights[category];
        let percent = final_score.percents[category];
        if let Some(percent) = percent {
            let computed = sheet
                .find(computed_line(category).key(), None)
                .is_some_and(|line| line.value == percent);
            let branch = if computed { "computed" } else { "given" };
            sheet.branch(percent_line, branch, percent);
        }
        sheet.put(weight_line, None, Some(table.clone()), weight, weight);
        match percent {
            Some(percent) => sheet.branch(points_line, "scored", percent * weight / HUNDRED),
            None => sheet.branch(points_line, "not_scored", Decimal::ZERO),
        };
    }
    if rules.complex_patient_bonus.is_some() {
        let from_formula = sheet
            .find(LineName::ComplexPatientFormula.key(), None)
            .is_some();
        let branch = match (final_score.bonus_is_due, from_formula) {
            (true, true) => "formula",
            (true, false) => "given",
            (false, _) => "not_due",
        };
        sheet.branch(
            LineName::ComplexPatientBonus,
            branch,
            final_score.complex_patient,
        );
    }
    if rules.small_practice_bonus.is_some() {
        sheet.line(LineName::SmallPracticeBonus, final_score.small_practice);
    }
    let branch = match (
        rules.complex_patient_bonus.is_some(),
        rules.small_practice_bonus.is_some(),
    ) {
        (true, true) => "both_bonuses",
        (true, false) => "complex_patient_bonus",
        (false, true) => "small_practice_bonus",
        (false, false) => "no_bonus",
    };
    sheet.branch(LineName::TotalPoints, branch, final_score.total);
    let branch = if final_score.replaced {
        "replaced"
    } else {
        "scored"
    };
    sheet.put(
        LineName::FinalScore,
        Some(branch),
        None,
        final_score.rounded,
        final_score.exact,
    );
    let threshold = rules.adjustment.performance_threshold;
    sheet.line(LineName::Margin, final_score.rounded - threshold);
}

/// The name of a category's percent as it was computed from the practice's own data.
fn computed_line(category: Category) -> LineName {
    match category {
        Category::Quality => LineName::QualityScore,
        Category::Cost => LineName::CostScore,
        Category::ImprovementActivities => LineName::ActivityPercent,
        Category::PromotingInteroperability => LineName::PiScore,
    }
}

/// The names of a category's percent, weight and points.
#[must_use]
pub(super) fn category_lines(category: Category) -> [LineName; 3] {
    match category {
        Category::Quality => [
            LineName::QualityPercent,
            LineName::QualityWeight,
            LineName::QualityPoints,
        ],
        Category::Cost => [
            LineName::CostPercent,
            LineName::CostWeight,
            LineName::CostPoints,
        ],
        Category::ImprovementActivities => [
            LineName::ImprovementActivitiesPercent,
            LineName::ImprovementActivitiesWeight,
            LineName::ImprovementActivitiesPoints,
        ],
        Category::PromotingInteroperability => [
            LineName::PromotingInteroperabilityPercent,
            LineName::PromotingInteroperabilityWeight,
            LineName::PromotingInteroperabilityPoints,
        ],
    }
}
