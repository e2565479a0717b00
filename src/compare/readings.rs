//! What other readings of the sources would make of the scenarios.

use super::scored::Scored;
use crate::report::notes::score_in_words;

/// A sentence for each open question that moves a scenario's final score or adjustment, with the scenarios that it moves.
pub(super) fn sentences(scored: &[Scored]) -> Vec<String> {
    let mut found: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for one in scored {
        for reading in &one.trial.readings {
            let open = &one.trial.rules.readings[&reading.name];
            let made = format!(
                "{} {}",
                one.name,
                score_in_words(reading.final_score_bounds)
            );
            let known = found
                .iter_mut()
                .find(|(says, otherwise, _)| *says == open.says && *otherwise == open.otherwise);
            match known {
                Some((_, _, all)) => all.push(made),
                None => found.push((&open.says, &open.otherwise, vec![made])),
            }
        }
    }
    let told = found.into_iter().map(|(says, otherwise, made)| {
        format!(
            "Open: {says}; under the other reading, {otherwise}: {}",
            made.join(", ")
        )
    });
    told.collect()
}
