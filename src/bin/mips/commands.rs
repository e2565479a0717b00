//! One short function for each subcommand.

mod batch;
mod calendar;
mod check;
mod compare;
mod completions;
mod eligibility;
mod explain;
mod export;
mod help;
mod import;
mod init;
mod man;
mod measures;
mod options;
mod plan;
mod population;
mod reconcile;
mod rules;
mod schema;
mod score;
mod sweep;
mod verify;
mod version;
mod worth;

pub use version::version;

use crate::{
    args::{Args, Command},
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
        Command::Eligibility(args) => eligibility::run(args),
        Command::Options(args) => options::run(args),
        Command::Worth(args) => worth::run(args),
        Command::Calendar(args) => calendar::run(args),
        Command::Check(args) => check::run(args),
        Command::Init(args) => init::run(args),
        Command::Help(args) => help::run(args),
        Command::Import(args) => import::run(args),
        Command::Export(args) => export::run(args),
        Command::Reconcile(args) => reconcile::run(args),
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
