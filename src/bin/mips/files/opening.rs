//! Opening a file, with the nearest name of one that is not there.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow};
use mips::problem::closest;

/// Opens a file; of one that is not there the nearest name is told.
pub(super) fn opened(path: &Path) -> io::Result<fs::File> {
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
