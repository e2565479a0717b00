//! What taking part costs, as studies publish it: the `[participation_costs]` table of `rules.toml`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::status::Status;

/// Published cost of taking part.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ParticipationCosts {
    /// The study.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The performance year that was studied; dollars are of that year.
    pub performance_year: u16,
    /// How many practices were asked.
    pub practices: u32,
    /// Hours of all staff for each physician and year.
    pub staff_hours: Decimal,
    /// Hours of the physician among them.
    pub physician_hours: Decimal,
    /// Dollars for each physician and year, by class of practice.
    pub per_physician: BTreeMap<String, Decimal>,
}
