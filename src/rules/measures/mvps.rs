//! MIPS Value Pathways, and sets of related measures.

use serde::Deserialize;

/// A MIPS Value Pathway, 42 CFR 414.1365. Its promoting interoperability measures are the whole table of the year.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Mvp {
    /// As CMS prints it.
    pub title: String,
    /// The quality measures to choose from; `321`, the CAHPS survey, is among them where the MVP has it.
    pub quality: Vec<String>,
    /// The population health measures of the foundational layer.
    pub foundation: Vec<String>,
    /// The outcomes-based administrative claims measures that may be elected as one of the quality measures.
    #[serde(default)]
    pub admin_claims: Vec<String>,
    /// The improvement activities to choose from.
    pub activities: Vec<String>,
    /// The cost measures.
    #[serde(default)]
    pub cost: Vec<String>,
    /// The CAHPS survey is among the quality measures.
    #[serde(default)]
    pub has_cahps: bool,
    /// CMS's flag: has an outcomes-based administrative claims measure.
    #[serde(default)]
    pub has_outcome_admin_claims: bool,
}

/// Measures that are expected together: who reports one is expected to report all that apply.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MeasureSet {
    /// The measures of the set.
    pub measures: Vec<String>,
    /// The measures whose own record names the set, where those are not the same ones.
    #[serde(default)]
    pub listed_for: Vec<String>,
}
