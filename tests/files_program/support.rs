//! What the tests of files share.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use crate::program::{program, without_variables};

/// A folder of a test's own, empty.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("files_program")
        .join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

pub fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name)
}

pub fn mips(inside: &Path, line: &str) -> Output {
    program()
        .args(line.split(' '))
        .current_dir(inside)
        .output()
        .unwrap()
}

pub fn message(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What is in a folder besides what was put there.
pub fn names(inside: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(inside)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Runs a line of the shell, in which `$mips` is the program.
#[cfg(unix)]
pub fn shell(inside: &Path, script: &str) -> Output {
    without_variables(Command::new("sh"))
        .args(["-c", script])
        .env("mips", env!("CARGO_BIN_EXE_mips"))
        .current_dir(inside)
        .output()
        .unwrap()
}
