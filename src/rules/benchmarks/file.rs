//! The shape of `rules/<year>/benchmarks.toml`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Basis, Benchmark, BenchmarkTable, Shape};
use crate::rules::status::{Provenance, Status};

/// The table as the file writes it: what most rows share stands once, at the top.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BenchmarkFile {
    performance_year: u16,
    benchmark_year: u16,
    cite: String,
    status: Option<Status>,
    first: u8,
    #[serde(default)]
    additions: BTreeMap<String, Provenance>,
    #[serde(default)]
    claims: BTreeMap<String, Row>,
    #[serde(default)]
    ecqm: BTreeMap<String, Row>,
    #[serde(default)]
    cqm: BTreeMap<String, Row>,
    #[serde(default)]
    qcdr: BTreeMap<String, Row>,
    #[serde(default)]
    medicare_cqm: BTreeMap<String, Row>,
    #[serde(default)]
    web_interface: BTreeMap<String, Row>,
    #[serde(default)]
    cahps: BTreeMap<String, Row>,
    #[serde(default)]
    admin_claims: BTreeMap<String, Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    from: Option<u16>,
    #[serde(default)]
    placeholder: bool,
    #[serde(default)]
    inverse: bool,
    #[serde(default)]
    topped_out: bool,
    cap: Option<Decimal>,
    #[serde(default)]
    shape: Shape,
    first: Option<u8>,
    below_first: Option<Status>,
    #[serde(default)]
    unordered: bool,
    #[serde(default)]
    unlisted: bool,
    status: Option<Status>,
    d: Vec<Decimal>,
}

impl From<BenchmarkFile> for BenchmarkTable {
    fn from(file: BenchmarkFile) -> Self {
        let rows = |section: BTreeMap<String, Row>| {
            let resolve =
                |row: Row| row.resolve(file.performance_year, file.benchmark_year, file.first);
            section
                .into_iter()
                .map(|(id, row)| (id, resolve(row)))
                .collect()
        };
        // In the order of `CollectionType`.
        let by_type = [
            rows(file.claims),
            rows(file.ecqm),
            rows(file.cqm),
            rows(file.qcdr),
            rows(file.medicare_cqm),
            rows(file.web_interface),
            rows(file.cahps),
            rows(file.admin_claims),
        ];
        Self {
            performance_year: file.performance_year,
            benchmark_year: file.benchmark_year,
            provenance: Provenance {
                cite: file.cite,
                status: file.status,
            },
            additions: file.additions,
            by_type,
        }
    }
}

impl Row {
    fn resolve(self, performance_year: u16, benchmark_year: u16, first: u8) -> Benchmark {
        let from = self.from.unwrap_or(benchmark_year);
        let basis = match from == performance_year {
            _ if self.placeholder => Basis::Placeholder,
            true => Basis::Performance,
            false => Basis::Historical,
        };
        Benchmark {
            from,
            basis,
            inverse: self.inverse,
            topped_out: self.topped_out,
            cap: self.cap,
            shape: self.shape,
            first: self.first.unwrap_or(first),
            bounds: self.d,
            below_first: self.below_first,
            unordered: self.unordered,
            unlisted: self.unlisted,
            status: self.status,
        }
    }
}
