//! What was submitted -> a practice file: one program of one practice in one year.

mod answers;
mod entries;
pub(super) mod header;
mod program;
mod quality;

use std::sync::Arc;

use super::{
    date,
    draft::Draft,
    options::Options,
    source::{Sited, Source, shown},
    submission::{Header, Measurement, MeasurementSet, Submission},
};
use crate::{
    category::Category,
    document::Value,
    problem::{Code, Place, Problem, Problems},
    rules::book::{RuleBook, YearRules},
};
use header::{entity, header_of, year_of};

/// Draws up a practice file from what was submitted. What is wrong is noted in the source and the draft.
///
/// # Errors
///
/// What keeps it from being drawn up at all: no year, several practices, no program of MIPS.
pub fn draft(
    book: &RuleBook,
    source: &Source<'_>,
    submission: Submission,
    options: &Options,
    draft: &mut Draft,
) -> Result<(), Problems> {
    let header = header_of(source, &submission)?;
    entity(source, &header, draft);
    let sets = program::choose(source, submission.sets, &header, options, draft)?;
    let year = year_of(source, &header, &sets, options)?;
    let rules = book.year(year.value).map_err(|mut unknown| {
        let place = source.place(&year.span);
        for problem in &mut unknown.0 {
            problem.place = Some(Place::clone(&place));
        }
        unknown
    })?;
    let mut mapper = Mapper {
        rules: &rules,
        source,
        draft,
    };
    mapper.facts(&header, &year);
    for set in &sets {
        mapper.set(set);
        if source.is_hopeless() {
            break;
        }
    }
    Ok(())
}

/// The programs of MIPS that a submission of one practice was sent to.
pub fn programs(submission: &Submission) -> Vec<String> {
    match &submission.headers[..] {
        [] => program::of_mips(&submission.sets, &Header::default()),
        [header] => program::of_mips(&submission.sets, header),
        _ => Vec::new(),
    }
}

/// Adds sets whose year and practice other files tell.
pub fn sets(rules: &YearRules, source: &Source<'_>, sets: &[MeasurementSet], draft: &mut Draft) {
    let mut mapper = Mapper {
        rules,
        source,
        draft,
    };
    for set in sets {
        mapper.set(set);
    }
}

/// What every category needs to be mapped.
struct Mapper<'m> {
    rules: &'m YearRules,
    source: &'m Source<'m>,
    draft: &'m mut Draft,
}

impl Mapper<'_> {
    fn place(&self, span: &std::ops::Range<usize>) -> Arc<Place> {
        self.source.place(span)
    }

    /// The year, and who takes part.
    fn facts(&mut self, header: &Header, year: &Sited<u16>) {
        let place = self.place(&year.span);
        let number = Value::Number(year.value.to_string());
        self.draft.put(&["performance_year"], number, &place);
        let identity = header.identity.iter();
        let identity = identity.map(|(what, number)| ((*what).to_owned(), number.clone()));
        self.draft.identity.extend(identity);
    }

    fn set(&mut self, set: &MeasurementSet) {
        match set.category {
            Category::Quality => self.quality(set),
            Category::ImprovementActivities => self.activities(set),
            Category::PromotingInteroperability => self.interoperability(set),
            Category::Cost => {}
        }
        if set.category != Category::Quality {
            self.check_year(set);
        }
    }

    /// A period of another year is told, and taken for this one: whoever filled the form in left an old date.
    fn check_year(&self, set: &MeasurementSet) {
        let year = self.rules.performance_year;
        for date in [&set.start, &set.end].into_iter().flatten() {
            if date::year(&date.value).is_some_and(|other| other != year) {
                let message = format!(
                    "the period of {} is of another year, {}; it is taken for {year}",
                    set.category.title(),
                    shown(&date.value)
                );
                let problem = Problem::new(Code::Unlikely, set.category.key(), message);
                self.source.note(problem, &date.span);
                return;
            }
        }
    }

    /// The year's own id of a measure: the first year calls it otherwise than the later ones.
    fn id_of_year(&mut self, measurement: &Measurement) -> String {
        let id = &measurement.id.value;
        let Some(inventory) = self.rules.inventory() else {
            return id.clone();
        };
        let known = |id: &str| inventory.promoting_interoperability.contains_key(id);
        if known(id) {
            return id.clone();
        }
        let other = match id.split_once('_') {
            Some(("PI", rest)) => format!("ACI_{rest}"),
            Some(("ACI", rest)) => format!("PI_{rest}"),
            _ => return id.clone(),
        };
        if !known(&other) {
            return id.clone();
        }
        let year = self.rules.performance_year;
        let message = format!("`{}` is `{other}` in performance year {year}", shown(id));
        let path = format!("promoting_interoperability.measures.{other}");
        let problem = Problem::new(Code::Unlikely, path, message);
        self.source.note(problem, &measurement.id.span);
        other
    }
}
