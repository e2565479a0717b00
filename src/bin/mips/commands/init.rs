//! `mips init`

use anyhow::anyhow;
use mips::{
    Code, Problem, Problems, RuleBook,
    reference::starter::{Wish, starter, taking_part},
    rules::{
        YearStatus,
        terms::{Pathway, Word},
    },
};

use crate::{args::init::InitArgs, output::Status, run, sink};

/// Prints a starter file.
///
/// # Errors
///
/// An unknown year or pathway, a file that is there, or one that cannot be written.
pub fn run(args: &InitArgs) -> anyhow::Result<Status> {
    let book = run::rules(args.rules.as_deref(), [], &[args.output.as_deref()])?;
    let year = match args.year {
        Some(year) => year,
        None => newest_final(book)?,
    };
    let rules = book.year(year)?;
    let pathway = Pathway::from_key(&args.pathway).ok_or_else(|| {
        let known: Vec<&str> = rules.pathways.keys().map(|it| it.key()).collect();
        let message = format!("`{}` is not a pathway", args.pathway);
        let problem = Problem::new(Code::UnknownWord, "practice.pathway", message);
        Problems::from(problem.help(format!("pathways of {year}: {}", known.join(", "))))
    })?;
    let wish = Wish {
        pathway,
        small_practice: args.small,
        measures: args.measures,
        specialty: args.specialty.as_deref(),
        mvp: args.mvp.as_deref(),
    };
    if args.mvp.is_some() && pathway != Pathway::Mvp {
        return Err(anyhow!(
            "--mvp belongs to --pathway mvp, not {}",
            pathway.key()
        ));
    }
    let mut text = starter(&rules, wish).map_err(Problems::from)?;
    if args.eligibility {
        text.push_str(&taking_part(&rules));
    }
    if let Some(path) = args
        .output
        .as_deref()
        .filter(|path| path.exists() && !args.force)
    {
        return Err(anyhow!(
            "{}: the file already exists; use --force to replace it",
            path.display()
        ));
    }
    sink::write(&text, args.output.as_deref())?;
    Ok(Status::Ran)
}

fn newest_final(book: &RuleBook) -> anyhow::Result<u16> {
    let mut years: Vec<u16> = book.years().collect();
    years.reverse();
    for year in years {
        if book.year(year)?.status == YearStatus::Final {
            return Ok(year);
        }
    }
    Err(anyhow!("no year has final rules; give --year"))
}
