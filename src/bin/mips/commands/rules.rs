//! `mips rules`

mod check;
mod diff;
mod import;
mod list;
mod show;

use anyhow::anyhow;

use crate::{
    args::{
        Format,
        rules::{RulesArgs, RulesCommand},
    },
    output::Status,
};

/// Runs one of the subcommands.
///
/// # Errors
///
/// As each of them.
pub fn run(args: &RulesArgs) -> anyhow::Result<Status> {
    match &args.command {
        RulesCommand::List(args) => list::run(args),
        RulesCommand::Show(args) => show::run(args),
        RulesCommand::Diff(args) => diff::run(args),
        RulesCommand::Check(args) => check::run(args),
        RulesCommand::Import(args) => import::run(args),
    }
}

/// The error of a form that a command does not print.
fn no_such_form(format: Format, known: &str) -> anyhow::Error {
    use clap::ValueEnum;
    let name = format
        .to_possible_value()
        .map_or_else(String::new, |value| value.get_name().to_owned());
    anyhow!("--format {name}: this command prints {known}")
}
