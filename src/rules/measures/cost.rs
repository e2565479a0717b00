//! Cost measures.

use serde::{Deserialize, Serialize};

use super::{programs::mips_alone, quality::RegistrationType};
use crate::rules::status::Status;

/// A cost measure of the year. All are inverse, and CMS computes them from claims.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CostMeasure {
    /// As CMS prints it.
    pub title: String,
    /// What kind of care the measure follows.
    pub kind: CostKind,
    /// The fewest cases (episodes, beneficiaries) that are scored, 42 CFR 414.1350(c).
    pub case_minimum: u32,
    /// The first performance year of the measure.
    pub first_year: u16,
    /// Who may be scored, where not everyone may. A virtual group counts as a group.
    #[serde(default)]
    pub registration_types: Vec<RegistrationType>,
    /// The programs that use it: `mips`, `app`, `app_plus`, `ssp`. MVPs list their measures themselves.
    #[serde(default = "mips_alone")]
    pub programs: Vec<String>,
    /// How sure the source is of `kind` and `registration_types`, which CMS's file does not give.
    pub status: Option<Status>,
}

/// What kind of care a cost measure follows; it decides the case minimum.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CostKind {
    /// Total per capita cost; Medicare spending per beneficiary.
    Population,
    /// Episodes around a procedure.
    Procedural,
    /// Episodes around an acute inpatient condition.
    AcuteInpatient,
    /// A year with a chronic condition.
    Chronic,
    /// Episodes around a care setting.
    CareSetting,
}

impl CostMeasure {
    /// Whether a participant of this kind may be scored on the measure.
    #[must_use]
    pub fn open_to(&self, kind: RegistrationType) -> bool {
        self.registration_types.is_empty() || self.registration_types.contains(&kind)
    }
}
