//! `mips help`

use clap::Parser;

use crate::{
    args::{self, help::HelpArgs},
    output::Status,
};

/// Prints what `--help` of the command prints.
///
/// # Errors
///
/// A result that cannot be written.
pub fn run(args: &HelpArgs) -> anyhow::Result<Status> {
    let typed = args.command.iter().map(String::as_str);
    let asked = std::iter::once("mips").chain(typed).chain(["--help"]);
    let Err(shown) = args::Args::try_parse_from(asked) else {
        return Ok(Status::Ran);
    };
    shown.print()?;
    Ok(if shown.use_stderr() {
        Status::Invalid
    } else {
        Status::Ran
    })
}
