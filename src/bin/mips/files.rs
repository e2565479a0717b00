//! The only reading of files, and what keeps results from taking their place.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow};
use mips::{Document, Problems, RuleBook, exchange, problem::closest, rules::book::TableName};

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

/// The largest rule table that is read, in megabytes; the largest built-in one has a fifth of one.
const LARGEST_TABLE: u64 = 4;

/// The largest file of CMS that an import reads, in megabytes.
const LARGEST_SOURCE: u64 = 16;

/// The bytes of a rule table.
///
/// # Errors
///
/// What the system says, or a file that is larger than any table.
pub fn rule_table(path: &Path) -> anyhow::Result<Vec<u8>> {
    of_size(path, LARGEST_TABLE, "a rule table")
}

/// The bytes of a published file of CMS.
///
/// # Errors
///
/// What the system says, or a file that is larger than any that CMS publishes.
pub fn source(path: &Path) -> anyhow::Result<Vec<u8>> {
    of_size(path, LARGEST_SOURCE, "a file of CMS's measure data")
}

/// A file's bytes, refused before they are read where they are too many. A file may still grow, and a pipe has no size.
fn of_size(path: &Path, megabytes: u64, kind: &str) -> anyhow::Result<Vec<u8>> {
    let name = path.display();
    let most = megabytes * 1024 * 1024;
    let too_large = || anyhow!("{name}: {kind} has {megabytes} MB at most; this file is larger");
    let context = || format!("{name}: cannot be read");
    let file = fs::File::open(path).with_context(context)?;
    if file.metadata().with_context(context)?.len() > most {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let read = file.take(most + 1).read_to_end(&mut bytes);
    if read.with_context(context)? as u64 > most {
        return Err(too_large());
    }
    Ok(bytes)
}

/// Opens a file; of one that is not there the nearest name is told.
fn opened(path: &Path) -> io::Result<fs::File> {
    fs::File::open(path).map_err(|error| match nearest(path) {
        Some(near) if error.kind() == io::ErrorKind::NotFound => io::Error::new(
            error.kind(),
            format!("no such file; did you mean `{}`?", near.display()),
        ),
        _ => error,
    })
}

/// The path that differs from this one by one misspelt name.
fn nearest(path: &Path) -> Option<PathBuf> {
    let is_missing = |it: &&Path| *it != Path::new("") && !it.exists();
    let missing = path.ancestors().filter(is_missing).last()?;
    let rest = path.strip_prefix(missing).ok()?;
    let folder = match missing.parent()? {
        here if here == Path::new("") => Path::new("."),
        folder => folder,
    };
    let names: Vec<String> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    let name = closest(
        missing.file_name()?.to_str()?,
        names.iter().map(String::as_str),
    )?;
    let near = missing.with_file_name(name).join(rest);
    let near = near.components().collect::<PathBuf>();
    near.exists().then_some(near)
}

/// The name that messages give a file.
pub fn display_name(path: &Path) -> String {
    if path == Path::new("-") {
        "standard input".into()
    } else {
        path.display().to_string()
    }
}

/// The folder of rules that was asked for, or the one that `MIPS_RULES` names.
fn rules_folder(asked: Option<&Path>) -> Option<PathBuf> {
    let of_environment = || std::env::var_os("MIPS_RULES").filter(|folder| !folder.is_empty());
    asked
        .map(Path::to_owned)
        .or_else(|| of_environment().map(PathBuf::from))
}

/// The rules: built in, with the files of `directory` in place of built-in ones.
///
/// # Errors
///
/// A folder that cannot be read, or that has no year's tables in it.
pub fn rule_book(directory: Option<&Path>) -> anyhow::Result<&'static RuleBook> {
    // It lasts as long as the program: taking it apart at the end would be work for nothing.
    let book = Box::leak(Box::new(RuleBook::built_in()));
    let Some(directory) = rules_folder(directory) else {
        return Ok(book);
    };
    let directory = directory.as_path();
    let mut found = false;
    for (year, table, path) in rule_files(directory)? {
        let bytes = rule_table(&path)?;
        book.replace(year, table, path.display().to_string(), bytes);
        found = true;
    }
    if found {
        Ok(book)
    } else {
        Err(anyhow!(
            "{}: the folder has no YEAR/rules.toml, YEAR/benchmarks.toml or YEAR/measures.toml",
            directory.display()
        ))
    }
}

/// The rule tables in a folder, in order.
///
/// # Errors
///
/// A folder that cannot be read.
pub fn rule_files(directory: &Path) -> anyhow::Result<Vec<(u16, TableName, PathBuf)>> {
    let entries = fs::read_dir(directory)
        .with_context(|| format!("{}: cannot be read", directory.display()))?;
    let mut years: Vec<u16> = entries
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .collect();
    years.sort_unstable();
    let mut files = Vec::new();
    for year in years {
        for table in TableName::ALL {
            let path = directory.join(year.to_string()).join(table.file_name());
            if path.is_file() {
                files.push((year, table, path));
            }
        }
    }
    Ok(files)
}

