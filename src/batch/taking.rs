//! What is made of the results of rows.

use super::{
    columns::Numbers,
    job::Job,
    out::Out,
    plan::Plan,
    table::{Range, Table},
};
use crate::trial::Trial;

/// What is made of the results of rows.
pub(super) trait Taking: Sync {
    /// What is added up beside the output.
    type Sum: Default + Send;
    /// Whether other columns beside a column of final scores are passed over, as remarks of whoever scored them.
    const PASSES_OVER_REMARKS: bool;

    /// Writes what comes before the first row.
    fn heading(&self, job: &Job<'_>, out: &mut Vec<u8>);
    /// Takes a row that has a plan. Says whether it could.
    fn planned(&self, row: &Planned<'_>, out: &mut Out, sum: &mut Self::Sum) -> bool;
    /// Takes a row that was scored the general way, or says why it cannot.
    fn scored(
        &self,
        job: &Job<'_>,
        named: &Named<'_>,
        trial: &Trial,
        out: &mut Out,
        sum: &mut Self::Sum,
    ) -> Result<(), String>;
    /// Takes a row that has no result.
    fn failed(&self, job: &Job<'_>, named: &Named<'_>, why: &str, out: &mut Out);
    /// Joins the sums of two workers.
    fn merge(&self, into: &mut Self::Sum, from: &Self::Sum);
}

/// What a result is called by: cells of CSV, or in NDJSON their JSON.
#[derive(Default)]
pub(super) struct Named<'a> {
    pub id: &'a [u8],
    /// The cells that are copied.
    pub kept: Vec<&'a [u8]>,
    pub scenario: Option<&'a str>,
}

/// A row with its plan.
pub(super) struct Planned<'a> {
    pub named: Named<'a>,
    pub plan: &'a Plan,
    /// The table of the factors that are used.
    pub table: &'a Table,
    pub numbers: &'a Numbers,
    pub mask: u16,
    /// Both ends of the final score.
    pub range: Range,
}
