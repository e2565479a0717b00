//! Practice files, and files of other forms that hold a practice.

use std::{io::Read, path::Path};

use anyhow::Context;
use mips::{Document, Problems, RuleBook, exchange};

use super::opening::{display_name, opened};
use crate::output;

/// Reads a practice file; `-` is standard input. A file of another form is recognized by its content, and read as one.
///
/// # Errors
///
/// What keeps it from being read, as an input's problem or as the system's.
pub fn document(path: &Path) -> Result<Document, Unread> {
    practice(path, &RuleBook::built_in(), &exchange::Options::default())
}

/// The same, with what a file of another form does not say by itself. How such a file was read is told in one line.
///
/// # Errors
///
/// As [`document`].
pub fn practice(
    path: &Path,
    book: &RuleBook,
    options: &exchange::Options,
) -> Result<Document, Unread> {
    of_bytes(&display_name(path), bytes_of(path)?, book, options)
}

/// The same of a file that was opened before.
///
/// # Errors
///
/// As [`document`].
pub fn practice_of(
    path: &Path,
    input: impl Read,
    book: &RuleBook,
    options: &exchange::Options,
) -> Result<Document, Unread> {
    let mut bytes = Vec::new();
    let read = input
        .take(exchange::MOST_BYTES as u64 + 1)
        .read_to_end(&mut bytes);
    read.with_context(|| format!("{}: cannot be read", display_name(path)))
        .map_err(Unread::System)?;
    of_bytes(&display_name(path), bytes, book, options)
}

/// The practices of a file, each with its name: one, or one for each program of MIPS that a submission was sent to.
///
/// # Errors
///
/// As [`document`].
pub fn practices_of(
    path: &Path,
    book: &RuleBook,
    options: &exchange::Options,
) -> Result<Vec<(String, Document)>, Unread> {
    let name = display_name(path);
    let bytes = bytes_of(path)?;
    if !exchange::is_foreign(&bytes) {
        let read = Document::read(&name, &bytes).map_err(Unread::Invalid)?;
        return Ok(vec![(name, read)]);
    }
    let programs = match options.program {
        None => exchange::programs(&name, &bytes),
        Some(_) => Vec::new(),
    };
    if programs.len() < 2 {
        return Ok(vec![(name.clone(), of_bytes(&name, bytes, book, options)?)]);
    }
    let read = programs.into_iter().map(|program| {
        let options = exchange::Options {
            program: Some(program.clone()),
            ..options.clone()
        };
        let document = of_bytes(&name, bytes.clone(), book, &options)?;
        Ok((format!("{name} ({program})"), document))
    });
    read.collect()
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Unread> {
    foreign_bytes(path)
        .with_context(|| format!("{}: cannot be read", display_name(path)))
        .map_err(Unread::System)
}

fn of_bytes(
    name: &str,
    bytes: Vec<u8>,
    book: &RuleBook,
    options: &exchange::Options,
) -> Result<Document, Unread> {
    if !exchange::is_foreign(&bytes) {
        return Document::read(name, &bytes).map_err(Unread::Invalid);
    }
    let imported =
        exchange::read(book, &[(name.to_owned(), bytes)], options).map_err(Unread::Invalid)?;
    let left_out = match imported.left_out.len() {
        0 => String::new(),
        1 => "; 1 thing was left out, which `mips import` names".into(),
        many => format!("; {many} things were left out, which `mips import` names"),
    };
    output::tell(&format!("{name}: read as {}{left_out}", imported.read_as));
    Ok(imported.document)
}

/// Why a document could not be read.
pub enum Unread {
    /// The system said so.
    System(anyhow::Error),
    /// It is not what it should be.
    Invalid(Problems),
}

/// A file's bytes, and not many more than a file of another form may have.
///
/// # Errors
///
/// What the system says.
pub fn foreign_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = exchange::MOST_BYTES as u64 + 1;
    if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(limit)
            .read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let file = opened(path)?;
    let size = file.metadata()?;
    if size.is_dir() {
        return Err(std::io::Error::other("this is a folder, not a file"));
    }
    file.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
