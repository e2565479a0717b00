//! The identifiers of electronic clinical quality measures, by which QRDA III reports name them.

use serde::Deserialize;

/// An eCQM as an electronic report names it: every identifier is a UUID in small letters.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ElectronicMeasure {
    /// The measure's version of the year.
    pub uuid: String,
    /// Its rates, in CMS's order.
    pub rates: Vec<ElectronicRate>,
}

/// The populations of one rate. What a measure does not have has no identifier.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ElectronicRate {
    /// The stratum of a multi-rate measure.
    pub stratum: Option<String>,
    /// All whom the measure looks at.
    pub initial_population: Option<String>,
    /// Those of them who are eligible.
    pub denominator: Option<String>,
    /// Denominator exclusions.
    pub exclusions: Option<String>,
    /// Denominator exceptions.
    pub exceptions: Option<String>,
    /// Performance met.
    pub numerator: Option<String>,
    /// Numerator exclusions.
    pub numerator_exclusions: Option<String>,
}
