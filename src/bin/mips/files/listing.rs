//! The files that a command's paths name.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow};

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
