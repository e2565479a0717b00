//! The only reading and writing of files.

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow};
use mips::{Document, Problems, RuleBook, document::MAXIMUM_BYTES, rules::book::TableName};

/// Reads a practice file; `-` is standard input.
///
/// # Errors
///
/// What keeps it from being read, as an input's problem or as the system's.
pub fn document(path: &Path) -> Result<Document, Unread> {
    let name = display_name(path);
    let bytes = bytes(path)
        .with_context(|| format!("{name}: cannot be read"))
        .map_err(Unread::System)?;
    Document::read(&name, &bytes).map_err(Unread::Invalid)
}

/// Why a document could not be read.
pub enum Unread {
    /// The system said so.
    System(anyhow::Error),
    /// It is not what it should be.
    Invalid(Problems),
}

/// A file's bytes, and not many more than a document may have.
fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = MAXIMUM_BYTES as u64 + 1;
    if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(limit)
            .read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let file = fs::File::open(path)?;
    let size = file.metadata()?;
    if size.is_dir() {
        return Err(std::io::Error::other("this is a folder, not a file"));
    }
    file.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The name that messages give a file.
pub fn display_name(path: &Path) -> String {
    if path == Path::new("-") {
        "standard input".into()
    } else {
        path.display().to_string()
    }
}

/// The rules: built in, with the files of `directory` in place of built-in ones.
///
/// # Errors
///
/// A folder that cannot be read, or that has no year's tables in it.
pub fn rule_book(directory: Option<&Path>) -> anyhow::Result<&'static RuleBook> {
    // It lasts as long as the program: taking it apart at the end would be work for nothing.
    let book = Box::leak(Box::new(RuleBook::built_in()));
    let Some(directory) = directory else {
        return Ok(book);
    };
    let mut found = false;
    for (year, table, path) in rule_files(directory)? {
        let bytes =
            fs::read(&path).with_context(|| format!("{}: cannot be read", path.display()))?;
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
    let file = fs::File::open(path).with_context(context)?;
    if file.metadata().with_context(context)?.is_dir() {
        return Err(anyhow!("this is a folder, not a file")).with_context(context);
    }
    Ok(Box::new(file))
}

/// Refuses results that would take the place of what they are made of.
///
/// # Errors
///
/// An output that is one of the inputs, under whatever name.
pub fn keep_inputs<'p>(
    inputs: impl IntoIterator<Item = &'p PathBuf>,
    output: Option<&Path>,
) -> anyhow::Result<()> {
    let Some(output) = output.filter(|path| *path != Path::new("-")) else {
        return Ok(());
    };
    let Ok(place) = fs::canonicalize(output) else {
        return Ok(());
    };
    let is_input = inputs
        .into_iter()
        .any(|input| fs::canonicalize(input).is_ok_and(|input| input == place));
    if is_input && place.is_file() {
        let name = output.display();
        return Err(anyhow!(
            "{name}: this is one of the input files; give the result another name"
        ));
    }
    Ok(())
}

/// Writes a text to a file, or to standard output; see [`Sink`].
///
/// # Errors
///
/// What the system says.
pub fn write(text: &str, path: Option<&Path>) -> anyhow::Result<()> {
    let mut sink = Sink::create(path)?;
    let written = sink.write_all(text.as_bytes());
    match path {
        Some(path) => {
            written.with_context(|| format!("{}: cannot be written", path.display()))?;
        }
        None => written?,
    }
    sink.sync().and_then(|()| sink.commit())
}

/// Where results go: standard output, or a file that is written beside its place and moved there when all of it is
/// written. Whatever ends the program before leaves what was there before.
pub enum Sink {
    /// Standard output, or something else that is no regular file.
    Stream(Box<dyn Write + Send>),
    /// A file.
    File(PartFile),
}

/// A file on its way.
pub struct PartFile {
    file: fs::File,
    part: PathBuf,
    path: PathBuf,
    is_whole: bool,
}

impl Sink {
    /// Begins to write to a file, or to standard output.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn create(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Self::Stream(Box::new(std::io::stdout())));
        };
        let context = || format!("{}: cannot be written", path.display());
        // A link keeps pointing where it points.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match fs::metadata(&path) {
            Ok(there) if there.is_dir() => {
                return Err(anyhow!("this is a folder, not a file")).with_context(context);
            }
            Ok(there) if !there.is_file() => {
                let device = fs::OpenOptions::new().write(true).open(&path);
                return Ok(Self::Stream(Box::new(device.with_context(context)?)));
            }
            _ => {}
        }
        let mut name = path
            .file_name()
            .map(ToOwned::to_owned)
            .ok_or_else(|| anyhow!(context()))?;
        name.push(format!(".{}.part", std::process::id()));
        let part = path.with_file_name(name);
        let file = fs::File::create(&part).with_context(context)?;
        Ok(Self::File(PartFile {
            file,
            part,
            path,
            is_whole: false,
        }))
    }

    /// Waits until what was written is on the disk, so that not even a power failure costs it. For a table of a million
    /// rows that takes longer than to make it again, so a batch leaves it to the system.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn sync(&self) -> anyhow::Result<()> {
        match self {
            Self::Stream(_) => Ok(()),
            Self::File(file) => Ok(file.file.sync_all()?),
        }
    }

    /// Ends: a file takes its place.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn commit(self) -> anyhow::Result<()> {
        match self {
            Self::Stream(mut stream) => Ok(stream.flush()?),
            Self::File(mut file) => {
                let moved = fs::rename(&file.part, &file.path);
                file.is_whole = moved.is_ok();
                moved.with_context(|| format!("{}: cannot be written", file.path.display()))
            }
        }
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        if !self.is_whole {
            let _ = fs::remove_file(&self.part);
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Stream(stream) => stream.write(bytes),
            Self::File(file) => file.file.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Stream(stream) => stream.flush(),
            Self::File(file) => file.file.flush(),
        }
    }
}
