//! The Advanced APM track, and what taking part costs.

use crate::{
    practice::{
        admit::Admission,
        taking_part::{ApmFacts, ParticipationCost, ThresholdScores},
    },
    problem::{Code, Problem},
    rules::terms::{PartialQpElection, QpStatus},
};

impl Admission<'_> {
    pub(super) fn check_apm(&mut self, apm: &ApmFacts) {
        let is_qp = matches!(apm.qp_status, Some(QpStatus::Qp | QpStatus::PartialQp));
        if apm.advanced == Some(false) && is_qp {
            let message = "only participants of Advanced APMs are QPs or Partial QPs";
            self.error(Code::Contradiction, "apm.qp_status", message);
        }
        let elects = apm.partial_qp_election == Some(PartialQpElection::Mips);
        if elects && apm.advanced == Some(false) {
            let message =
                "only a Partial QP can elect MIPS, and only an Advanced APM has Partial QPs";
            self.error(Code::Contradiction, "apm.partial_qp_election", message);
        } else if elects && apm.qp_status.is_some_and(|it| it != QpStatus::PartialQp) {
            let message = "only a Partial QP can elect MIPS";
            self.error(Code::Contradiction, "apm.partial_qp_election", message);
        }
        let none = ThresholdScores::default();
        let has_scores = [apm.scores, apm.entity, apm.all_payer]
            .iter()
            .any(|it| *it != none);
        if apm.advanced == Some(false) && has_scores {
            let message = "the threshold scores have no effect: the APM is not an Advanced APM";
            self.error(Code::NoEffect, "apm.advanced", message);
        }
        let scores = [
            ("all_payer_payment_score", apm.all_payer.payment),
            ("all_payer_patient_score", apm.all_payer.patient),
        ];
        for (key, _) in scores.into_iter().filter(|(_, score)| score.is_some()) {
            if self.rules.advanced_apm.all_payer.is_none() {
                self.not_in_year(
                    &format!("apm.{key}"),
                    "there is no All-Payer option",
                    |rules| rules.advanced_apm.all_payer.is_some(),
                );
            }
        }
        match (apm.conversion_factor_qp, apm.conversion_factor) {
            (Some(_), None) => self.lacks_factor("conversion_factor"),
            (None, Some(_)) => self.lacks_factor("conversion_factor_qp"),
            (Some(qp), Some(other)) if qp < other => {
                let message = format!("{qp}: a QP's factor cannot be below the other one, {other}");
                self.error(Code::Contradiction, "apm.conversion_factor_qp", message);
            }
            _ => {}
        }
    }

    fn lacks_factor(&mut self, key: &str) {
        let message = "give both conversion factors, or neither";
        let problem = Problem::new(Code::MissingKey, format!("apm.{key}"), message);
        self.problems.push(problem.on_key());
    }

    pub(super) fn check_cost_of_participation(&mut self, cost: &ParticipationCost) {
        let Some(class) = &cost.class else {
            return;
        };
        let known = &self.rules.participation_costs.per_physician;
        if known.contains_key(class) {
            return;
        }
        let names: Vec<&str> = known.keys().map(String::as_str).collect();
        let message = format!("`{class}` is not one of {}", names.join(", "));
        let problem = Problem::new(Code::UnknownWord, "cost_of_participation.class", message);
        self.problems.push(problem.nearest(class, names));
    }
}
