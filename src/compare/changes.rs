//! The rules behind a difference between years.

use super::scored::Scored;
use crate::{
    category::Category,
    rules::diff::{Change, diff},
    trial::Trial,
};

/// The changes of rules between scenarios of different years, as far as they bear on these practices.
pub(super) fn changes(scored: &[Scored]) -> Vec<(u16, u16, Vec<Change>)> {
    let mut found = Vec::new();
    for pair in scored.windows(2) {
        let [a, b] = pair else { continue };
        let years = (
            a.trial.rules.performance_year,
            b.trial.rules.performance_year,
        );
        if years.0 == years.1 {
            continue;
        }
        let mut changes = diff(&a.trial.rules, &b.trial.rules);
        changes.retain(|change| bears_on(change, &a.trial) || bears_on(change, &b.trial));
        found.push((years.0, years.1, changes));
    }
    found
}

/// Whether a rule took part in a score.
fn bears_on(change: &Change, trial: &Trial) -> bool {
    let keys: Vec<&str> = change.path.split('.').collect();
    let (weights, _) = crate::practice::states::weight_table(&trial.rules, &trial.practice);
    match keys[..] {
        ["weights", table, ..] => table == weights,
        ["facility_based", ..] => trial.practice.facility_based.is_some(),
        ["pathways", pathway, ..] | ["quality", "pathways", pathway, ..] => {
            pathway == trial.practice.pathway.key()
        }
        [
            "final_score"
            | "adjustment"
            | "complex_patient_bonus"
            | "never_scored"
            | "automatic_circumstances"
            | "automatic_reweighting",
            ..,
        ] => true,
        ["small_practice_bonus" | "small_practice", ..] => trial.practice.small_practice,
        [category, ..] => Category::from_key(category)
            .is_some_and(|category| !trial.scorecard.categories[category].measures.is_empty()),
        [] => false,
    }
}
