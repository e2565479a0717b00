//! Standing in an Advanced APM: QP, Partial QP or neither, 42 CFR 414.1425 and 414.1430.

use rust_decimal::Decimal;

use crate::{
    practice::taking_part::{ApmFacts, ThresholdScores},
    rules::{
        advanced_apm::{AdvancedApm, IndividualDetermination, QpThresholds},
        limit::Limit,
        terms::QpStatus,
    },
};

/// What is known of the standing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct QpStanding {
    /// The status that is stated or that the scores prove; none while nothing says anything of it.
    pub status: Option<QpStatus>,
    /// Whose scores decided: `stated`, `apm_entity`, `individual`, or `all_payer`.
    pub by: Option<&'static str>,
    /// Every score with its thresholds.
    pub rows: Vec<ScoreRow>,
    /// Scores that could raise the status.
    pub missing: Vec<&'static str>,
    /// What was taken for granted.
    pub notes: Vec<String>,
}

/// One threshold score.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScoreRow {
    /// The key of the score.
    pub key: &'static str,
    /// The score, in percent.
    pub value: Decimal,
    /// What makes a QP.
    pub qp: Limit,
    /// What makes a Partial QP.
    pub partial_qp: Limit,
}

/// The method of a threshold score.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    Payment,
    Patient,
}

impl Method {
    const ALL: [Self; 2] = [Self::Payment, Self::Patient];

    fn of(self, scores: &ThresholdScores) -> Option<Decimal> {
        match self {
            Self::Payment => scores.payment,
            Self::Patient => scores.patient,
        }
    }

    fn limits(self, thresholds: &QpThresholds) -> (Limit, Limit) {
        match self {
            Self::Payment => (thresholds.qp_payment, thresholds.partial_qp_payment),
            Self::Patient => (thresholds.qp_patient, thresholds.partial_qp_patient),
        }
    }
}

/// The higher standing has the higher rank.
pub(super) fn rank(status: QpStatus) -> u8 {
    match status {
        QpStatus::None => 0,
        QpStatus::PartialQp => 1,
        QpStatus::Qp => 2,
    }
}

/// The standing that the facts prove; without any, nobody is in an APM.
pub(super) fn standing(rules: &AdvancedApm, facts: Option<&ApmFacts>) -> QpStanding {
    let settled = |status, by| QpStanding {
        status: Some(status),
        by,
        ..QpStanding::default()
    };
    let Some(facts) = facts else {
        return settled(QpStatus::None, None);
    };
    if let Some(status) = facts.qp_status {
        return settled(status, Some("stated"));
    }
    if facts.advanced == Some(false) {
        return settled(QpStatus::None, None);
    }
    Scores::new(rules, facts).standing()
}

struct Scores<'a> {
    rules: &'a AdvancedApm,
    facts: &'a ApmFacts,
    /// The levels whose Medicare scores count, with the keys of their scores.
    counted: Vec<(&'static str, &'a ThresholdScores, [&'static str; 2])>,
    ignores_own: bool,
}

impl<'a> Scores<'a> {
    fn new(rules: &'a AdvancedApm, facts: &'a ApmFacts) -> Self {
        let own = (
            "individual",
            &facts.scores,
            ["apm.payment_score", "apm.patient_score"],
        );
        let keys = ["apm.entity_payment_score", "apm.entity_patient_score"];
        let entity = ("apm_entity", &facts.entity, keys);
        let has_entity = facts.entity != ThresholdScores::default();
        let own_counts = match rules.determination.individual {
            IndividualDetermination::Everyone => true,
            IndividualDetermination::SeveralEntities => facts.entities.is_some_and(|it| it > 1),
        };
        let counted = match (has_entity, own_counts) {
            (false, _) => vec![own],
            (true, false) => vec![entity],
            (true, true) => vec![entity, own],
        };
        Self {
            rules,
            facts,
            counted,
            ignores_own: has_entity && !own_counts && facts.scores != ThresholdScores::default(),
        }
    }

    fn standing(&self) -> QpStanding {
        let mut found = QpStanding::default();
        let mut best: Option<(QpStatus, &'static str)> = None;
        let mut take = |status: QpStatus, by: &'static str| {
            if best.is_none_or(|(so_far, _)| rank(status) > rank(so_far)) {
                best = Some((status, by));
            }
        };
        for (level, scores, keys) in &self.counted {
            for (method, key) in Method::ALL.into_iter().zip(keys) {
                let (qp, partial_qp) = method.limits(&self.rules.medicare);
                if let Some(value) = method.of(scores) {
                    found.rows.push(ScoreRow {
                        key,
                        value,
                        qp,
                        partial_qp,
                    });
                    take(by_limits(value, qp, partial_qp), level);
                } else {
                    found.missing.push(key);
                }
            }
        }
        for method in Method::ALL {
            if let Some((row, status)) = self.all_payer(method) {
                found.rows.push(row);
                take(status, "all_payer");
            }
        }
        found.status = best.map(|(status, _)| status);
        found.by = best.map(|(_, by)| by);
        if found.status == Some(QpStatus::Qp) {
            found.missing.clear();
        }
        if found.status.is_some() && self.facts.advanced.is_none() {
            let note = "apm.advanced is not given: the APM is taken as an Advanced APM, since only its participants have threshold scores";
            found.notes.push(note.into());
        }
        if self.ignores_own {
            let note = "the APM Entity's scores decide this year: scores of one's own count only for clinicians in several APM Entities";
            found.notes.push(note.into());
        }
        found
    }

    /// A score over all payers; the Medicare score of the same method must reach its own minimum.
    fn all_payer(&self, method: Method) -> Option<(ScoreRow, QpStatus)> {
        let thresholds = self.rules.all_payer.as_ref()?;
        let minimum = self.rules.all_payer_medicare_minimum.as_ref()?;
        let value = method.of(&self.facts.all_payer)?;
        let (qp, partial_qp) = method.limits(thresholds);
        let (least_qp, least_partial) = method.limits(minimum);
        let medicare = self
            .counted
            .iter()
            .filter_map(|(_, scores, _)| method.of(scores))
            .max();
        let reaches = |least: Limit| medicare.is_some_and(|medicare| least.is_met(medicare));
        let status = match by_limits(value, qp, partial_qp) {
            QpStatus::Qp if reaches(least_qp) => QpStatus::Qp,
            QpStatus::Qp | QpStatus::PartialQp if reaches(least_partial) => QpStatus::PartialQp,
            _ => QpStatus::None,
        };
        let key = match method {
            Method::Payment => "apm.all_payer_payment_score",
            Method::Patient => "apm.all_payer_patient_score",
        };
        Some((
            ScoreRow {
                key,
                value,
                qp,
                partial_qp,
            },
            status,
        ))
    }
}

fn by_limits(value: Decimal, qp: Limit, partial_qp: Limit) -> QpStatus {
    if qp.is_met(value) {
        QpStatus::Qp
    } else if partial_qp.is_met(value) {
        QpStatus::PartialQp
    } else {
        QpStatus::None
    }
}
