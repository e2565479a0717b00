//! The final score: 42 CFR 414.1380(c).

use rust_decimal::Decimal;

use super::{facility, formula::FinalScoreFormula, possibility::Possibility};
use crate::{
    category::{ByCategory, Category, CategorySet},
    decimal::Exact,
    practice::{ComplexPatientInput, Practice, states},
    rules::{FacilityComparison, Rules},
    score::worksheet::{LineName, Subject, Worksheet},
};

/// The final score of a [`Possibility`], with everything that makes it.
#[derive(Clone, Copy, Debug)]
pub(super) struct FinalScore {
    /// Each category's percent; absent when it is not scored.
    pub percents: ByCategory<Option<Exact>>,
    /// Category weights in percent.
    pub weights: ByCategory<Decimal>,
    /// The complex patient bonus.
    pub complex_patient: Exact,
    /// The small practice bonus on the final score.
    pub small_practice: Decimal,
    /// Category points and bonuses, without the cap.
    pub total: Exact,
    /// The final score before rounding.
    pub exact: Exact,
    /// The final score.
    pub rounded: Decimal,
    /// Whether too few categories are scored, so that the threshold takes the score's place.
    pub replaced: bool,
    /// Whether facility-based scores were used.
    pub facility_based: bool,
    /// The categories whose percent is a hospital's.
    pub from_facility: CategorySet,
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
    let Some((facility, comparison)) = facility::usable(rules, practice, possibility) else {
        return own;
    };
    let mut with = *possibility;
    let mut from_facility = CategorySet::default();
    for (category, percent) in [
        (Category::Quality, facility.quality_percent),
        (Category::Cost, facility.cost_percent),
    ] {
        if possibility.replaceable.contains(category) {
            with.percents[category] = Some(percent.into());
            from_facility = from_facility.with(category);
        }
    }
    let by_facility = FinalScore {
        from_facility,
        ..plain(rules, practice, &with, true)
    };
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

fn quality_and_cost(final_score: &FinalScore) -> Exact {
    [Category::Quality, Category::Cost]
        .into_iter()
        .map(|category| {
            final_score.percents[category].unwrap_or_default() * final_score.weights[category]
        })
        .sum()
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
    let exactly = formula.exactly();
    let complex_patient = exactly.due(possibility.complex_patient);
    let total = exactly.total(percents, complex_patient, Exact::hundredth);
    let exact = exactly.exact(total);
    FinalScore {
        percents: possibility.percents,
        weights: formula.weights,
        complex_patient,
        small_practice: formula.small_practice,
        total,
        exact,
        rounded: rules.final_score.rounding.apply_exact(exact),
        replaced: formula.replacement.is_some(),
        facility_based,
        from_facility: CategorySet::default(),
        bonus_is_due: formula.complex_patient_is_due,
    }
}

/// Writes the lines of a final score. `computed` are the categories whose percent stands on the sheet already, computed
/// from their own data.
pub(super) fn write_lines(
    rules: &Rules,
    practice: &Practice,
    computed: CategorySet,
    final_score: &FinalScore,
    sheet: &mut Worksheet,
) {
    let (name, _) = states::weight_table(rules, practice);
    let table: Subject = format!("weights.{name}").into();
    for category in Category::ALL {
        let is_computed =
            computed.contains(category) && !final_score.from_facility.contains(category);
        write_category(category, final_score, is_computed, table.clone(), sheet);
    }
    write_bonuses(rules, practice, final_score, sheet);
    write_total(rules, final_score, sheet);
}

/// A category's percent, its weight, and what it adds.
fn write_category(
    category: Category,
    final_score: &FinalScore,
    is_computed: bool,
    table: Subject,
    sheet: &mut Worksheet,
) {
    let [percent_line, weight_line, points_line] = category_lines(category);
    let weight = final_score.weights[category];
    let percent = final_score.percents[category];
    if let Some(percent) = percent {
        let branch = if is_computed { "computed" } else { "given" };
        sheet.branch(percent_line, branch, percent.decimal());
    }
    sheet.put(weight_line, None, Some(table), weight, weight);
    match percent {
        Some(percent) => sheet.branch(
            points_line,
            "scored",
            (percent * weight).hundredth().decimal(),
        ),
        None => sheet.branch(points_line, "not_scored", Decimal::ZERO),
    };
}

fn write_bonuses(
    rules: &Rules,
    practice: &Practice,
    final_score: &FinalScore,
    sheet: &mut Worksheet,
) {
    if rules.complex_patient_bonus.is_some() {
        let from_formula = matches!(practice.complex_patient_bonus, ComplexPatientInput::Raw(_));
        let branch = match (final_score.bonus_is_due, from_formula) {
            (true, true) => "formula",
            (true, false) => "given",
            (false, _) => "not_due",
        };
        sheet.branch(
            LineName::ComplexPatientBonus,
            branch,
            final_score.complex_patient.decimal(),
        );
    }
    if rules.small_practice_bonus.is_some() {
        sheet.line(LineName::SmallPracticeBonus, final_score.small_practice);
    }
}

/// The sum of it all, the final score, and how far it is from the performance threshold.
fn write_total(rules: &Rules, final_score: &FinalScore, sheet: &mut Worksheet) {
    let branch = match (
        rules.complex_patient_bonus.is_some(),
        rules.small_practice_bonus.is_some(),
    ) {
        (true, true) => "both_bonuses",
        (true, false) => "complex_patient_bonus",
        (false, true) => "small_practice_bonus",
        (false, false) => "no_bonus",
    };
    sheet.branch(LineName::TotalPoints, branch, final_score.total.decimal());
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
        final_score.exact.decimal(),
    );
    let threshold = rules.adjustment.performance_threshold;
    sheet.line(LineName::Margin, final_score.rounded - threshold);
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
