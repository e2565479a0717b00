//! What keeps results from taking the place of what they are made of.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::anyhow;

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
