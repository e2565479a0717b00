//! The year's dates: the `[calendar]` tables of `rules.toml`.

use serde::{Deserialize, Serialize};

use super::status::Status;
use crate::date::Date;

/// One date or span of the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CalendarEntry {
    /// Who says so.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// How sure the source of the first day is, where it is another than that of the last.
    #[serde(default)]
    pub from_status: Option<Status>,
    /// The first day, where there is one.
    #[serde(default)]
    pub from: Option<Date>,
    /// The last day; absent when it is not known.
    #[serde(default)]
    pub to: Option<Date>,
    /// A sentence about it.
    #[serde(default)]
    pub note: Option<String>,
}
