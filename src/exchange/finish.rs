//! The end of a draft: what the files cannot know is said to be unknown.

use std::sync::Arc;

use super::{draft::Draft, imported::Imported, in_year, options::Options, summary};
use crate::{
    category::Category,
    document::{Document, Value},
    problem::{Code, Place, Problem, Problems},
    rules::book::RuleBook,
};

/// Ends a draft: every category says what it is.
///
/// # Errors
///
/// Contradictions.
pub fn finish(
    book: &RuleBook,
    mut draft: Draft,
    files: &[(String, Vec<u8>)],
    options: &Options,
) -> Result<Imported, Problems> {
    if draft.problems.any_error() {
        return Err(draft.problems);
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let name = names.join(" and ");
    let place = Arc::new(Place::of_whole(name.clone()));
    if !draft.has(&["performance_year"]) {
        let Some(year) = options.year else {
            let mut problem = Problem::new(
                Code::MissingKey,
                "performance_year",
                "nothing says of which performance year it is",
            )
            .help("give the year: --year YEAR");
            problem.place = Some(Place::clone(&place));
            return Err(problem.into());
        };
        draft.put(
            &["performance_year"],
            Value::Number(year.to_string()),
            &place,
        );
    }
    in_year::settle(book, &mut draft);
    drop_unknown(&mut draft);
    let mut unknown = Vec::new();
    for category in Category::ALL {
        let key = category.key();
        let reweighted = draft.reweighted.iter().find(|(of, ..)| *of == category);
        let reweighted = reweighted.map(|(_, reason, place)| (*reason, Arc::clone(place)));
        if draft.has(&[key]) {
            if reweighted.is_some() {
                draft.left_out.add(
                    format!("{key}.reweighted"),
                    "data were submitted, which restore the weight",
                );
            }
        } else if let Some((reason, place)) = reweighted {
            let word = Value::Text(reason.key().into());
            draft.put(&[key, "reweighted"], word, &place);
        } else if options.complete && category != Category::Cost {
            draft.put(&[key, "not_submitted"], Value::Boolean(true), &place);
        } else {
            draft.put(&[key, "unknown"], Value::Boolean(true), &place);
            unknown.push(key.to_owned());
        }
    }
    if !draft.has(&["practice", "small_practice"]) && !draft.has(&["practice", "clinicians"]) {
        draft.remarks.push(
            "Nothing says how large the practice is; add practice.clinicians or practice.small_practice."
                .into(),
        );
    }
    let read_as = summary::line(&draft, &unknown);
    Ok(Imported {
        document: Document::assembled(&name, draft.root, draft.problems),
        read_as,
        left_out: draft.left_out.all().to_vec(),
        unknown,
        remarks: draft.remarks,
        identity: if options.keep_identifiers {
            draft.identity
        } else {
            Vec::new()
        },
    })
}

/// One file does not know a category, and another has it: it is known.
fn drop_unknown(draft: &mut Draft) {
    for category in Category::ALL {
        let Some(Value::Table(table)) = draft.root.get_mut(category.key()).map(|it| &mut it.value)
        else {
            continue;
        };
        let is_unknown = |key: &str| key == "unknown";
        if table.entries.iter().any(|(key, _)| !is_unknown(key)) {
            table.entries.retain(|(key, _)| !is_unknown(key));
        }
    }
}
