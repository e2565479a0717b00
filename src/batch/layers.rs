//! Combines the base document, a row, the settings of the run and those of a scenario.

use super::job::Job;
use crate::{
    document::{Document, setting::Setting},
    problem::Problems,
    trial::{self, Admitted},
};

/// Combines them and admits the practice to its year.
pub(super) fn admit(
    job: &Job<'_>,
    cells: &[Setting],
    scenario: Option<usize>,
) -> Result<Admitted, Problems> {
    let (document, above) = laid(job, cells, scenario)?;
    trial::admit(job.book, &document, &above)
}

/// The base document with the row's cells, and the settings above them.
pub(super) fn laid(
    job: &Job<'_>,
    cells: &[Setting],
    scenario: Option<usize>,
) -> Result<(Document, Vec<Setting>), Problems> {
    let (mut above, of_practice): (Vec<Setting>, Vec<Setting>) =
        cells.iter().cloned().partition(Setting::is_of_rules);
    // In order of force: a scenario's settings, those of the run, the row, the base document.
    let mut document = job.base.clone();
    document.lay(&of_practice)?;
    match scenario.and_then(|n| job.scenarios.get(n)) {
        None => above.extend_from_slice(job.settings),
        Some(scenario) => {
            let (of_rules, of_practice): (Vec<Setting>, Vec<Setting>) =
                job.settings.iter().cloned().partition(Setting::is_of_rules);
            document.lay(&of_practice)?;
            above.extend(of_rules);
            above.extend_from_slice(&scenario.settings);
        }
    }
    Ok((document, above))
}
