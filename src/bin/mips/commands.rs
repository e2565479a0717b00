//! One short function for each subcommand.

mod batch;
mod calendar;
mod check;
mod compare;
mod completions;
mod eligibility;
mod explain;
mod export;
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

use mips::{Setting, rules::collection_type::CollectionType};

use crate::{
    args::{Args, Command, Input, exchange::Denominator},
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

/// Refuses columns that the result has already: with two of one name a reader takes either.
///
/// # Errors
///
/// A path that is there twice, or is one of the usual columns.
fn columns(asked: &[String], usual: &[&str]) -> anyhow::Result<()> {
    for (n, path) in asked.iter().enumerate() {
        anyhow::ensure!(
            !usual.contains(&path.as_str()),
            "--columns {path}: this column is always there"
        );
        anyhow::ensure!(
            !asked[..n].contains(path),
            "--columns {path}: this column is named twice"
        );
    }
    Ok(())
}

/// What a file of another form does not say by itself, as it was typed; the year among it.
///
/// # Errors
///
/// A year that is none.
fn reading(input: &Input) -> anyhow::Result<mips::exchange::Options> {
    let is_year = |setting: &&Setting| setting.path == "performance_year";
    let settings = settings(input)?;
    let year = settings.iter().rev().find(is_year);
    let year = year.map(|setting| {
        let year = setting.value.trim().parse();
        year.map_err(|_| anyhow::anyhow!("{setting}: a year belongs here"))
    });
    let reading = &input.reading;
    let kind = reading.collection_type.as_ref().map(|word| {
        let known: Vec<&str> = CollectionType::ALL.iter().map(|it| it.key()).collect();
        word.parse::<CollectionType>()
            .map_err(|()| anyhow::anyhow!("--collection-type {word}: one of {}", known.join(", ")))
    });
    Ok(mips::exchange::Options {
        year: year.transpose()?,
        program: reading.program.clone(),
        organization: reading.org.clone(),
        level: reading.level.clone(),
        denominator: reading.denominator.map(|it| match it {
            Denominator::Before => mips::exchange::Denominator::Before,
            Denominator::After => mips::exchange::Denominator::After,
        }),
        collection_type: kind.transpose()?,
        complete: reading.complete,
        keep_identifiers: false,
    })
}

/// A practice of whatever form, or what stops the run.
///
/// # Errors
///
/// What keeps it from being read.
fn practice(
    path: &std::path::Path,
    book: &mips::RuleBook,
    input: &Input,
) -> anyhow::Result<mips::Document> {
    whole(crate::files::practice(path, book, &reading(input)?))
}

/// A practice file, or what stops the run.
///
/// # Errors
///
/// What keeps it from being read.
fn document(path: &std::path::Path) -> anyhow::Result<mips::Document> {
    whole(crate::files::document(path))
}

fn whole(read: Result<mips::Document, crate::files::Unread>) -> anyhow::Result<mips::Document> {
    read.map_err(|unread| match unread {
        crate::files::Unread::System(error) => error,
        crate::files::Unread::Invalid(problems) => problems.into(),
    })
}
