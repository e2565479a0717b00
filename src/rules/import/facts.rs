//! The facts that CMS's files do not state, `rules/import.toml`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::rules::{
    collection_type::CollectionType,
    measures::{CostKind, RegistrationType},
    status::{Provenance, Status},
};

/// What an import adds to CMS's files, each fact with its source and the performance years that it counts for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Facts {
    pub(super) topped_out_cap: CapFact,
    pub(super) defined_topped_out: LadderFact,
    pub(super) exclusion_reasons: ReasonFact,
    #[serde(rename = "facts")]
    by_name: BTreeMap<String, Fact>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CapFact {
    pub(super) cite: String,
    pub(super) status: Option<Status>,
    /// The most points of a capped pair.
    pub(super) points: Decimal,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReasonFact {
    pub(super) cite: String,
    /// What CMS's reason codes say.
    pub(super) codes: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LadderFact {
    pub(super) cite: String,
    pub(super) status: Option<Status>,
    pub(super) from: u16,
    /// The bounds of a direct measure.
    pub(super) direct: Vec<Decimal>,
}

/// One fact: when it counts and for what, then what it says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fact {
    cite: String,
    status: Option<Status>,
    from: u16,
    to: Option<u16>,
    #[serde(default)]
    measures: Vec<String>,
    via: Option<CollectionType>,
    #[serde(default)]
    cost: bool,
    of_kind: Option<CostKind>,

    pub(super) layout: Option<Layout>,
    #[serde(default)]
    pub(super) sd_based: bool,
    #[serde(default)]
    pub(super) placeholder: bool,
    pub(super) first: Option<u8>,
    pub(super) case_minimum: Option<u32>,
    pub(super) minimum_clinicians: Option<u32>,
    #[serde(default)]
    registration_types: Vec<RegistrationType>,
    pub(super) kind: Option<CostKind>,
    #[serde(default)]
    pub(super) suppressed: bool,
    #[serde(default)]
    pub(super) truncated: bool,
    /// What an exclusion is for.
    pub(super) ground: Option<String>,
}

/// How an array of benchmark values is laid out, where it is not by the general rule: nine values for deciles 2 to 10, the
/// first of them a filler when the benchmark is historical.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Layout {
    /// Nine bounds of deciles 2 to 10, no filler among them.
    #[serde(rename = "deciles_2_10")]
    Deciles2To10,
    /// The bounds of deciles 1 to 10.
    #[serde(rename = "deciles_1_10")]
    Deciles1To10,
    /// The bounds of deciles 2 to 10, then the best value or a filler.
    #[serde(rename = "deciles_2_10_best")]
    Deciles2To10Best,
    /// Percentiles, worst to best, used as if they were deciles.
    Quantiles,
}

/// What a fact is looked up for.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) id: &'a str,
    pub(super) via: Option<CollectionType>,
    pub(super) cost: bool,
    pub(super) kind: Option<CostKind>,
}

impl<'a> Subject<'a> {
    pub(super) fn measure(id: &'a str) -> Self {
        Self {
            id,
            via: None,
            cost: false,
            kind: None,
        }
    }
}

/// The facts that count for one performance year.
pub(super) struct YearFacts<'a> {
    facts: Vec<(&'a str, &'a Fact)>,
    pub(super) all: &'a Facts,
    pub(super) year: u16,
}

impl Facts {
    /// Reads the text of `rules/import.toml`, or of a file like it.
    ///
    /// # Errors
    ///
    /// When the text is not TOML, or says something that no import could use.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The facts that come with the program.
    ///
    /// # Errors
    ///
    /// Never, as the tests of this crate make sure.
    pub fn built_in() -> Result<Self, toml::de::Error> {
        Self::parse(include_str!("../../../rules/import.toml"))
    }

    pub(super) fn of(&self, year: u16) -> YearFacts<'_> {
        let counts = |fact: &Fact| fact.from <= year && fact.to.is_none_or(|to| year <= to);
        let mut facts: Vec<_> = self
            .by_name
            .iter()
            .map(|(name, fact)| (name.as_str(), fact))
            .filter(|(_, fact)| counts(fact))
            .collect();
        // What names a measure goes before what is said of many.
        facts.sort_by_key(|(_, fact)| fact.measures.is_empty());
        YearFacts {
            facts,
            all: self,
            year,
        }
    }
}

/// The facts that rows used, by name: the `additions` of a table.
#[derive(Clone, Default)]
pub(super) struct Used(pub(super) BTreeMap<String, Provenance>);

impl Used {
    /// What the first fact about the subject says, of those for which `says` finds something, and its status.
    pub(super) fn find<T>(
        &mut self,
        facts: &YearFacts<'_>,
        subject: Subject<'_>,
        says: impl Fn(&Fact) -> Option<T>,
    ) -> Option<(T, Option<Status>)> {
        let mut about = facts
            .facts
            .iter()
            .filter(|(_, fact)| fact.is_about(subject));
        let (name, fact, said) = about.find_map(|(name, fact)| Some((name, fact, says(fact)?)))?;
        self.note(name, &fact.cite, fact.status);
        Some((said, fact.status))
    }

    pub(super) fn note(&mut self, name: &str, cite: &str, status: Option<Status>) {
        self.0.insert(
            name.into(),
            Provenance {
                cite: cite.into(),
                status,
            },
        );
    }
}

impl Fact {
    pub(super) fn registration_types(&self) -> Option<Vec<RegistrationType>> {
        (!self.registration_types.is_empty()).then(|| self.registration_types.clone())
    }

    fn is_about(&self, subject: Subject<'_>) -> bool {
        (self.measures.is_empty() || self.measures.iter().any(|id| id == subject.id))
            && self.via.is_none_or(|via| subject.via == Some(via))
            && (!self.cost || subject.cost)
            && self.of_kind.is_none_or(|kind| subject.kind == Some(kind))
    }
}
