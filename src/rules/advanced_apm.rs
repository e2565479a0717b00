//! The Advanced APM track: the `[advanced_apm]` table of `rules.toml`.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{limit::Limit, status::Status};

/// QP and Partial QP: who is one, and what it brings.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AdvancedApm {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Thresholds of the Medicare option.
    pub medicare: QpThresholds,
    /// Thresholds of the All-Payer option; absent in years without it.
    #[serde(default)]
    pub all_payer: Option<QpThresholds>,
    /// What the Medicare score must be for the All-Payer option.
    #[serde(default)]
    pub all_payer_medicare_minimum: Option<QpThresholds>,
    /// At which level the status is determined.
    pub determination: Determination,
    /// The lump sum.
    pub incentive: Incentive,
    /// The higher conversion factor of QPs; absent in years without it.
    #[serde(default)]
    pub conversion_factor: Option<ConversionFactor>,
    /// Medicare's share of what it allows, in percent; beside the conversion factor.
    #[serde(default)]
    pub paid_share: Option<PaidShare>,
}

/// Threshold scores, in percent, 42 CFR 414.1430.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct QpThresholds {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// A QP, by payments.
    pub qp_payment: Limit,
    /// A QP, by patients.
    pub qp_patient: Limit,
    /// A Partial QP, by payments.
    pub partial_qp_payment: Limit,
    /// A Partial QP, by patients.
    pub partial_qp_patient: Limit,
}

/// At which level the status is determined, 42 CFR 414.1425(c).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Determination {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// For whom scores of their own count beside the APM Entity's.
    pub individual: IndividualDetermination,
}

/// For whom scores of their own count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum IndividualDetermination {
    /// For clinicians in several APM Entities, all of which miss.
    SeveralEntities,
    /// For everyone; the better of both levels.
    Everyone,
}

/// The lump sum of a QP, 42 CFR 414.1450.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Incentive {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Percent of the paid amounts of the base year.
    pub percent: Decimal,
    /// The year whose paid amounts it is a percent of.
    pub base_year: u16,
}

/// The higher conversion factor of QPs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ConversionFactor {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Where the two factors come from.
    pub method: FactorMethod,
}

/// Where the two conversion factors come from.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum FactorMethod {
    /// CMS prints them, in dollars.
    Published {
        /// Of QPs.
        qualifying: Decimal,
        /// Of everybody else.
        nonqualifying: Decimal,
    },
    /// They grow apart by the statute's updates.
    Compounded {
        /// The yearly update of QPs, in percent.
        qualifying_percent: Decimal,
        /// The yearly update of everybody else, in percent.
        nonqualifying_percent: Decimal,
        /// How often.
        years: u32,
    },
}

/// Medicare's share of what it allows.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PaidShare {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// In percent.
    pub percent: Decimal,
}

impl FactorMethod {
    /// The factors of QPs and of everybody else; where none is published, what their quotient is made of.
    #[must_use]
    pub fn factors(&self) -> (Decimal, Decimal) {
        match self {
            Self::Published {
                qualifying,
                nonqualifying,
            } => (*qualifying, *nonqualifying),
            Self::Compounded {
                qualifying_percent,
                nonqualifying_percent,
                years,
            } => {
                let grown = |percent: &Decimal| {
                    let yearly = Decimal::ONE + *percent / Decimal::ONE_HUNDRED;
                    (0..*years).fold(Decimal::ONE, |factor, _| factor * yearly)
                };
                (grown(qualifying_percent), grown(nonqualifying_percent))
            }
        }
    }
}
