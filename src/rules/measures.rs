//! A year's inventory: what can be reported, and what CMS computes.
//!
//! A key that is absent from a row says no, or none; a key that would be read as a silent zero (`title`, `type`, `via`,
//! `weight`, `case_minimum` of a cost measure) is always there.

mod activities;
mod check;
mod cost;
mod electronic;
mod mvps;
mod programs;
mod promoting_interoperability;
mod quality;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use self::{
    activities::{ActivityWeight, ImprovementActivity},
    cost::{CostKind, CostMeasure},
    electronic::{ElectronicMeasure, ElectronicRate},
    mvps::{MeasureSet, Mvp},
    promoting_interoperability::{PiMeasure, PiMetric, ReportingCategory},
    quality::{Algorithm, MeasureType, MetricType, QualityMeasure, RegistrationType},
};
use super::{
    collection_type::CollectionType,
    deferred::Deferred,
    rows::Rows,
    status::{Provenance, Status},
};

/// Sets of measures by collection type, then name; a name can have several sets.
pub type MeasureSets = BTreeMap<CollectionType, BTreeMap<String, Vec<MeasureSet>>>;

/// The inventory of one performance year, `rules/<year>/measures.toml`. Every map is keyed by CMS's id.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Inventory {
    /// The performance year.
    pub performance_year: u16,
    /// Where the inventory comes from.
    pub cite: String,
    /// Absent when the inventory is final.
    pub status: Option<Status>,
    /// Facts in the rows that CMS's files do not state, by name, each with its own source.
    #[serde(default)]
    pub additions: Rows<Provenance>,
    /// Quality measures, those of qualified clinical data registries and the CAHPS survey measures among them.
    #[serde(default)]
    pub quality: Rows<QualityMeasure>,
    /// Improvement activities.
    #[serde(default)]
    pub improvement_activities: Rows<ImprovementActivity>,
    /// Measures, attestations and exclusions of promoting interoperability (advancing care information in 2017).
    #[serde(default)]
    pub promoting_interoperability: Rows<PiMeasure>,
    /// Cost measures. Their benchmarks are under [`CollectionType::AdminClaims`].
    #[serde(default)]
    pub cost: Rows<CostMeasure>,
    /// What electronic reports (QRDA III) call the eCQMs and their populations, where CMS has published it.
    #[serde(default)]
    pub electronic: Rows<ElectronicMeasure>,
    /// MIPS Value Pathways, from 2023.
    #[serde(default)]
    pub mvps: Rows<Mvp>,
    /// Clinically related measures, for eligible measure applicability.
    #[serde(default)]
    pub clusters: Deferred<MeasureSets>,
    /// Specialty sets of fewer than six measures, for eligible measure applicability. (The full specialty sets are
    /// [`QualityMeasure::sets`].)
    #[serde(default)]
    pub specialty_sets: Deferred<MeasureSets>,
    /// Why a pair has no benchmark, from 2023: reason codes by collection type and measure.
    #[serde(default)]
    pub benchmark_exclusions: Deferred<BTreeMap<CollectionType, BTreeMap<String, Vec<String>>>>,
    /// What the reason codes say.
    #[serde(default)]
    pub exclusion_reasons: Rows<String>,
}

impl Inventory {
    /// The title of a measure or activity of any category.
    #[must_use]
    pub fn title(&self, id: &str) -> Option<&str> {
        let quality = self.quality.get(id).map(|row| &row.title);
        let cost = || self.cost.get(id).map(|row| &row.title);
        let activity = || self.improvement_activities.get(id).map(|row| &row.title);
        let interoperability = || {
            self.promoting_interoperability
                .get(id)
                .map(|row| &row.title)
        };
        quality
            .or_else(cost)
            .or_else(activity)
            .or_else(interoperability)
            .map(String::as_str)
    }

    /// The codes that say why a pair has no benchmark; none when CMS gives no reason.
    #[must_use]
    pub fn exclusion(&self, collection_type: CollectionType, measure: &str) -> &[String] {
        let codes = self
            .benchmark_exclusions
            .get(&collection_type)
            .and_then(|rows| rows.get(measure));
        codes.map_or(&[], Vec::as_slice)
    }

    /// Whether a quality or cost measure can be reported, or computed, in a collection type.
    #[must_use]
    pub fn offers(&self, collection_type: CollectionType, measure: &str) -> bool {
        match self.quality.get(measure) {
            Some(row) => row.via.contains(&collection_type),
            None => {
                collection_type == CollectionType::AdminClaims && self.cost.contains_key(measure)
            }
        }
    }
}
