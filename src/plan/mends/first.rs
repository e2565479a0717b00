//! The first measures of a practice that reports none: of the chosen specialty, of its MVP, those that its pathway names, or
//! else those that the most specialties report. What they would earn rests on a rate, which is said.

use rust_decimal::Decimal;

use super::{
    examples::{self, Choice, Example},
    required,
};
use crate::{
    decimal::{HUNDRED, plain},
    document::setting::Setting,
    plan::footing::Footing,
    problem::listed,
    rules::{collection_type::CollectionType, measures::QualityMeasure},
    score::{quality::QualityNote, scorecard::Note},
};

/// The measures that a practice could report.
pub struct First {
    /// As many as are required, one that fills the outcome's place first; each with its settings.
    pub measures: Vec<(Example, Vec<Setting>)>,
    /// The survey, where the pathway requires it.
    pub survey: Option<Vec<Setting>>,
    /// The rate that was stated.
    rate: Option<Decimal>,
}

/// How well a measure is done where nobody says it.
const MIDDLE: &str = "at the middle of its benchmark";

impl First {
    /// The first so many, in words and as settings.
    pub fn so_many(&self, count: usize) -> (String, Vec<Setting>) {
        let chosen = &self.measures[..count];
        let mut kinds: Vec<CollectionType> = Vec::new();
        for (example, _) in chosen {
            if !kinds.contains(&example.kind) {
                kinds.push(example.kind);
            }
        }
        let of_kinds: Vec<String> = kinds.iter().map(|kind| of_kind(chosen, *kind)).collect();
        let noun = if count == 1 { "measure" } else { "measures" };
        let at = match self.rate {
            Some(rate) if chosen.iter().all(|one| is_at(one, rate)) => {
                format!("at {} percent", plain(rate))
            }
            Some(rate) => format!(
                "at {} percent, or {MIDDLE} where that is no percent",
                plain(rate)
            ),
            None => MIDDLE.into(),
        };
        let each = if count == 1 { "" } else { "each " };
        let settings = chosen.iter().flat_map(|(_, settings)| settings);
        (
            format!(
                "report {count} {noun}, {each}{at}, for example {}",
                of_kinds.join("; ")
            ),
            settings.cloned().collect(),
        )
    }
}

/// Whether a measure is counted at a rate of those who do well.
fn is_at((_, settings): &(Example, Vec<Setting>), rate: Decimal) -> bool {
    let stated = [rate, HUNDRED - rate].map(plain);
    let given = settings.first();
    given.is_some_and(|setting| stated.contains(&setting.value))
}

/// The measures of a collection type with their rates: `MIPS CQM 236 at 50 and 431 at 88.89`.
fn of_kind(chosen: &[(Example, Vec<Setting>)], kind: CollectionType) -> String {
    let of_it = chosen.iter().filter(|(example, _)| example.kind == kind);
    let names: Vec<String> = of_it
        .map(|(example, settings)| {
            let rate = settings.first().map_or("", |setting| &setting.value);
            format!("{} at {rate}", example.id)
        })
        .collect();
    format!("{kind} {}", listed(&names))
}

/// The first measures of a practice that reports none.
pub fn of(footing: &Footing<'_>, choice: Choice<'_>) -> First {
    let none = First {
        measures: Vec::new(),
        survey: None,
        rate: choice.rate,
    };
    let chosen = |example: Example| {
        let (settings, _) = example.figures(footing.trial, choice)?;
        // Who may report a measure is for the year to say.
        let trial = footing.with(&settings)?;
        Some(((example, settings), trial))
    };
    let first = [is_outcome, QualityMeasure::is_high_priority, |_: &_| true]
        .into_iter()
        .find_map(|fits| {
            examples::of(footing.trial, choice, fits)
                .into_iter()
                .find_map(&chosen)
        });
    let Some((first, begun)) = first else {
        return none;
    };
    let required = begun.scorecard.notes.iter().find_map(|note| match note {
        Note::Quality(QualityNote::MeasuresMissing { required, .. }) => Some(*required),
        _ => None,
    });
    let begun = Footing {
        trial: &begun,
        ..*footing
    };
    let named = required::of_set(&begun);
    let rest = if named.is_empty() {
        examples::of(footing.trial, choice, |_| true)
    } else {
        named
    };
    let mut measures = vec![first];
    for example in rest {
        if measures.len() >= required.unwrap_or(1) {
            break;
        }
        let is_new = measures.iter().all(|(known, _)| known.id != example.id);
        if is_new {
            measures.extend(chosen(example).map(|(it, _)| it));
        }
    }
    First {
        measures,
        survey: required::survey(&begun).map(|mend| mend.settings),
        rate: choice.rate,
    }
}

fn is_outcome(row: &QualityMeasure) -> bool {
    row.measure_type.is_outcome()
}
