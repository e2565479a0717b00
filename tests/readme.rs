//! Every command of the README is run, and must print what the README says.
//!
//! `UPDATE_EXPECTED=1 cargo test --test readme` writes what is printed now into the README.
#![cfg(unix)]

#[path = "common/program.rs"]
mod program;

use std::{env, fs, os::unix::fs::symlink, path::Path, process::Command};

use program::without_variables;

/// The README's text in pieces: what is not a console block, and the blocks with their commands.
enum Piece {
    Text(String),
    Step { command: String, output: String },
}

fn pieces(readme: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut in_console = false;
    for line in readme.split_inclusive('\n') {
        if in_console && !line.starts_with("```") {
            match line.strip_prefix("$ ") {
                Some(command) => {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                    pieces.push(Piece::Step {
                        command: command.trim_end().into(),
                        output: String::new(),
                    });
                }
                None => match pieces.last_mut() {
                    Some(Piece::Step { output, .. }) => output.push_str(line),
                    _ => panic!("a console block begins with a command: {line}"),
                },
            }
            continue;
        }
        in_console = !in_console && line.trim_end() == "```console";
        text.push_str(line);
    }
    assert!(!in_console, "a console block of the README is not closed");
    pieces.push(Piece::Text(text));
    pieces
}

/// What a command prints, in a folder that has the project's files and may be written to.
fn run(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_mips"));
    let command = command.replace("cargo run --release --", "mips");
    let path = format!(
        "{}:{}",
        program.parent().unwrap().display(),
        env::var("PATH").unwrap_or_default()
    );
    let output = without_variables(Command::new("sh"))
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(folder)
        .env("PATH", path)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_console_block_prints_what_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = env::temp_dir().join(format!("mips-readme-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for name in ["examples", "rules", "tests"] {
        symlink(root.join(name), folder.join(name)).unwrap();
    }

    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let mut actual = String::new();
    let mut commands = 0;
    for piece in pieces(&readme) {
        match piece {
            Piece::Text(text) => actual.push_str(&text),
            // These are this very run.
            Piece::Step { command, output } if command.starts_with("cargo test") => {
                actual.push_str(&format!("$ {command}\n{output}"));
            }
            Piece::Step { command, .. } => {
                commands += 1;
                let printed = run(&command, &folder);
                actual.push_str(&format!("$ {command}\n{printed}"));
            }
        }
    }
    fs::remove_dir_all(&folder).unwrap();
    assert!(commands > 0, "the README has no console block");

    // A README that is written anew has not passed: the next run says whether it does.
    if actual != readme && env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(root.join("README.md"), &actual).unwrap();
    }
    assert_eq!(
        actual, readme,
        "the README prints something else; see the head of this test"
    );
}
