//! The low-volume threshold at one level, 42 CFR 414.1305: what is exceeded, what is not, and what is not known.

use rust_decimal::Decimal;

use crate::{
    practice::taking_part::{Segment, Volume},
    rules::{
        eligibility::{Criterion, EligibilityRules},
        limit::Limit,
        terms::{LowVolumeReason, MipsStatus, Participation, Word},
    },
};

/// One figure against its limit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LimitRow {
    /// What is counted.
    pub criterion: Criterion,
    /// Whose figure it is.
    pub level: Participation,
    /// The determination period; none where one figure stands for both, or where CMS's code stands for figures.
    pub segment: Option<u8>,
    /// The figure.
    pub value: Option<Decimal>,
    /// What must be exceeded.
    pub limit: Limit,
    /// Whether it is; none while that is not known.
    pub exceeded: Option<bool>,
    /// The dotted path of the figure.
    pub path: String,
}

/// The low-volume threshold at one level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LevelTest {
    /// CMS's own determination, which beats the figures.
    pub stated: Option<MipsStatus>,
    /// Every figure with its limit.
    pub rows: Vec<LimitRow>,
}

/// Holds what is known of a volume against the year's limits. `only` names the one determination period that counts, where
/// the law takes one.
pub(super) fn test(
    rules: &EligibilityRules,
    level: Participation,
    volume: &Volume,
    path: &str,
    only: Option<u8>,
) -> LevelTest {
    let mut rows = Vec::new();
    let segments = counted(volume, only);
    for (criterion, limit) in rules.low_volume.limits.named() {
        let row = |segment: Option<u8>, value, exceeded, path| LimitRow {
            criterion,
            level,
            segment,
            value,
            limit,
            exceeded,
            path,
        };
        if let Some(reason) = volume.low_volume_reason {
            let exceeded = Some(!is_named(reason, criterion));
            rows.push(row(
                None,
                None,
                exceeded,
                format!("{path}.low_volume_reason"),
            ));
            continue;
        }
        if segments.is_empty() {
            let path = format!("{path}.segment.1.{}", criterion.key());
            rows.push(row(Some(1), None, None, path));
        }
        for segment in &segments {
            let value = figure(segment, criterion);
            let at = match segment.number {
                Some(number) => format!("{path}.segment.{number}.{}", criterion.key()),
                None => format!("{path}.{}", criterion.key()),
            };
            let exceeded = value.map(|value| limit.is_met(value));
            rows.push(row(segment.number, value, exceeded, at));
        }
    }
    LevelTest {
        stated: volume.mips_status,
        rows,
    }
}

/// The determination periods that count.
fn counted(volume: &Volume, only: Option<u8>) -> Vec<Segment> {
    let is_counted = |segment: &&Segment| match (only, segment.number) {
        (Some(only), Some(number)) => only == number,
        _ => true,
    };
    volume.segments.iter().filter(is_counted).copied().collect()
}

fn figure(segment: &Segment, criterion: Criterion) -> Option<Decimal> {
    match criterion {
        Criterion::AllowedCharges => segment.allowed_charges,
        Criterion::Beneficiaries => segment.beneficiaries,
        Criterion::CoveredServices => segment.covered_services,
    }
}

/// Whether CMS's code names the criterion as not exceeded.
fn is_named(reason: LowVolumeReason, criterion: Criterion) -> bool {
    use LowVolumeReason as Code;
    match criterion {
        Criterion::AllowedCharges => matches!(
            reason,
            Code::Charges | Code::Both | Code::ChargesServices | Code::All
        ),
        Criterion::Beneficiaries => matches!(
            reason,
            Code::Beneficiaries | Code::Both | Code::BeneficiariesServices | Code::All
        ),
        Criterion::CoveredServices => matches!(
            reason,
            Code::Services | Code::ChargesServices | Code::BeneficiariesServices | Code::All
        ),
    }
}

impl LevelTest {
    /// Whether each criterion is exceeded: in each determination period that counts, so that one below decides.
    #[must_use]
    pub fn exceeded(&self) -> Vec<(Criterion, Option<bool>)> {
        let mut found: Vec<(Criterion, Option<bool>)> = Vec::new();
        for row in &self.rows {
            let place = found.iter().position(|(it, _)| *it == row.criterion);
            match place.map(|n| &mut found[n].1) {
                None => found.push((row.criterion, row.exceeded)),
                Some(so_far) => {
                    *so_far = match (*so_far, row.exceeded) {
                        (Some(false), _) | (_, Some(false)) => Some(false),
                        (Some(true), Some(true)) => Some(true),
                        _ => None,
                    };
                }
            }
        }
        found
    }

    /// What the level may turn out to be, given what is known; one where that is settled.
    #[must_use]
    pub fn possible(&self, has_opt_in: bool) -> Vec<MipsStatus> {
        if let Some(stated) = self.stated {
            return vec![stated];
        }
        let exceeded = self.exceeded();
        let count = |wanted: Option<bool>| exceeded.iter().filter(|(_, it)| *it == wanted).count();
        let (met, unknown, all) = (count(Some(true)), count(None), exceeded.len());
        let mut possible = Vec::new();
        for more in 0..=unknown {
            let status = match met + more {
                exceeded if exceeded == all => MipsStatus::Eligible,
                0 => MipsStatus::Exempt,
                _ if has_opt_in => MipsStatus::OptInEligible,
                _ => MipsStatus::Exempt,
            };
            if !possible.contains(&status) {
                possible.push(status);
            }
        }
        possible
    }

    /// CMS's code of what is not exceeded; none where everything is, or where something is not known.
    #[must_use]
    pub fn reason(&self) -> Option<LowVolumeReason> {
        let exceeded = self.exceeded();
        if exceeded.iter().any(|(_, it)| it.is_none())
            || exceeded.iter().all(|(_, it)| *it == Some(true))
        {
            return None;
        }
        LowVolumeReason::ALL.iter().copied().find(|code| {
            let all = [
                Criterion::AllowedCharges,
                Criterion::Beneficiaries,
                Criterion::CoveredServices,
            ];
            all.into_iter().all(|criterion| {
                let is_below = exceeded.contains(&(criterion, Some(false)));
                is_named(*code, criterion) == is_below
            })
        })
    }

    /// The same test, were one figure known to be above its limit, or not to be.
    pub(super) fn with(&self, path: &str, exceeded: bool) -> Self {
        let mut test = self.clone();
        for row in test.rows.iter_mut().filter(|row| row.path == path) {
            row.exceeded = Some(exceeded);
        }
        test
    }
}
