//! What reads a report: each part of it is a file beside this one.

use crate::{
    exchange::{notes::LeftOuts, source::Source},
    rules::book::RuleBook,
};

/// What reads a report.
pub(super) struct Reader<'r> {
    pub(super) book: &'r RuleBook,
    pub(super) source: &'r Source<'r>,
    pub(super) left_out: &'r mut LeftOuts,
}
