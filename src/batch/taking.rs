//! Writes the result of each row, or adds it to a population.

use super::{
    columns::Numbers,
    job::Job,
    out::Out,
    plan::Plan,
    table::{Range, Table},
};
use crate::trial::Trial;

/// Writes the result of each row, or adds it to a population.
pub(super) trait Taking: Sync {
    /// Sums kept beside the output.
    type Sum: Default + Send;
    /// Whether unknown columns are skipped if the file has final scores: they are remarks of whoever scored it.
    const PASSES_OVER_REMARKS: bool;

    /// Writes what comes before the first row.
    fn heading(&self, job: &Job<'_>, out: &mut Vec<u8>);
    /// Takes a row that has a plan; false if it needs the full path.
    fn planned(&self, row: &Planned<'_>, out: &mut Out, sum: &mut Self::Sum) -> bool;
    /// Takes a row scored on the full path, or returns why it cannot.
    fn scored(
        &self,
        job: &Job<'_>,
        named: &Named<'_>,
        trial: &Trial,
        out: &mut Out,
        sum: &mut Self::Sum,
    ) -> Result<(), String>;
    /// Takes a row that could not be scored.
    fn failed(&self, job: &Job<'_>, named: &Named<'_>, why: &str, out: &mut Out);
    /// Adds the sums of one thread to another's.
    fn merge(&self, into: &mut Self::Sum, from: &Self::Sum);
}

/// The name of a result and the copied cells: CSV cells, or JSON text for NDJSON.
#[derive(Default)]
pub(super) struct Named<'a> {
    pub id: &'a [u8],
    /// The copied cells.
    pub kept: Vec<&'a [u8]>,
    pub scenario: Option<&'a str>,
}

/// A row with its plan.
pub(super) struct Planned<'a> {
    pub named: Named<'a>,
    pub plan: &'a Plan,
    /// The adjustments for the factors that are used.
    pub table: &'a Table,
    pub numbers: &'a Numbers,
    pub mask: u16,
    /// The range of the final score.
    pub range: Range,
}
