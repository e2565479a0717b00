//! The program as every test runs it: in the project's folder, with nothing to read, whatever the variables of whoever
//! runs the tests say.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::process::{Command, Stdio};

/// The variables that change what the program does.
const VARIABLES: [&str; 4] = ["CLICOLOR_FORCE", "NO_COLOR", "COLUMNS", "MIPS_RULES"];

/// The program, ready to be given its arguments.
pub fn program() -> Command {
    without_variables(Command::new(env!("CARGO_BIN_EXE_mips")))
}

/// A command whose program is not told how to print, and which rules to take.
pub fn without_variables(mut command: Command) -> Command {
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null());
    for variable in VARIABLES {
        command.env_remove(variable);
    }
    command
}
