//! Other people's files <-> practice files: submissions, electronic reports, eligibility records, tables of measures.
//!
//! A reader turns a file into what was submitted, or into keys of a practice file, each value with its place; what has no
//! place in a practice file is named, and what the files cannot know is said to be unknown. Nothing is guessed.

mod date;
mod draft;
mod finish;
mod json;
mod kind;
mod mapping;
mod notes;
mod qpp_json;
mod source;
mod submission;
mod summary;
mod writing;

use crate::{
    document::Document,
    problem::{Code, Place, Problem, Problems},
    rules::book::RuleBook,
};

use draft::Draft;
pub use kind::{Kind, recognize};
pub use notes::LeftOut;
use source::Source;

/// The largest file of another form that is read, in bytes.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// What a file cannot say, and the reader must be told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The performance year, in place of the file's.
    pub year: Option<u16>,
    /// The program of a submission to several: `mips`, `app1`, `appPlus`, an MVP's id.
    pub program: Option<String>,
    /// The file is all that was submitted: a category that it does not have was not submitted.
    pub complete: bool,
    /// Keep the numbers that say whose data these are, as comments.
    pub keep_identifiers: bool,
}

/// A practice file drawn up from other files.
pub struct Imported {
    /// The practice file; its problems have the places of the files that it was read from.
    pub document: Document,
    /// What was read, in one line.
    pub read_as: String,
    /// What has no place in a practice file.
    pub left_out: Vec<LeftOut>,
    /// What the files cannot know.
    pub unknown: Vec<String>,
    remarks: Vec<String>,
    identity: Vec<(String, String)>,
}

/// Whether a file is of another form than a practice file, by its content alone.
#[must_use]
pub fn is_foreign(bytes: &[u8]) -> bool {
    text_of(bytes).is_ok_and(|text| recognize(text).is_some())
}

/// Draws up one practice file from the files of a practice, each with its name.
///
/// # Errors
///
/// Everything that is wrong with the files, each with its place; contradictions between them with both.
pub fn read(
    book: &RuleBook,
    files: &[(String, Vec<u8>)],
    options: &Options,
) -> Result<Imported, Problems> {
    let mut whole = Draft::default();
    let mut problems = Problems::default();
    for (name, bytes) in files {
        match read_one(book, name, bytes, options) {
            Ok(draft) => whole.merge(draft),
            Err(more) => problems.append(more.0),
        }
    }
    if problems.any_error() {
        return Err(problems);
    }
    finish::finish(whole, files, options)
}

fn read_one(
    book: &RuleBook,
    name: &str,
    bytes: &[u8],
    options: &Options,
) -> Result<Draft, Problems> {
    let whole = |code: Code, message: String| {
        let mut problem = Problem::new(code, "", message);
        problem.place = Some(Place::of_whole(name));
        problem
    };
    let text = text_of(bytes).map_err(|message| whole(Code::Unreadable, message))?;
    let Some(kind) = recognize(text) else {
        let message = "that is no file of another form: a practice file is read as it is";
        return Err(whole(Code::Unreadable, message.into()).into());
    };
    if let Some(refusal) = kind.refusal() {
        return Err(whole(Code::Unreadable, refusal.into()).into());
    }
    let source = Source::new(name, text);
    let mut draft = Draft::default();
    let submission = qpp_json::read(&source, &mut draft.left_out)?;
    stop_at_errors(&source, &mut draft)?;
    mapping::draft(book, &source, submission, options, &mut draft)?;
    stop_at_errors(&source, &mut draft)?;
    draft.read_as.push(kind.title().into());
    Ok(draft)
}

/// Ends a reading that found errors; what is odd goes on with the draft.
fn stop_at_errors(source: &Source<'_>, draft: &mut Draft) -> Result<(), Problems> {
    let mut found = source.take_problems();
    found.0.append(&mut draft.problems.0);
    if found.any_error() {
        found.sort();
        return Err(found);
    }
    draft.problems = found;
    Ok(())
}

fn text_of(bytes: &[u8]) -> Result<&str, String> {
    if bytes.len() > MOST_BYTES {
        let megabytes = MOST_BYTES / (1024 * 1024);
        return Err(format!("the file has more than {megabytes} MB"));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        format!(
            "the text is not UTF-8: see byte {}",
            error.valid_up_to() + 1
        )
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}
