//! The complex patient bonus, 42 CFR 414.1380(c)(3), and the small practice bonus where it is added to the final score,
//! (c)(4).

use rust_decimal::Decimal;

use crate::{
    decimal::Exact,
    practice::{ComplexPatientInput, ComplexPatientInputs, Practice},
    rules::{ComplexPatientBonus, ComplexPatientMethod, MedianGate, Rules},
    score::worksheet::{LineName, Worksheet},
};

/// What the complex patient bonus can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BonusRange {
    pub low: Exact,
    pub high: Exact,
}

/// The complex patient bonus of the practice, before the question whether it submitted any data.
pub(super) fn complex_patient(
    rules: &Rules,
    practice: &Practice,
    sheet: &mut Worksheet,
) -> BonusRange {
    let certain = |points| BonusRange {
        low: points,
        high: points,
    };
    match (&rules.complex_patient_bonus, practice.complex_patient_bonus) {
        (None, _) | (_, ComplexPatientInput::None | ComplexPatientInput::NotGiven) => {
            certain(Exact::ZERO)
        }
        (Some(_), ComplexPatientInput::Points(points)) => certain(points.into()),
        (Some(bonus), ComplexPatientInput::Unknown) => BonusRange {
            low: Exact::ZERO,
            high: bonus.maximum.into(),
        },
        (Some(bonus), ComplexPatientInput::Raw(inputs)) => {
            let formula = from_inputs(bonus, &inputs, sheet);
            certain(formula.max(Exact::ZERO).min(bonus.maximum.into()))
        }
    }
}

/// The formula of the year, before floor and cap. Admission made sure that its inputs are there.
fn from_inputs(
    bonus: &ComplexPatientBonus,
    inputs: &ComplexPatientInputs,
    sheet: &mut Worksheet,
) -> Exact {
    let mut record = |name, value: Option<Decimal>| sheet.line(name, value.unwrap_or_default());
    let hcc = record(LineName::AverageHcc, inputs.average_hcc);
    let dual = record(LineName::DualRatio, inputs.dual_ratio);
    match bonus.method {
        ComplexPatientMethod::HccAndDual {
            hcc: hcc_points,
            dual_ratio,
            multiplier,
        } => {
            let sum = Exact::from(hcc_points) * hcc + Exact::from(dual_ratio) * dual;
            let points = sum * multiplier;
            sheet.fraction(
                LineName::ComplexPatientFormula,
                Some("hcc_and_dual"),
                points,
            )
        }
        ComplexPatientMethod::Standardized {
            base,
            slope,
            median_gate,
        } => {
            let hcc_mean = record(LineName::HccMean, inputs.hcc_mean);
            let hcc_sd = record(LineName::HccSd, inputs.hcc_sd);
            record(LineName::HccMedian, inputs.hcc_median);
            record(LineName::DualMedian, inputs.dual_median);
            let dual_mean = record(LineName::DualMean, inputs.dual_mean);
            let dual_sd = record(LineName::DualSd, inputs.dual_sd);
            let component = |value: Decimal, mean: Decimal, sd: Decimal| {
                let distance = (Exact::from(value) - mean) * slope;
                // Admission takes no standard deviation of 0.
                distance.checked_div(sd).unwrap_or_default() + base
            };
            let hcc_counts = inputs.hcc_median.is_none_or(|median| median <= hcc);
            let dual_counts = inputs.dual_median.is_none_or(|median| median <= dual);
            let (with_hcc, with_dual) = match median_gate {
                MedianGate::EitherIndicator => {
                    (hcc_counts || dual_counts, hcc_counts || dual_counts)
                }
                MedianGate::EachIndicator => (hcc_counts, dual_counts),
            };
            let hcc_points = component(hcc, hcc_mean, hcc_sd);
            let dual_points = component(dual, dual_mean, dual_sd);
            let (branch, points) = match (with_hcc, with_dual) {
                (true, true) => ("standardized", hcc_points + dual_points),
                (true, false) => ("standardized_hcc", hcc_points),
                (false, true) => ("standardized_dual", dual_points),
                (false, false) => ("below_medians", Exact::ZERO),
            };
            sheet.fraction(LineName::ComplexPatientFormula, Some(branch), points)
        }
    }
}

/// The small practice bonus on the final score, before the question whether the practice submitted any data.
pub(super) fn small_practice(rules: &Rules, practice: &Practice) -> Decimal {
    match &rules.small_practice_bonus {
        Some(bonus) if practice.small_practice => bonus.points,
        _ => Decimal::ZERO,
    }
}
