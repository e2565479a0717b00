//! The only writing of files: a result takes its place when all of it is written, or not at all.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    fs,
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    sync::{Mutex, Once, PoisonError},
    time::Duration,
};

use anyhow::{Context, anyhow};
use tempfile::NamedTempFile;

use crate::output::Status;

/// How long a part file must have been left alone before it is taken for one that a dead program left.
const LEFT_ALONE: Duration = Duration::from_mins(1);

/// Writes a text to a file, or to standard output; see [`Sink`]. A text is small: it is on the disk when this returns.
///
/// # Errors
///
/// What the system says, with the file's name.
pub fn write(text: &str, path: Option<&Path>) -> anyhow::Result<()> {
    let mut sink = Sink::create(path)?;
    match sink.write_all(text.as_bytes()).and_then(|()| sink.flush()) {
        // Who reads only the start of a result does not change what the program found, nor its exit status.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
        written => written.with_context(|| sink.name())?,
    }
    sink.sync()?;
    sink.commit()
}

/// Where results go: standard output, or a file that is written beside its place and moved there when all of it is
/// written. Whatever ends the program before leaves what was there before.
pub enum Sink {
    /// Standard output, or something else that is not a regular file. A standard output that was closed (`>&-`) takes all
    /// that is written and nothing is said: before the program begins, Rust's runtime opens the null device in its place,
    /// for reading and writing as other programs do who want no output, so the one cannot be told from the other.
    Stream(Box<dyn Write + Send>),
    /// A file.
    File(PartFile),
}

/// A file on its way to its place.
pub struct PartFile {
    file: NamedTempFile,
    /// The place, and what the user called it.
    place: PathBuf,
    name: PathBuf,
}

impl Sink {
    /// Begins to write to a file, or to standard output. A link keeps pointing where it points: its target is replaced.
    /// A file that is there keeps its permissions.
    ///
    /// # Errors
    ///
    /// A folder, a file that is read-only, a link that leads nowhere, or what the system says.
    pub fn create(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Self::Stream(Box::new(io::stdout())));
        };
        let context = || cannot_be_written(path);
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if place.is_symlink() {
            return Err(anyhow!("it is a link that leads nowhere")).with_context(context);
        }
        let there = fs::metadata(&place).ok();
        match &there {
            Some(there) if there.is_dir() => {
                return Err(anyhow!("this is a folder, not a file")).with_context(context);
            }
            Some(there) if !there.is_file() => {
                let device = fs::OpenOptions::new().write(true).open(&place);
                return Ok(Self::Stream(Box::new(device.with_context(context)?)));
            }
            Some(there) if there.permissions().readonly() => {
                return Err(anyhow!("it is read-only")).with_context(context);
            }
            _ => {}
        }
        let file = PartFile::beside(place, path.to_owned()).with_context(context)?;
        if let Some(there) = there {
            let kept = file.file.as_file().set_permissions(there.permissions());
            kept.with_context(context)?;
        }
        Ok(Self::File(file))
    }

    /// What a message says when writing fails.
    pub fn name(&self) -> String {
        match self {
            Self::Stream(_) => "standard output cannot be written to".into(),
            Self::File(part) => cannot_be_written(&part.name),
        }
    }

    /// Waits until what was written is on the disk, so that not even a power failure costs it. For a table of a million
    /// rows that takes longer than to make it again, so a batch does it only when asked (`--sync`).
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn sync(&self) -> anyhow::Result<()> {
        match self {
            Self::Stream(_) => Ok(()),
            Self::File(file) => {
                let synced = file.file.as_file().sync_all();
                synced.with_context(|| self.name())
            }
        }
    }

    /// Ends: a file takes its place.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn commit(mut self) -> anyhow::Result<()> {
        self.flush().with_context(|| self.name())?;
        let Self::File(PartFile { file, place, name }) = self else {
            return Ok(());
        };
        let moved = file.persist(&place).map_err(|error| error.error);
        moved.with_context(|| cannot_be_written(&name))?;
        Ok(())
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stream(stream) => stream.write(bytes),
            Self::File(part) => part.file.as_file_mut().write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stream(stream) => stream.flush(),
            Self::File(part) => part.file.as_file_mut().flush(),
        }
    }
}

fn cannot_be_written(path: &Path) -> String {
    format!("{}: cannot be written", path.display())
}

impl PartFile {
    /// Opens a new file under a name that nobody can foresee, in the folder of `place`.
    fn beside(place: PathBuf, name: PathBuf) -> io::Result<Self> {
        let file_name = place
            .file_name()
            .ok_or_else(|| io::Error::other("it has no file name"))?;
        let folder = match place.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let mut prefix = OsString::from(".");
        prefix.push(file_name);
        prefix.push(".");
        clear_parts_of_the_dead(folder, &prefix);
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).suffix(".part");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = remembered(|| builder.tempfile_in(folder))?;
        // While this program lives it holds the lock; see `clear_parts_of_the_dead`.
        let _ = file.as_file().lock();
        Ok(Self { file, place, name })
    }
}

/// Removes what programs left that were killed without a chance to tidy up: part files that nobody holds a lock on.
fn clear_parts_of_the_dead(folder: &Path, prefix: &OsString) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let prefix = prefix.as_encoded_bytes();
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        if !(name.starts_with(prefix) && name.ends_with(b".part")) {
            continue;
        }
        let is_old = entry
            .metadata()
            .and_then(|it| it.modified())
            .is_ok_and(|it| it.elapsed().is_ok_and(|age| age > LEFT_ALONE));
        let is_unlocked = || fs::File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if is_old && is_unlocked() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The part files that this program opened, for a signal that ends it to remove: under these names nothing else can be.
static PARTS: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Opens a part file that a signal removes, whenever it comes: while the file is opened, the handler waits.
fn remembered(open: impl FnOnce() -> io::Result<NamedTempFile>) -> io::Result<NamedTempFile> {
    static HANDLER: Once = Once::new();
    // Where the system takes no handler, a part file may be left; the next run clears it.
    HANDLER.call_once(|| drop(ctrlc::set_handler(end_by_signal)));
    let mut parts = PARTS.lock().unwrap_or_else(PoisonError::into_inner);
    let file = open()?;
    parts.insert(file.path().to_owned());
    Ok(file)
}

#[expect(clippy::exit, reason = "the user asked for the program to end")]
fn end_by_signal() {
    let parts = PARTS.lock().unwrap_or_else(PoisonError::into_inner);
    for part in parts.iter() {
        let _ = fs::remove_file(part);
    }
    // The lock is held until the end, so that no part file is opened after this.
    std::process::exit(Status::Interrupted as i32);
}
