//! Which of the shapes a JSON value has: a submission, a set of measurements, an answer of the service, a list of them.

use super::reader::Reader;
use crate::{
    exchange::json::{Json, Object},
    problem::Code,
};

/// Answers are wrapped in one another, but not deeper than this.
const DEEPEST: usize = 8;

/// Reads a value of any shape.
pub fn read(reader: &mut Reader<'_>, value: Json<'_>) {
    walk(reader, value, "", DEEPEST);
}

fn walk(reader: &mut Reader<'_>, value: Json<'_>, path: &str, depth: usize) {
    if value.source.is_hopeless() {
        return;
    }
    let Some(depth) = depth.checked_sub(1) else {
        let message = "it is wrapped too often to be an answer of CMS's service".to_owned();
        let start = value.span().start;
        value
            .source
            .error(Code::Syntax, path, message, &(start..start + 1));
        return;
    };
    if let Some(items) = value.items() {
        for (number, item) in items.into_iter().enumerate() {
            walk(reader, item, &format!("{path}[{number}]"), depth);
        }
        return;
    }
    let Some(object) = value.object(path) else {
        let message = format!("expected a submission, not {}", value.kind());
        value
            .source
            .error(Code::WrongType, path, message, &value.span());
        return;
    };
    if object.has("measurementSets") {
        submission(reader, &object);
    } else if object.has("category") || object.has("measurements") {
        set(reader, &object);
    } else {
        wrapped(reader, &object, depth);
    }
}

/// A submission with its sets.
fn submission(reader: &mut Reader<'_>, object: &Object<'_>) {
    reader.header(object);
    for (number, item) in object
        .list("measurementSets")
        .unwrap_or_default()
        .into_iter()
        .enumerate()
    {
        let path = format!("{}[{number}]", object.path_of("measurementSets"));
        if let Some(of_set) = item.object(&path) {
            reader.set(&of_set);
        } else {
            let message = format!("expected a measurement set, not {}", item.kind());
            let source = item.source;
            source.error(Code::WrongType, &path, message, &item.span());
        }
    }
    reader.leave_out("submission", object);
}

/// A set of measurements that stands alone, or names its submission.
fn set(reader: &mut Reader<'_>, object: &Object<'_>) {
    if let Some(submission) = object.object("submission") {
        reader.header(&submission);
        reader.leave_out("submission", &submission);
    }
    reader.set(object);
}

/// Something that wraps the above.
fn wrapped(reader: &mut Reader<'_>, object: &Object<'_>, depth: usize) {
    let mut found = false;
    for key in [
        "data",
        "submission",
        "measurementSet",
        "submissions",
        "responses",
        "items",
        "body",
    ] {
        if let Some(inner) = object.get(key) {
            found = true;
            walk(reader, inner, &object.path_of(key), depth);
        }
    }
    if found {
        reader.leave_out("answer", object);
    } else {
        let message = "there is neither a submission (measurementSets) nor a measurement set (category) in it";
        let start = object.span.start;
        object.source.error(
            Code::MissingKey,
            &object.path,
            message.to_owned(),
            &(start..start + 1),
        );
    }
}
