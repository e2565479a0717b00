//! What was submitted -> a practice file: one program of one practice in one year.

mod entries;
mod program;
mod quality;

use std::sync::Arc;

use super::{
    date,
    draft::Draft,
    options::Options,
    source::{Sited, Source, shown},
    submission::{
        Header, MOST_HEADERS, Measurement, MeasurementSet, Submission, Value as Submitted,
    },
};
use crate::{
    category::Category,
    document::{Node, Value},
    problem::{Code, Place, Problem, Problems},
    rules::{
        book::{RuleBook, YearRules},
        terms::{Participation, Pathway},
    },
};

/// How CMS's service calls the ways of taking part.
pub const ENTITIES: [(&str, Participation); 5] = [
    ("individual", Participation::Individual),
    ("group", Participation::Group),
    ("virtualGroup", Participation::VirtualGroup),
    ("apm", Participation::ApmEntity),
    ("subgroup", Participation::Subgroup),
];

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
    mapper.scoring_standard();
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

/// The one header that all sets share.
fn header_of(source: &Source<'_>, submission: &Submission) -> Result<Header, Problems> {
    let practices = submission.headers.len();
    if practices > 1 {
        let second = &submission.headers[1];
        let at = second.entity.as_ref().map_or(0..0, |it| it.span.clone());
        let or_more = if practices == MOST_HEADERS {
            " or more"
        } else {
            ""
        };
        let message = format!(
            "the file holds the submissions of {practices} practices or years{or_more}; one belongs here"
        );
        let mut problem = Problem::new(Code::Contradiction, "", message)
            .help("give each practice its own file, all sets of one practice and year together");
        problem.place = Some(Place::clone(&source.place(&at)));
        return Err(problem.into());
    }
    if submission.sets.is_empty() {
        let message = "there is no measurement set in it: nothing was submitted";
        let mut problem = Problem::new(Code::MissingKey, "measurementSets", message);
        problem.place = Some(Place::clone(&source.place(&(0..0))));
        return Err(problem.into());
    }
    Ok(submission.headers.first().cloned().unwrap_or_default())
}

/// Who took part.
fn entity(source: &Source<'_>, header: &Header, draft: &mut Draft) {
    let Some(entity) = &header.entity else {
        let remark = "Nothing says who took part: a group is assumed.";
        draft.remarks.push(remark.into());
        return;
    };
    // A report names program and level in one word.
    let known = ENTITIES
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(&entity.value));
    let Some((_, participation)) = known else {
        let names: Vec<&str> = ENTITIES.iter().map(|(name, _)| *name).collect();
        let message = format!(
            "`{}` is no entity type; they are {}",
            shown(&entity.value),
            names.join(", ")
        );
        source.error(Code::UnknownWord, "entityType", message, &entity.span);
        return;
    };
    let place = source.place(&entity.span);
    let word = Value::Text(participation.key().into());
    draft.put(&["practice", "participation"], word, &place);
}

