//! One short function for each subcommand.

mod batch;
mod check;
mod compare;
mod completions;
mod explain;
mod init;
mod man;
mod measures;
mod plan;
mod population;
mod rules;
mod schema;
mod score;
mod sweep;
mod verify;

use mips::Setting;

use crate::{
    args::{Args, Command, Input},
    output::Status,
};

/// Runs what was typed.
///
/// # Errors
///
/// What stops the whole run; a bad file among several does not.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    match &args.command {
        Command::Score(args) => score::run(args),
        Command::Check(args) => check::run(args),
        Command::Init(args) => init::run(args),
        Command::Rules(args) => rules::run(args),
        Command::Measures(args) => measures::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
        Command::Batch(args) => batch::run(args),
        Command::Plan(args) => plan::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Population(args) => population::run(args),
        Command::Sweep(args) => sweep::run(args),
        Command::Verify(args) => verify::run(args),
    }
}

/// The settings that were typed, the year among them.
///
/// # Errors
///
/// A setting that is none.
fn settings(input: &Input) -> anyhow::Result<Vec<Setting>> {
    let year = input
        .year
        .iter()
        .map(|year| Ok(Setting::new("performance_year", year.as_str(), "--year")));
    let set = input
        .settings
        .iter()
        .map(|text| Setting::parse(text, "--set"));
    year.chain(set)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|problem| mips::Problems::from(problem).into())
}

/// A practice file, or what stops the run.
///
/// # Errors
///
/// What keeps it from being read.
fn document(path: &std::path::Path) -> anyhow::Result<mips::Document> {
    crate::files::document(path).map_err(|unread| match unread {
        crate::files::Unread::System(error) => error,
        crate::files::Unread::Invalid(problems) => problems.into(),
    })
}
