//! The shape of `rules/<year>/benchmarks.toml`.

use std::sync::OnceLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{scale::Benchmark, shape::Shape};
use crate::rules::{
    rows::Rows,
    status::{Provenance, Status},
};

/// The table as the file writes it: what most rows share is written once, at the top.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BenchmarkFile {
    pub performance_year: u16,
    pub benchmark_year: u16,
    pub cite: String,
    pub status: Option<Status>,
    pub first: u8,
    #[serde(default)]
    pub additions: Rows<Provenance>,
    #[serde(default)]
    pub claims: Rows<Row>,
    #[serde(default)]
    pub ecqm: Rows<Row>,
    #[serde(default)]
    pub cqm: Rows<Row>,
    #[serde(default)]
    pub qcdr: Rows<Row>,
    #[serde(default)]
    pub medicare_cqm: Rows<Row>,
    #[serde(default)]
    pub web_interface: Rows<Row>,
    #[serde(default)]
    pub cahps: Rows<Row>,
    #[serde(default)]
    pub admin_claims: Rows<Row>,
}

#[derive(Clone, Debug, Deserialize)]
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
    /// The same with what is at the top of the file, once it was asked for.
    #[serde(skip)]
    pub resolved: OnceLock<Benchmark>,
}
