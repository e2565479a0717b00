//! The shape of `rules/<year>/benchmarks.toml`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::shape::Shape;
use crate::rules::status::{Provenance, Status};

/// The table as the file writes it: what most rows share stands once, at the top.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BenchmarkFile {
    pub performance_year: u16,
    pub benchmark_year: u16,
    pub cite: String,
    pub status: Option<Status>,
    pub first: u8,
    #[serde(default)]
    pub additions: BTreeMap<String, Provenance>,
    #[serde(default)]
    pub claims: BTreeMap<String, Row>,
    #[serde(default)]
    pub ecqm: BTreeMap<String, Row>,
    #[serde(default)]
    pub cqm: BTreeMap<String, Row>,
    #[serde(default)]
    pub qcdr: BTreeMap<String, Row>,
    #[serde(default)]
    pub medicare_cqm: BTreeMap<String, Row>,
    #[serde(default)]
    pub web_interface: BTreeMap<String, Row>,
    #[serde(default)]
    pub cahps: BTreeMap<String, Row>,
    #[serde(default)]
    pub admin_claims: BTreeMap<String, Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub from: Option<u16>,
    #[serde(default)]
    pub placeholder: bool,
    #[serde(default)]
    pub inverse: bool,
    #[serde(default)]
    pub topped_out: bool,
    pub cap: Option<Decimal>,
    #[serde(default)]
    pub shape: Shape,
    pub first: Option<u8>,
    pub below_first: Option<Status>,
    #[serde(default)]
    pub unordered: bool,
    #[serde(default)]
    pub unlisted: bool,
    pub status: Option<Status>,
    pub d: Vec<Decimal>,
}
