//! Whole pages as they are printed: plans, what cost points, eligibility, options, worth and the calendar. Each figure on
//! them is held against its source elsewhere (`plan`, `costs`, `participation`); here stands that each reaches its reader,
//! with its sign, its unit and its words.
//!
//! `tests/transcripts/*.txt` hold commands, as `mips` takes them, each with all that it prints. They are read whenever they
//! change; `UPDATE_EXPECTED=1 cargo test --test transcripts` writes them anew.

#[path = "common/program.rs"]
mod program;

use std::{env, fs, path::Path};

/// What a command prints, its messages after its results. Of a page in HTML the part that is its own.
fn printed(folder: &Path, command: &str) -> String {
    let output = program::program()
        .args(command.split_whitespace())
        .current_dir(folder)
        .output()
        .unwrap();
    let mut text = String::from_utf8(output.stdout).unwrap();
    if let Some((_, body)) = text.split_once("</style>\n") {
        text = body.into();
    }
    text + &String::from_utf8(output.stderr).unwrap()
}

#[test]
fn every_page_is_printed_as_it_stands_here() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
    let mut different = Vec::new();
    let mut commands = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap();
        let mut found = String::new();
        for command in expected.lines().filter_map(|line| line.strip_prefix("$ ")) {
            commands += 1;
            found.push_str(&format!("$ {command}\n{}", printed(&folder, command)));
        }
        if found != expected {
            // What is written anew has not passed: the next run says whether it does.
            if env::var_os("UPDATE_EXPECTED").is_some() {
                fs::write(&path, &found).unwrap();
            }
            let first = found.lines().zip(expected.lines()).find(|(a, b)| a != b);
            different.push(format!("{}: {first:#?}", path.display()));
        }
    }
    assert!(commands > 40, "{commands}");
    assert!(different.is_empty(), "{}", different.join("\n"));
}