/// The fixtures that the paths name: files as they are, and every `.toml` file within a folder, in order. The flag says
/// whether the path itself was named.
///
/// # Errors
///
/// A path that cannot be read.
pub fn fixtures(paths: &[PathBuf]) -> anyhow::Result<Vec<(PathBuf, bool)>> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut inside = Vec::new();
            walk(path, &mut inside)?;
            inside.sort();
            found.extend(inside.into_iter().map(|path| (path, false)));
        } else {
            found.push((path.clone(), true));
        }
    }
    Ok(found)
}

/// The practice files that the paths name: files as they are, and every `.toml` file within a folder, in order.
///
/// # Errors
///
/// A folder that cannot be read, or that has no such file.
pub fn practices(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in paths {
        let inside = fixtures(std::slice::from_ref(path))?;
        if inside.is_empty() {
            return Err(anyhow!(
                "{}: the folder has no practice file (*.toml)",
                path.display()
            ));
        }
        found.extend(inside.into_iter().map(|(path, _)| path));
    }
    Ok(found)
}

fn walk(directory: &Path, found: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let context = || format!("{}: cannot be read", directory.display());
    for entry in fs::read_dir(directory).with_context(context)? {
        let path = entry.with_context(context)?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            found.push(path);
        }
    }
    Ok(())
}

/// Opens a file to be read as a stream; `-` is standard input.
///
/// # Errors
///
/// What the system says.
pub fn open(path: &Path) -> anyhow::Result<Box<dyn Read + Send>> {
    if path == Path::new("-") {
        return Ok(Box::new(std::io::stdin()));
    }
    let context = || format!("{}: cannot be read", path.display());
    let file = opened(path).with_context(context)?;
    if file.metadata().with_context(context)?.is_dir() {
        return Err(anyhow!("this is a folder, not a file")).with_context(context);
    }
    Ok(Box::new(file))
}

/// Refuses results that would take the place of what they are made of, or of each other. `inputs` are all that is read,
/// `outputs` all that is written.
///
/// # Errors
///
/// An output that is one of the inputs, or another output, under whatever name.
pub fn keep_apart<'p>(
    inputs: impl IntoIterator<Item = &'p Path>,
    outputs: &[Option<&'p Path>],
) -> anyhow::Result<()> {
    let is_stream = |path: &Path| path == Path::new("-");
    let outputs: Vec<&Path> = outputs.iter().flatten().copied().collect();
    let outputs: Vec<&Path> = outputs.into_iter().filter(|it| !is_stream(it)).collect();
    if outputs.is_empty() {
        return Ok(());
    }
    let inputs: Vec<Identity> = inputs.into_iter().filter_map(Identity::of).collect();
    for (n, output) in outputs.iter().enumerate() {
        let Some(place) = Identity::of(output) else {
            continue;
        };
        if inputs.contains(&place) {
            return Err(anyhow!(
                "{}: this is one of the input files; give the result another name",
                output.display()
            ));
        }
        let others = outputs[..n].iter().filter_map(|it| Identity::of(it));
        if others.into_iter().any(|it| it == place) {
            return Err(anyhow!(
                "{}: two results cannot go into one file; give one of them another name",
                output.display()
            ));
        }
    }
    Ok(())
}

/// The rule tables in a folder, for [`keep_apart`].
pub fn rule_inputs(directory: Option<&Path>) -> Vec<PathBuf> {
    let files = rules_folder(directory).and_then(|it| rule_files(&it).ok());
    files
        .into_iter()
        .flatten()
        .map(|(_, _, path)| path)
        .collect()
}

/// What tells a file from others, whatever it is called.
#[derive(PartialEq, Eq)]
enum Identity {
    /// A file that is there, by the system's own number where it gives one.
    #[cfg(unix)]
    There { device: u64, number: u64 },
    /// A file by the one path that leads to it.
    Path(PathBuf),
}

impl Identity {
    /// The identity of a regular file, there or yet to be written; nothing else is written over.
    fn of(path: &Path) -> Option<Self> {
        match fs::metadata(path) {
            #[cfg(unix)]
            Ok(there) if there.is_file() => {
                use std::os::unix::fs::MetadataExt;
                Some(Self::There {
                    device: there.dev(),
                    number: there.ino(),
                })
            }
            #[cfg(not(unix))]
            Ok(there) if there.is_file() => fs::canonicalize(path).ok().map(Self::Path),
            Ok(_) => None,
            Err(_) => {
                let folder = match path.parent() {
                    Some(folder) if folder != Path::new("") => folder,
                    _ => Path::new("."),
                };
                let folder = fs::canonicalize(folder).ok()?;
                Some(Self::Path(folder.join(path.file_name()?)))
            }
        }
    }
}
