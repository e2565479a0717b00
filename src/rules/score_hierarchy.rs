//! Which final score counts: the `[score_hierarchy]` table of `rules.toml`.

use serde::{Deserialize, Serialize};

use super::status::{Provenance, Status};
use crate::{date::Date, rules::terms::Participation};

/// The order in which final scores of one clinician at one practice count.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ScoreHierarchy {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Levels whose score counts even if lower, in this order.
    pub first: Vec<Participation>,
    /// Otherwise the highest score of these counts.
    pub highest_of: Vec<Participation>,
    /// The score that follows a clinician to another practice.
    pub new_practice: Provenance,
    /// Clinicians who join a practice at the year's end; absent in years without the rule.
    #[serde(default)]
    pub joined_late: Option<JoinedLate>,
}

/// When a clinician joins too late in the year to be scored.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct JoinedLate {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl JoinedLate {
    /// Whether a clinician who joins on this day joins too late.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}
