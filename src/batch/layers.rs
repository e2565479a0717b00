//! A row laid over the base document, under the settings of the run and of its scenario.

use super::job::Job;
use crate::{
    document::{Document, setting::Setting},
    problem::Problems,
    trial::{self, Admitted},
};

/// Lays a row over the base document and holds it against its year.
pub(super) fn admit(
    job: &Job<'_>,
    cells: &[Setting],
    scenario: Option<usize>,
) -> Result<Admitted, Problems> {
    let (document, above) = laid(job, cells, scenario)?;
    trial::admit(job.book, &document, &above)
}

/// A row over the base document, and the settings that lie above.
pub(super) fn laid(
    job: &Job<'_>,
    cells: &[Setting],
    scenario: Option<usize>,
) -> Result<(Document, Vec<Setting>), Problems> {
    let (mut above, of_practice): (Vec<Setting>, Vec<Setting>) =
        cells.iter().cloned().partition(Setting::is_of_rules);
    // The settings of the run are a layer of their own, above the row's, and a scenario's lie above these.
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