/// The year that was asked for, else the submission's own, else that of the first period.
fn year_of(
    source: &Source<'_>,
    header: &Header,
    sets: &[MeasurementSet],
    options: &Options,
) -> Result<Sited<u16>, Problems> {
    if let Some(year) = options.year {
        let span = header.year.as_ref().map_or(0..0, |it| it.span.clone());
        return Ok(Sited { value: year, span });
    }
    let (written, read) = if let Some(year) = &header.year {
        (year, year.value.trim().parse().ok())
    } else {
        // Quality is measured over the whole year, so its period is the surest.
        let quality = sets.iter().filter(|set| set.category == Category::Quality);
        let start = quality.chain(sets).find_map(|set| set.start.as_ref());
        let Some(start) = start else {
            let message = "nothing says of which performance year it is";
            let mut problem = Problem::new(Code::MissingKey, "performanceYear", message)
                .help("give the year: --year YEAR");
            problem.place = Some(Place::clone(&source.place(&(0..0))));
            return Err(problem.into());
        };
        (start, date::year(&start.value))
    };
    read.map(|value| Sited {
        value,
        span: written.span.clone(),
    })
    .ok_or_else(|| {
        let message = format!(
            "`{}` is no performance year, perhaps a placeholder that was not filled in",
            shown(&written.value)
        );
        let mut problem = Problem::new(Code::WrongType, "performanceYear", message)
            .help("give the year: --year YEAR");
        problem.place = Some(Place::clone(&source.place(&written.span)));
        problem.into()
    })
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

    /// Before the APM Performance Pathway, an APM Entity under MIPS was scored by the APM scoring standard.
    fn scoring_standard(&mut self) {
        const KEYS: [&str; 2] = ["practice", "pathway"];
        let word = |keys: &[&str]| match self.draft.get(keys).map(|node| &node.value) {
            Some(Value::Text(word)) => Some(word.clone()),
            _ => None,
        };
        let takes = |pathway: Pathway| {
            let rules = self.rules.pathways.get(&pathway);
            rules.is_some_and(|rules| rules.participation.contains(&Participation::ApmEntity))
        };
        let is_entity =
            word(&["practice", "participation"]).as_deref() == Some(Participation::ApmEntity.key());
        let is_traditional = word(&KEYS).as_deref() == Some(Pathway::Traditional.key());
        let standard = Pathway::ApmScoringStandard;
        if is_entity && is_traditional && !takes(Pathway::Traditional) && takes(standard) {
            self.draft.set(&KEYS, Value::Text(standard.key().into()));
            let remark =
                "An APM Entity: the APM scoring standard is its pathway under MIPS in this year.";
            self.draft.remarks.push(remark.into());
        }
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

    /// Improvement activities: a list of those that were attested.
    fn activities(&mut self, set: &MeasurementSet) {
        const KEYS: [&str; 2] = ["improvement_activities", "activities"];
        let place = self.place(&(set.span.start..set.span.start + 1));
        self.draft.put(&KEYS, Value::Array(Vec::new()), &place);
        for activity in &set.measurements {
            let place = self.place(&activity.id.span);
            let id = &activity.id.value;
            match activity.value {
                Submitted::Answer(true) => {
                    let item = Node::elsewhere(Value::Text(id.clone()), Arc::clone(&place));
                    self.draft.put(&KEYS, Value::Array(vec![item]), &place);
                }
                Submitted::Answer(false) => {
                    let path = format!("improvement_activities.{}", shown(id));
                    self.draft
                        .left_out
                        .add(path, "it was answered with no: nothing is earned by it");
                }
                _ => self.wrong_kind(
                    activity,
                    "an improvement activity is answered with true or false",
                ),
            }
        }
        if set.cehrt_id.is_some() {
            let reason = "the CEHRT id is a key of promoting interoperability alone";
            self.draft
                .left_out
                .add("improvement_activities.cehrtId", reason);
        }
    }

    fn wrong_kind(&self, measurement: &Measurement, message: &str) {
        let path = format!("{}.value", measurement.path);
        let message = format!("`{}`: {message}", shown(&measurement.id.value));
        self.source
            .error(Code::WrongType, &path, message, &measurement.span);
    }

    /// Promoting interoperability: answers and proportions, the days of the period, the CEHRT id.
    fn interoperability(&mut self, set: &MeasurementSet) {
        const CATEGORY: &str = "promoting_interoperability";
        let place = self.place(&(set.span.start..set.span.start + 1));
        self.draft.put(
            &[CATEGORY, "measures"],
            Value::Table(crate::document::Table::default()),
            &place,
        );
        self.days(set);
        if let Some(id) = &set.cehrt_id {
            let place = self.place(&id.span);
            self.draft.put(
                &[CATEGORY, "cehrt_id"],
                Value::Text(id.value.clone()),
                &place,
            );
        }
        for measurement in &set.measurements {
            let id = self.id_of_year(measurement);
            let place = self.place(&measurement.id.span);
            let value = match &measurement.value {
                Submitted::Answer(yes) => Some(Value::Boolean(*yes)),
                Submitted::Ratio(ratio) => self.proportion(measurement, ratio),
                _ => {
                    let wanted = "true, false, or numerator and denominator belong here";
                    self.wrong_kind(measurement, wanted);
                    None
                }
            };
            if let Some(value) = value {
                self.draft.put(&[CATEGORY, "measures", &id], value, &place);
            }
        }
    }

    /// The days of the period, both ends included.
    fn days(&mut self, set: &MeasurementSet) {
        let (Some(start), Some(end)) = (&set.start, &set.end) else {
            return;
        };
        let (Some(first), Some(last)) = (date::day(&start.value), date::day(&end.value)) else {
            let unread = if date::day(&start.value).is_none() {
                start
            } else {
                end
            };
            let message = format!(
                "`{}` is no date: the days are not known",
                shown(&unread.value)
            );
            let problem = Problem::new(Code::Unlikely, "performanceStart", message);
            self.source.note(problem, &unread.span);
            return;
        };
        if last < first {
            let message = "the period ends before it begins".to_owned();
            self.source
                .error(Code::Contradiction, "performanceEnd", message, &end.span);
            return;
        }
        let days = last - first + 1;
        let keys = ["promoting_interoperability", "days"];
        let place = self.place(&start.span);
        let known = self.draft.get(&keys).map(|node| node.value.clone());
        if let Some(Value::Number(known)) = known {
            let known: i64 = known.parse().unwrap_or(days);
            if known != days {
                let message = format!(
                    "a period of {days} days, and one of {known} before: the shorter one is taken"
                );
                let problem = Problem::new(Code::Unlikely, keys.join("."), message);
                self.source.note(problem, &start.span);
            }
            if known > days {
                self.draft.set(&keys, Value::Number(days.to_string()));
            }
            return;
        }
        self.draft
            .put(&keys, Value::Number(days.to_string()), &place);
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
