//! Bonus, facility-based scores and scaling factors against the year's rules.

use rust_decimal::Decimal;

use super::Admission;
use crate::{
    practice::{ComplexPatientInput, ComplexPatientTable, Practice, PriorYear},
    problem::{Code, Problem},
    rules::{ComplexPatientMethod, terms::SpecialStatus},
};

impl Admission<'_> {
    pub(super) fn complex_patient(
        &mut self,
        table: Option<ComplexPatientTable>,
    ) -> ComplexPatientInput {
        let path = "complex_patient_bonus";
        let Some(bonus) = &self.rules.complex_patient_bonus else {
            if table.is_some() {
                self.not_in_year(path, "no complex patient bonus", |rules| {
                    rules.complex_patient_bonus.is_some()
                });
            }
            return ComplexPatientInput::None;
        };
        let Some(table) = table else {
            return ComplexPatientInput::NotGiven;
        };
        if table.unknown {
            return ComplexPatientInput::Unknown;
        }
        if let Some(points) = table.points {
            let fits = Decimal::ZERO <= points && points <= bonus.maximum;
            if !fits {
                let message = format!(
                    "the bonus is between 0 and {} points, not {points}",
                    bonus.maximum
                );
                self.error(Code::OutOfRange, "complex_patient_bonus.points", message);
            }
            return ComplexPatientInput::Points(points);
        }
        self.raw_bonus(&bonus.method, table)
    }

    /// The figures of the patients, from which the year's formula makes the bonus.
    fn raw_bonus(
        &mut self,
        method: &ComplexPatientMethod,
        table: ComplexPatientTable,
    ) -> ComplexPatientInput {
        let path = "complex_patient_bonus";
        let needed = figures_needed(method);
        let named = table.inputs.named();
        if named.iter().all(|(_, value)| value.is_none()) {
            if !table.denied {
                let message = "the table does not say what the bonus is";
                let problem = Problem::new(Code::MissingKey, path, message).on_key();
                let help = format!("give points, unknown = true, or {}", needed.join(", "));
                self.problems.push(problem.help(help));
            }
            return ComplexPatientInput::NotGiven;
        }
        let year = self.rules.performance_year;
        let missing: Vec<&str> = named
            .iter()
            .filter(|(key, value)| value.is_none() && needed.contains(key))
            .map(|(key, _)| *key)
            .collect();
        if let Some(first) = missing.first() {
            let message = format!(
                "the formula of performance year {year} needs {} too",
                missing.join(", ")
            );
            self.error(Code::MissingKey, &format!("{path}.{first}"), message)
                .help = Some("or give points, or unknown = true".into());
        }
        for (key, value) in named {
            if value.is_some() && !needed.contains(&key) {
                let message =
                    format!("the formula of performance year {year} does not use this figure");
                self.error(Code::NoEffect, &format!("{path}.{key}"), message);
            }
        }
        ComplexPatientInput::Raw(table.inputs)
    }

    /// A final score that is known is within what there is, and holds every bonus already.
    pub(super) fn check_final_score(&mut self, practice: &Practice) {
        let maximum = self.rules.final_score.maximum;
        if let Some(score) = practice.final_score.filter(|score| maximum < *score) {
            let message = format!("{score} is above {maximum}, the highest final score");
            self.error(Code::OutOfRange, "final_score", message);
        }
        let has_bonus = !matches!(
            practice.complex_patient_bonus,
            ComplexPatientInput::None | ComplexPatientInput::NotGiven
        );
        let has_prior = practice.prior_year != PriorYear::default();
        for (path, is_there) in [
            ("complex_patient_bonus", has_bonus),
            ("facility_based", practice.facility_based.is_some()),
            ("prior_year", has_prior),
        ] {
            if is_there {
                let message =
                    "the final score is given and already includes it, so this has no effect";
                self.error(Code::NoEffect, path, message);
            }
        }
    }

    pub(super) fn check_facility(&mut self, practice: &mut Practice) {
        if practice.facility_based.is_none() {
            return;
        }
        let path = "facility_based";
        let Some(facility) = &self.rules.facility_based else {
            self.not_in_year(path, "no facility-based scores", |rules| {
                rules.facility_based.is_some()
            });
            return;
        };
        if !facility.pathways.contains(&practice.pathway) {
            let open: Vec<&str> = facility.pathways.iter().map(|kind| kind.key()).collect();
            let message = format!(
                "no facility-based scores on the pathway `{}`",
                practice.pathway.key()
            );
            self.error(Code::NotInYear, path, message).help = Some(format!(
                "facility-based scores are used on {}",
                open.join(", ")
            ));
        }
        if !facility.participation.contains(&practice.participation) {
            let open: Vec<&str> = facility
                .participation
                .iter()
                .map(|kind| kind.key())
                .collect();
            let message = format!(
                "`{}` cannot be scored by a facility this year",
                practice.participation.key()
            );
            self.error(Code::NotInYear, path, message).help = Some(format!(
                "facility-based scoring is open to {}",
                open.join(", ")
            ));
        } else if !practice
            .special_statuses
            .contains(&SpecialStatus::FacilityBased)
        {
            let message = "facility-based scores without the special status `facility_based`; we assume the practice has it";
            self.error(Code::Unlikely, path, message);
        }
    }

    pub(super) fn check_payment(&mut self, practice: &Practice) {
        let adjustment = &self.rules.adjustment;
        let mut bounded = |key: &str, value: Option<Decimal>, most: Decimal| {
            if let Some(value) = value.filter(|value| !(Decimal::ZERO <= *value && *value <= most))
            {
                let message = format!("the factor is between 0 and {most}, not {value}");
                self.problems.push(Problem::new(
                    Code::OutOfRange,
                    format!("payment.{key}"),
                    message,
                ));
            }
        };
        bounded(
            "scaling_factor",
            practice.payment.scaling_factor,
            adjustment.maximum_scaling_factor,
        );
        match &adjustment.additional {
            Some(additional) => bounded(
                "additional_scaling_factor",
                practice.payment.additional_scaling_factor,
                additional.maximum_scaling_factor,
            ),
            None if practice.payment.additional_scaling_factor.is_some() => {
                self.not_in_year(
                    "payment.additional_scaling_factor",
                    "no additional adjustment",
                    |rules| rules.adjustment.additional.is_some(),
                );
            }
            None => {}
        }
    }
}

/// The figures that the year's formula of the complex patient bonus takes.
const fn figures_needed(method: &ComplexPatientMethod) -> &'static [&'static str] {
    match method {
        ComplexPatientMethod::HccAndDual { .. } => &["average_hcc", "dual_ratio"],
        ComplexPatientMethod::Standardized { .. } => &[
            "average_hcc",
            "dual_ratio",
            "hcc_mean",
            "hcc_sd",
            "hcc_median",
            "dual_mean",
            "dual_sd",
            "dual_median",
        ],
    }
}
