//! A practice file drawn up from other files.

use super::notes::LeftOut;
use crate::document::Document;

/// A practice file drawn up from other files.
#[non_exhaustive]
pub struct Imported {
    /// The practice file; its problems have the places of the files that it was read from.
    pub document: Document,
    /// What was read, in one line.
    pub read_as: String,
    /// What has no place in a practice file.
    pub left_out: Vec<LeftOut>,
    /// What the files cannot know.
    pub unknown: Vec<String>,
    pub(super) remarks: Vec<String>,
    pub(super) identity: Vec<(String, String)>,
}
