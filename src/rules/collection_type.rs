//! How a quality measure's data is collected: a benchmark belongs to a measure *and* a collection type.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A way to collect a measure's data, 42 CFR 414.1305 ("collection type").
///
/// The program spells a type as its key in practice files and rule tables ([`CollectionType::key`]); [`fmt::Display`]
/// gives the name that people read.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CollectionType {
    /// Medicare Part B claims measure.
    Claims,
    /// Electronic clinical quality measure.
    Ecqm,
    /// MIPS clinical quality measure, reported through a registry.
    Cqm,
    /// Measure of a qualified clinical data registry.
    Qcdr,
    /// Medicare CQM of an ACO, reported under the APP.
    MedicareCqm,
    /// CMS Web Interface measure, through performance year 2024.
    WebInterface,
    /// CAHPS survey measure.
    Cahps,
    /// Measure that CMS computes from claims; nothing is submitted.
    AdminClaims,
}

impl CollectionType {
    /// Every type, in the order in which rule tables list them.
    pub const ALL: [Self; 8] = [
        Self::Claims,
        Self::Ecqm,
        Self::Cqm,
        Self::Qcdr,
        Self::MedicareCqm,
        Self::WebInterface,
        Self::Cahps,
        Self::AdminClaims,
    ];

    /// The name in files: `ecqm`, `admin_claims`, ...
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Claims => "claims",
            Self::Ecqm => "ecqm",
            Self::Cqm => "cqm",
            Self::Qcdr => "qcdr",
            Self::MedicareCqm => "medicare_cqm",
            Self::WebInterface => "web_interface",
            Self::Cahps => "cahps",
            Self::AdminClaims => "admin_claims",
        }
    }

    /// Whether CMS computes it, so that nothing is submitted.
    #[must_use]
    pub const fn is_computed_by_cms(self) -> bool {
        matches!(self, Self::AdminClaims)
    }

    /// The name in sentences: `eCQM`, `administrative claims`, ...
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Claims => "Medicare Part B claims",
            Self::Ecqm => "eCQM",
            Self::Cqm => "MIPS CQM",
            Self::Qcdr => "QCDR measure",
            Self::MedicareCqm => "Medicare CQM",
            Self::WebInterface => "CMS Web Interface",
            Self::Cahps => "CAHPS survey",
            Self::AdminClaims => "administrative claims",
        }
    }
}

impl fmt::Display for CollectionType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

impl FromStr for CollectionType {
    type Err = ();

    /// Reads a [`key`](Self::key).
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.key() == text)
            .ok_or(())
    }
}
