//! Rule tables, and the files of CMS that they are made of.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow};
use mips::{RuleBook, rules::book::TableName};

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

/// The rule tables in a folder, for [`keep_apart`].
pub fn rule_inputs(directory: Option<&Path>) -> Vec<PathBuf> {
    let files = rules_folder(directory).and_then(|it| rule_files(&it).ok());
    files
        .into_iter()
        .flatten()
        .map(|(_, _, path)| path)
        .collect()
}
