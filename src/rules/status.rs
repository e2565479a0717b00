//! How sure a rule table is, and where it was read.

use serde::{Deserialize, Serialize};

/// How sure the source of a figure is that was not read in the regulation, nor in what CMS itself published as final.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Status {
    /// Read in a text that quotes or restates the governing one.
    Secondary,
    /// From memory, or inferred from other figures.
    Unverified,
    /// Expected to change before the year's final scores.
    Provisional,
}

/// Where a group of facts comes from.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Provenance {
    /// The governing text, or the publication, that states the facts.
    pub cite: String,
    /// Absent when the facts were read in the regulation or in CMS's own final publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}
