//! Submissions as CMS's submissions service takes and returns them, in every shape that people keep.

mod fields;
mod reader;
mod shapes;
mod values;

use super::{json, notes::LeftOuts, source::Source, submission::Submission};
use crate::problem::Problems;
use reader::Reader;

/// Reads every submission of a text.
///
/// # Errors
///
/// A text that is not JSON.
pub fn read(source: &Source<'_>, left_out: &mut LeftOuts) -> Result<Submission, Problems> {
    let mut reader = Reader {
        submission: Submission::default(),
        left_out,
    };
    for value in json::values(source)? {
        shapes::read(&mut reader, value);
        if source.is_hopeless() {
            break;
        }
    }
    Ok(reader.submission)
}
