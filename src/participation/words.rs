//! Words of the law in running text.

use crate::{document::tells_who, rules::status::Status};

/// How sure a source is, in a word; none where it is the regulation or CMS itself.
pub(super) fn standing(status: Option<Status>) -> Option<&'static str> {
    Some(match status? {
        Status::Secondary => "secondary",
        Status::Unverified => "unverified",
        Status::Provisional => "provisional",
    })
}

/// What a page calls a file: by the practice's name, or else by the file's without its folders.
pub(super) fn page_name(practice: Option<&str>, file: &str, place: usize) -> String {
    let last = file.rsplit(['/', '\\']).next().unwrap_or(file);
    without_identifiers(practice.unwrap_or(last), "file", place)
}

/// A name as a page to hand over shows it: one with the number of a taxpayer or provider in it gives way to its place.
pub(super) fn without_identifiers(name: &str, kind: &str, place: usize) -> String {
    if tells_who(name) {
        format!("{kind} {}", place + 1)
    } else {
        name.to_owned()
    }
}
