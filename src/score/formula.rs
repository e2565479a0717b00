//! What of a final score does not depend on how high the percents are, and the arithmetic that is left: 42 CFR
//! 414.1380(c).
//!
//! The number type is a parameter: a single score is made of fractions, and the rows of a long file of whole numbers of a
//! small unit. Both are exact, and both are this code.

use std::ops::{Add, Mul};

use rust_decimal::Decimal;

use super::{
    bonuses, improvement_activities::credit, possibilities::possibilities,
    possibility::Possibility, worksheet::Worksheet,
};
use crate::{
    category::{ByCategory, Category, CategorySet},
    decimal::Exact,
    practice::{Practice, states},
    rules::Rules,
};

/// Weights, and what is added, replaced and cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FinalScoreFormula<N> {
    /// Category weights in percent.
    pub weights: ByCategory<N>,
    /// The small practice bonus on the final score, in points.
    pub small_practice: N,
    /// Whether the complex patient bonus is due.
    pub complex_patient_is_due: bool,
    /// The performance threshold, where too few categories are scored and it takes the score's place.
    pub replacement: Option<N>,
    /// The highest final score.
    pub maximum: N,
}

impl FinalScoreFormula<Decimal> {
    /// The formula for the categories that are scored.
    pub(super) fn of(
        rules: &Rules,
        practice: &Practice,
        not_scored: CategorySet,
        has_data: bool,
        facility_based: bool,
    ) -> Self {
        let (_, table) = states::weight_table(rules, practice);
        let weights = table.rows.get(not_scored).copied().unwrap_or_default();
        let scored = Category::ALL
            .into_iter()
            .filter(|category| !weights[*category].is_zero())
            .count();
        let facility_counts = rules
            .complex_patient_bonus
            .as_ref()
            .is_some_and(|it| it.facility_based_counts_as_data);
        Self {
            weights,
            small_practice: if has_data {
                bonuses::small_practice(rules, practice)
            } else {
                Decimal::ZERO
            },
            complex_patient_is_due: has_data || (facility_based && facility_counts),
            replacement: (scored < rules.final_score.minimum_categories)
                .then_some(rules.adjustment.performance_threshold),
            maximum: rules.final_score.maximum,
        }
    }
}

impl FinalScoreFormula<Decimal> {
    /// The same in fractions.
    pub(super) fn exactly(&self) -> FinalScoreFormula<Exact> {
        FinalScoreFormula {
            weights: ByCategory::from_fn(|category| self.weights[category].into()),
            small_practice: self.small_practice.into(),
            complex_patient_is_due: self.complex_patient_is_due,
            replacement: self.replacement.map(Exact::from),
            maximum: self.maximum.into(),
        }
    }
}

impl<N> FinalScoreFormula<N>
where
    N: Copy + Default + Ord + Add<Output = N> + Mul<Output = N>,
{
    /// The complex patient bonus, or nothing where it is not due.
    pub(crate) fn due(&self, complex_patient: N) -> N {
        if self.complex_patient_is_due {
            complex_patient
        } else {
            N::default()
        }
    }

    /// Category points and bonuses together, without the cap. The sum of weights in percent times percents is a hundred
    /// times the points; `of_hundred` takes the hundredth.
    pub(crate) fn total(
        &self,
        percents: ByCategory<N>,
        complex_patient: N,
        of_hundred: impl Fn(N) -> N,
    ) -> N {
        of_hundred(weighted_sum(self.weights, percents)) + complex_patient + self.small_practice
    }

    /// The final score before rounding.
    pub(crate) fn exact(&self, total: N) -> N {
        self.replacement.unwrap_or_else(|| total.min(self.maximum))
    }
}

fn weighted_sum<N>(weights: ByCategory<N>, percents: ByCategory<N>) -> N
where
    N: Copy + Add<Output = N> + Mul<Output = N>,
{
    weights.quality * percents.quality
        + weights.cost * percents.cost
        + weights.improvement_activities * percents.improvement_activities
        + weights.promoting_interoperability * percents.promoting_interoperability
}

/// One way in which a practice can come out of which all is known but how high its percents and its bonus are.
#[derive(Clone, Debug)]
pub(crate) struct FormulaInputs {
    /// Its formula.
    pub formula: FinalScoreFormula<Decimal>,
    /// The percents that it has; zero where a category carries no weight or nothing was submitted.
    pub percents: ByCategory<Decimal>,
    /// The complex patient bonus that it has, in points, if it is due.
    pub complex_patient: Decimal,
}

impl FormulaInputs {
    /// Every way in which the practice can come out, one when nothing is unknown. `None` where that depends on how high
    /// its figures are: they are computed from measures, or a facility's may take their place.
    pub(crate) fn every(rules: &Rules, practice: &Practice) -> Option<Vec<Self>> {
        let computed = Category::ALL
            .into_iter()
            .any(|category| practice.has_measures(category));
        let is_credited = credit::participates(rules, practice);
        let has_facility = practice.facility_based.is_some();
        if computed || is_credited || has_facility || practice.final_score.is_some() {
            return None;
        }
        let states = states::settle(rules, practice, &states::given_only(practice));
        let submits = ByCategory::from_fn(|category| states::is_submitted(practice, category));
        let bonus = bonuses::complex_patient(rules, practice, &mut Worksheet::default());
        let ends = [bonus.low, bonus.high];
        let possibilities = possibilities(rules, practice, &states, &submits, ends);
        let inputs = |possibility: &Possibility| Self {
            formula: FinalScoreFormula::of(
                rules,
                practice,
                possibility.not_scored(),
                !possibility.submitted.is_empty(),
                false,
            ),
            percents: ByCategory::from_fn(|category| {
                possibility.percents[category].unwrap_or_default().decimal()
            }),
            complex_patient: possibility.complex_patient.decimal(),
        };
        Some(possibilities.iter().map(inputs).collect())
    }
}
