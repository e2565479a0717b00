//! The figures of `[eligibility]`, `[apm]` and `[cost_of_participation]`.

use rust_decimal::Decimal;

use super::{Form, MOST_CLINICIANS};
use crate::{
    practice::taking_part::{ApmFacts, EligibilityFacts, ParticipationCost, TakingPart, Volume},
    problem::{Code, Problem},
};

/// APM Entities of one clinician.
const MOST_ENTITIES: u32 = 1000;

impl Form {
    pub(super) fn taking_part(&mut self, facts: &mut TakingPart) {
        if let Some(eligibility) = &mut facts.eligibility {
            self.eligibility(eligibility);
        }
        if let Some(apm) = &mut facts.apm {
            self.apm(apm);
        }
        if let Some(cost) = &mut facts.cost {
            self.cost_of_participation(cost);
        }
    }

    fn eligibility(&mut self, facts: &mut EligibilityFacts) {
        self.volume("eligibility", &mut facts.volume);
        if let Some(group) = &mut facts.group {
            self.volume("eligibility.group", group);
        }
        let statuses = &mut facts.statuses;
        let path = "eligibility.statuses";
        self.counted(
            (path, "patient_facing_encounters"),
            &mut statuses.patient_facing_encounters,
        );
        for (key, share) in [
            (
                "non_patient_facing_share",
                &mut statuses.non_patient_facing_share,
            ),
            ("hospital_share", &mut statuses.hospital_share),
            ("asc_share", &mut statuses.asc_share),
            ("facility_share", &mut statuses.facility_share),
            ("rural_share", &mut statuses.rural_share),
            ("hpsa_share", &mut statuses.hpsa_share),
        ] {
            self.percent((path, key), share);
        }
        if let Some(group) = &mut facts.virtual_group {
            let path = "eligibility.virtual_group";
            self.whole((path, "members"), &mut group.members, MOST_CLINICIANS);
            let practices = &mut group.practices;
            self.whole((path, "practices"), practices, MOST_CLINICIANS);
        }
    }

    fn volume(&mut self, path: &str, volume: &mut Volume) {
        for segment in &mut volume.segments {
            let path = match segment.number {
                Some(number) => &format!("{path}.segment.{number}"),
                None => path,
            };
            self.amount((path, "allowed_charges"), &mut segment.allowed_charges);
            self.counted((path, "beneficiaries"), &mut segment.beneficiaries);
            self.counted((path, "covered_services"), &mut segment.covered_services);
        }
    }

    fn apm(&mut self, apm: &mut ApmFacts) {
        self.whole(("apm", "entities"), &mut apm.entities, MOST_ENTITIES);
        for (key, score) in [
            ("payment_score", &mut apm.scores.payment),
            ("patient_score", &mut apm.scores.patient),
            ("entity_payment_score", &mut apm.entity.payment),
            ("entity_patient_score", &mut apm.entity.patient),
            ("all_payer_payment_score", &mut apm.all_payer.payment),
            ("all_payer_patient_score", &mut apm.all_payer.patient),
        ] {
            self.percent(("apm", key), score);
        }
        self.amount(("apm", "paid_base_year"), &mut apm.paid_base_year);
        self.amount(
            ("apm", "allowed_payment_year"),
            &mut apm.allowed_payment_year,
        );
        self.figure(("apm", "shared_savings"), &mut apm.shared_savings);
        // Dollars for a relative value unit; the factor has been between 20 and 50 since it exists.
        for (key, factor) in [
            ("conversion_factor_qp", &mut apm.conversion_factor_qp),
            ("conversion_factor", &mut apm.conversion_factor),
        ] {
            self.within(("apm", key), factor, Decimal::ONE, Decimal::ONE_HUNDRED);
        }
    }

    fn cost_of_participation(&mut self, cost: &mut ParticipationCost) {
        let path = "cost_of_participation";
        let ways: Vec<&str> = [
            ("class", cost.class.is_some()),
            ("total", cost.total.is_some()),
            ("per_physician", cost.per_physician.is_some()),
            ("hours", cost.hours.is_some() || cost.hourly_cost.is_some()),
        ]
        .into_iter()
        .filter_map(|(name, there)| there.then_some(name))
        .collect();
        if ways.len() > 1 {
            let message = format!("{} cannot go together", ways.join(" and "));
            let problem = Problem::new(Code::Contradiction, path, message);
            self.problems.push(problem.on_key());
        }
        let lacks = match (cost.hours, cost.hourly_cost) {
            (Some(_), None) => Some(("hourly_cost", "hours")),
            (None, Some(_)) => Some(("hours", "hourly_cost")),
            _ => None,
        };
        if let Some((key, beside)) = lacks {
            let message = format!("{beside} needs {key} too");
            let problem = Problem::new(Code::MissingKey, format!("{path}.{key}"), message);
            self.problems.push(problem.on_key());
        }
        for (key, amount) in [
            ("total", &mut cost.total),
            ("per_physician", &mut cost.per_physician),
            ("hours", &mut cost.hours),
            ("hourly_cost", &mut cost.hourly_cost),
        ] {
            self.amount((path, key), amount);
        }
        self.whole((path, "physicians"), &mut cost.physicians, MOST_CLINICIANS);
    }
}
