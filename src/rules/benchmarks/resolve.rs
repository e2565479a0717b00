//! What is written once at the top of a file of benchmarks, put into each of its rows.

use super::{
    Basis, Benchmark, BenchmarkTable,
    file::{BenchmarkFile, Row},
};
use crate::rules::status::Provenance;

impl From<BenchmarkFile> for BenchmarkTable {
    fn from(file: BenchmarkFile) -> Self {
        Self {
            performance_year: file.performance_year,
            benchmark_year: file.benchmark_year,
            provenance: Provenance {
                cite: file.cite,
                status: file.status,
            },
            additions: file.additions,
            first: file.first,
            // In the order of `CollectionType`.
            by_type: [
                file.claims,
                file.ecqm,
                file.cqm,
                file.qcdr,
                file.medicare_cqm,
                file.web_interface,
                file.cahps,
                file.admin_claims,
            ],
        }
    }
}

impl Row {
    /// The benchmark that the row is in its table.
    pub(super) fn in_table(&self, table: &BenchmarkTable) -> &Benchmark {
        self.resolved.get_or_init(|| self.resolve(table))
    }

    fn resolve(&self, table: &BenchmarkTable) -> Benchmark {
        let from = self.from.unwrap_or(table.benchmark_year);
        let basis = match from == table.performance_year {
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
            first: self.first.unwrap_or(table.first),
            bounds: self.d.clone().into(),
            below_first: self.below_first,
            unordered: self.unordered,
            unlisted: self.unlisted,
            status: self.status,
        }
    }
}
