//! What stands once at the top of a file of benchmarks, put into each of its rows.

use std::collections::BTreeMap;

use super::{
    Basis, Benchmark, BenchmarkTable,
    file::{BenchmarkFile, Row},
};
use crate::rules::status::Provenance;

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
