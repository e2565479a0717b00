//! Whose submission it is, and of which year.

use crate::{
    category::Category,
    document::Value,
    exchange::{
        date,
        draft::Draft,
        options::Options,
        source::{Sited, Source, shown},
        submission::{Header, MOST_HEADERS, MeasurementSet, Submission},
    },
    problem::{Code, Place, Problem, Problems},
    rules::terms::Participation,
};

/// How CMS's service calls the ways of taking part.
pub const ENTITIES: [(&str, Participation); 5] = [
    ("individual", Participation::Individual),
    ("group", Participation::Group),
    ("virtualGroup", Participation::VirtualGroup),
    ("apm", Participation::ApmEntity),
    ("subgroup", Participation::Subgroup),
];

/// The one header that all sets share.
pub(super) fn header_of(source: &Source<'_>, submission: &Submission) -> Result<Header, Problems> {
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
        let message = "it has no measurement set: nothing was submitted";
        let mut problem = Problem::new(Code::MissingKey, "measurementSets", message);
        problem.place = Some(Place::clone(&source.place(&(0..0))));
        return Err(problem.into());
    }
    Ok(submission.headers.first().cloned().unwrap_or_default())
}

/// Who took part.
pub(super) fn entity(source: &Source<'_>, header: &Header, draft: &mut Draft) {
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
            "`{}` is not an entity type; they are {}",
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
pub(super) fn year_of(
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
            "`{}` is not a performance year, perhaps a placeholder that was not filled in",
            shown(&written.value)
        );
        let mut problem = Problem::new(Code::WrongType, "performanceYear", message)
            .help("give the year: --year YEAR");
        problem.place = Some(Place::clone(&source.place(&written.span)));
        problem.into()
    })
}
