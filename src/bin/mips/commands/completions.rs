//! `mips completions`

use clap::CommandFactory;

use crate::{
    args::{Args, help::CompletionsArgs},
    output::Status,
    sink,
};

/// Prints a shell's completions.
///
/// # Errors
///
/// A result that cannot be written.
pub fn run(args: &CompletionsArgs) -> anyhow::Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "mips", &mut script);
    sink::write(&String::from_utf8_lossy(&script), None)?;
    Ok(Status::Ran)
}
