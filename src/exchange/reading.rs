//! From files, each with its name, to one practice file.

use super::{
    draft::Draft,
    eligibility_record, finish,
    imported::Imported,
    kind::{Kind, recognize},
    mapping, measures_csv,
    notes::LeftOuts,
    options::Options,
    qpp_json, qrda,
    source::Source,
};
use crate::{
    document::{
        Document, Node, Value,
        bytes::{self, Decoded},
    },
    problem::{Code, Place, Problem, Problems},
    rules::{
        book::RuleBook,
        terms::{Participation, Word},
    },
};

/// The largest file of another form that is read, in bytes.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Whether a file is of another form than a practice file, by its content alone.
#[must_use]
pub fn is_foreign(bytes: &[u8]) -> bool {
    text_of(bytes).is_ok_and(|read| recognize(&read.text).is_some())
}

/// The programs of MIPS that a submission was sent to, as `Options::program` takes them; none for a file that is not a submission.
/// CMS scores each program by itself, and the highest final score counts.
#[must_use]
pub fn programs(name: &str, bytes: &[u8]) -> Vec<String> {
    let Ok(decoded) = text_of(bytes) else {
        return Vec::new();
    };
    if recognize(&decoded.text) != Some(Kind::QppJson) {
        return Vec::new();
    }
    let source = Source::new(name, &decoded.text);
    let submission = qpp_json::read(&source, &mut LeftOuts::default());
    submission.map_or_else(|_| Vec::new(), |read| mapping::programs(&read))
}

/// Draws up one practice file from the files of a practice, each with its name. A practice file among them is merged as
/// the others are.
///
/// ```
/// use mips::{RuleBook, exchange};
///
/// let text = r#"{ "entityType": "group", "performanceYear": 2025, "measurementSets": [
///     { "category": "ia", "submissionMethod": "registry", "measurements": [{ "measureId": "IA_EPA_1", "value": true }] }
/// ] }"#;
/// let files = [("submission.json".to_owned(), text.into())];
/// let imported = exchange::read(&RuleBook::built_in(), &files, &exchange::Options::default())?;
/// assert!(imported.toml().contains("activities = [\"IA_EPA_1\"]"));
/// assert_eq!(imported.unknown, ["quality", "cost", "promoting_interoperability"]);
/// # Ok::<(), mips::Problems>(())
/// ```
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
    // What tells year and participation goes before what needs to be told.
    let mut texts = Vec::new();
    for (name, bytes) in files {
        let read = text_of(bytes).map_err(|message| of_whole(name, Code::Unreadable, message))?;
        let kind = recognize(&read.text);
        texts.push((name, bytes, read, kind));
    }
    let needs = |kind: &Option<Kind>| match kind {
        None | Some(Kind::QppJson | Kind::Qrda) => 0,
        Some(Kind::EligibilityRecord) => 1,
        _ => 2,
    };
    texts.sort_by_key(|(.., kind)| needs(kind));
    for (name, bytes, decoded, kind) in texts {
        let read = match kind {
            None => practice_file(name, bytes),
            Some(kind) => read_one(book, name, &decoded, kind, options, &whole),
        };
        match read {
            Ok(draft) => whole.merge(draft),
            Err(more) => problems.append(more.0),
        }
    }
    if whole.read_as.is_empty() && problems.is_empty() {
        let name = files.first().map_or("", |(name, _)| name.as_str());
        let message = "that is a practice file: there is nothing to import";
        return Err(of_whole(name, Code::Unreadable, message.into()).into());
    }
    if problems.any_error() {
        return Err(problems);
    }
    finish::finish(book, whole, files, options)
}

pub(super) fn of_whole(name: &str, code: Code, message: String) -> Problem {
    let mut problem = Problem::new(code, "", message);
    problem.place = Some(Place::of_whole(name));
    problem
}

/// A practice file, to be merged with others.
pub(super) fn practice_file(name: &str, bytes: &[u8]) -> Result<Draft, Problems> {
    Ok(Draft {
        root: Document::read(name, bytes)?.into_elsewhere(),
        ..Draft::default()
    })
}

pub(super) fn read_one(
    book: &RuleBook,
    name: &str,
    decoded: &Decoded<'_>,
    kind: Kind,
    options: &Options,
    known: &Draft,
) -> Result<Draft, Problems> {
    if let Some(refusal) = kind.refusal() {
        return Err(of_whole(name, Code::Unreadable, refusal.into()).into());
    }
    let text = &decoded.text;
    let source = if kind == Kind::MeasuresCsv {
        Source::of_cells(name, text)
    } else {
        Source::new(name, text)
    };
    let mut draft = Draft::default();
    if let Some(note) = decoded.note {
        let note = of_whole(name, Code::ReadAs, note.into());
        draft.problems.push(note);
    }
    match kind {
        Kind::EligibilityRecord => {
            let participation = match known.get(&["practice", "participation"]) {
                Some(Node {
                    value: Value::Text(word),
                    ..
                }) => Participation::from_key(word),
                _ => None,
            };
            let rules = known_year(known, options).and_then(|year| book.year(year).ok());
            let has_opt_in = rules.is_none_or(|rules| rules.eligibility.opt_in.is_some());
            eligibility_record::read(&source, options, participation, has_opt_in, &mut draft)?;
        }
        Kind::MeasuresCsv => {
            let year = known_year(known, options).ok_or_else(|| {
                let message = "a table of measures does not say its performance year";
                let problem = of_whole(name, Code::MissingKey, message.into());
                problem.help("give the year: --year YEAR")
            })?;
            let rules = book.year(year)?;
            measures_csv::read(&rules, &source, options, &mut draft)?;
        }
        _ => {
            let submission = if kind == Kind::Qrda {
                qrda::read(book, &source, options, &mut draft.left_out)?
            } else {
                qpp_json::read(&source, &mut draft.left_out)?
            };
            stop_at_errors(&source, &mut draft)?;
            mapping::draft(book, &source, submission, options, &mut draft)?;
        }
    }
    stop_at_errors(&source, &mut draft)?;
    draft.read_as.push(kind.title().into());
    Ok(draft)
}

/// The year that was asked for, or that other files have.
pub(super) fn known_year(known: &Draft, options: &Options) -> Option<u16> {
    options
        .year
        .or_else(|| match known.get(&["performance_year"]) {
            Some(Node {
                value: Value::Number(year),
                ..
            }) => year.parse().ok(),
            _ => None,
        })
}

/// Ends a reading that found errors; what is odd goes on with the draft.
pub(super) fn stop_at_errors(source: &Source<'_>, draft: &mut Draft) -> Result<(), Problems> {
    let mut found = source.take_problems();
    found.append(std::mem::take(&mut draft.problems.0));
    if found.any_error() {
        found.sort();
        return Err(found);
    }
    draft.problems = found;
    Ok(())
}

/// The text of a file. A table or an XML document may have one byte a letter: the figures in it are the same.
pub(super) fn text_of(bytes: &[u8]) -> Result<Decoded<'_>, String> {
    if bytes.len() > MOST_BYTES {
        let megabytes = MOST_BYTES / (1024 * 1024);
        return Err(format!("the file has more than {megabytes} MB"));
    }
    bytes::text(bytes).or_else(|message| {
        let takes = |read: &Decoded<'_>| {
            matches!(
                recognize(&read.text),
                Some(Kind::MeasuresCsv | Kind::Qrda | Kind::Xml)
            )
        };
        bytes::western(bytes).filter(takes).ok_or(message)
    })
}
