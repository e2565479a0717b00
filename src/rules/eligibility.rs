//! Who is in MIPS: the `[eligibility]`, `[special_status_thresholds]` and `[virtual_groups]` tables of `rules.toml`.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    limit::Limit,
    status::{Provenance, Status},
};
use crate::{date::Date, rules::terms::Participation};

/// Who is a MIPS eligible clinician.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EligibilityRules {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The low-volume threshold.
    pub low_volume: LowVolume,
    /// The first determination period.
    pub segment_1: DeterminationPeriod,
    /// The second determination period.
    pub segment_2: DeterminationPeriod,
    /// Those who first enroll in Medicare during the year are out.
    pub new_enrollment: Provenance,
    /// QPs are out.
    pub qp: Noted,
    /// Partial QPs are out unless they elect MIPS.
    pub partial_qp: Provenance,
    /// Participants of the Medicare Advantage demonstration are out, in the years that have it.
    #[serde(default)]
    pub maqi: Option<Provenance>,
    /// Whoever is out may report voluntarily.
    pub voluntary: Provenance,
    /// Opting in; absent in years without it.
    #[serde(default)]
    pub opt_in: Option<OptIn>,
    /// Subgroups; absent in years without them.
    #[serde(default)]
    pub subgroup: Option<Subgroups>,
    /// The APP is for participants of MIPS APMs; absent in years without it.
    #[serde(default)]
    pub app: Option<AppReporters>,
    /// Which multispecialty groups may report an MVP; absent in years in which all may.
    #[serde(default)]
    pub multispecialty_mvp: Option<MultispecialtyMvp>,
}

/// A fact that is only its source, with a sentence about it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Noted {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// A sentence about it.
    #[serde(default)]
    pub note: Option<String>,
}

/// The low-volume threshold: whoever does not exceed all limits is out, 42 CFR 414.1305.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LowVolume {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// At which levels it is tested.
    pub levels: Vec<Participation>,
    /// What the charges are.
    pub note: String,
    /// The limits.
    pub limits: LowVolumeLimits,
}

/// What must be exceeded.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LowVolumeLimits {
    /// Allowed charges, in dollars.
    pub allowed_charges: Limit,
    /// Part B patients.
    pub beneficiaries: Limit,
    /// Covered professional services; absent in years without this criterion.
    #[serde(default)]
    pub covered_services: Option<Limit>,
}

/// A determination period.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DeterminationPeriod {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// Days after it in which claims still count.
    pub runout_days: u32,
}

/// Opting in, 42 CFR 414.1310(b)(1)(iii).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OptIn {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// At which levels.
    pub levels: Vec<Participation>,
    /// Whether the election of a virtual group is an opt-in too.
    pub virtual_group_election: bool,
    /// How it is decided over two determination periods.
    pub two_segments: Noted,
}

/// Subgroups, 42 CFR 414.1318(a).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Subgroups {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The determination period that decides, of the group.
    pub segment: u8,
    /// Clinicians that it takes.
    pub clinicians: Limit,
}

/// Who may report the APP, 42 CFR 414.1367(b).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AppReporters {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Who may, and whose score it is; the levels are with the pathway.
    pub note: String,
}

/// Which multispecialty groups may report an MVP.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MultispecialtyMvp {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Only small practices.
    pub small_practice_only: bool,
    /// Who says so.
    pub note: String,
}

/// What makes a special status, 42 CFR 414.1305.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SpecialStatusThreshold {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Of a clinician: percent of covered professional services, or a number of encounters.
    #[serde(default)]
    pub clinician: Option<Limit>,
    /// Of a group: percent of its clinicians.
    #[serde(default)]
    pub group: Option<Limit>,
    /// The places of service that count.
    #[serde(default)]
    pub places_of_service: Vec<String>,
    /// What else it takes.
    #[serde(default)]
    pub note: Option<String>,
}

/// Virtual groups, 42 CFR 414.1315.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct VirtualGroups {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Practices (TINs) that it takes.
    pub practices: Limit,
    /// Eligible clinicians of each practice.
    pub clinicians_of_a_practice: Limit,
}

impl LowVolumeLimits {
    /// Each criterion of the year with its key.
    pub fn named(&self) -> impl Iterator<Item = (Criterion, Limit)> {
        [
            (Criterion::AllowedCharges, Some(self.allowed_charges)),
            (Criterion::Beneficiaries, Some(self.beneficiaries)),
            (Criterion::CoveredServices, self.covered_services),
        ]
        .into_iter()
        .filter_map(|(criterion, limit)| Some((criterion, limit?)))
    }
}

/// A criterion of the low-volume threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Criterion {
    /// Allowed charges.
    AllowedCharges,
    /// Part B patients.
    Beneficiaries,
    /// Covered professional services.
    CoveredServices,
}

impl Criterion {
    /// The figure's key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::AllowedCharges => "allowed_charges",
            Self::Beneficiaries => "beneficiaries",
            Self::CoveredServices => "covered_services",
        }
    }

    /// What it counts.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::AllowedCharges => "allowed charges",
            Self::Beneficiaries => "Part B patients",
            Self::CoveredServices => "covered services",
        }
    }

    /// A figure of it, with its unit.
    #[must_use]
    pub fn shown(self, value: Decimal) -> String {
        let number = crate::decimal::with_thousands(value);
        match self {
            Self::AllowedCharges => format!("${number}"),
            Self::Beneficiaries | Self::CoveredServices => number,
        }
    }
}
