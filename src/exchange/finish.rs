//! The end of a draft: what the files cannot know is said to be unknown.

use std::sync::Arc;

use super::{Imported, Options, draft::Draft, summary};
use crate::{
    category::Category,
    document::{Document, Value},
    problem::{Place, Problems},
};

/// Ends a draft: every category says what it is.
///
/// # Errors
///
/// Contradictions.
pub fn finish(
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
