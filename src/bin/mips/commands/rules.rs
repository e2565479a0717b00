//! `mips rules`

mod check;
mod diff;
mod import;
mod list;
mod show;

use crate::{
    args::rules::{RulesArgs, RulesCommand},
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
