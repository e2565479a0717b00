//! `mips plan`

use std::path::PathBuf;

use anyhow::anyhow;
use mips::{
    decimal::parse,
    plan::{self, Plan, Target, Wish},
    report::tree::Tree,
    trial,
};
use rust_decimal::Decimal;

use super::{reading, settings};
use crate::{
    args::plan::{PlanArgs, PlanFormat},
    files::{self, Unread},
    output::{self, Status},
    sink,
};

/// Plans for each practice; one bad file does not hide the rest.
///
/// # Errors
///
/// Settings, a target or rules that are none, or a result that cannot be written.
pub fn run(args: &PlanArgs) -> anyhow::Result<Status> {
    let paths = files::practices(&args.files)?;
    let rules = files::rule_inputs(args.input.rules.as_deref());
    files::keep_apart(
        paths.iter().chain(&rules).map(PathBuf::as_path),
        &[args.output.as_deref()],
    )?;
    let book = files::rule_book(args.input.rules.as_deref())?;
    let settings = settings(&args.input)?;
    let reading = reading(&args.input)?;
    let wish = wish(args)?;
    let mut status = Status::Ran;
    let mut plans: Vec<(String, Plan)> = Vec::new();
    for path in &paths {
        let planned = files::practice(path, book, &reading).and_then(|document| {
            let trial = trial::run(book, &document, &settings).map_err(Unread::Invalid)?;
            Ok(plan::plan(book, &document, &settings, &trial, wish))
        });
        match planned {
            Ok(plan) => plans.push((files::display_name(path), plan)),
            Err(unread) => {
                match unread {
                    Unread::Invalid(problems) => output::tell_all(&problems.0),
                    Unread::System(error) => output::complain(&error),
                }
                status = Status::Invalid;
            }
        }
    }
    if !plans.is_empty() {
        let several = paths.len() > 1;
        sink::write(
            &printed(args.format, several, &plans),
            args.output.as_deref(),
        )?;
    }
    Ok(status)
}

fn wish(args: &PlanArgs) -> anyhow::Result<Wish> {
    let within = |name: &str, text: &str| {
        parse(text)
            .filter(|number| Decimal::ZERO <= *number && *number <= Decimal::ONE_HUNDRED)
            .ok_or_else(|| anyhow!("{name} {text}: a number from 0 to 100 belongs here"))
    };
    let target = match args.target.as_str() {
        "threshold" => Target::Threshold,
        "maximum" => Target::Maximum,
        text => Target::Score(within("--target", text)?),
    };
    let rate = args.rate.as_deref();
    Ok(Wish {
        target,
        rate: rate.map(|text| within("--rate", text)).transpose()?,
    })
}

fn printed(format: PlanFormat, several: bool, plans: &[(String, Plan)]) -> String {
    let mut trees = plans
        .iter()
        .map(|(name, plan)| plan::tree::plan(name, plan));
    match format {
        PlanFormat::Text => {
            let texts: Vec<String> = plans
                .iter()
                .map(|(name, plan)| plan::printing::plan(name, plan))
                .collect();
            texts.join("\n")
        }
        PlanFormat::Html => plan::page::plans(plans),
        PlanFormat::Ndjson => trees.map(|tree| tree.compact() + "\n").collect(),
        PlanFormat::Json if several => Tree::List(trees.collect()).pretty() + "\n",
        PlanFormat::Json => trees
            .next()
            .map(|tree| tree.pretty() + "\n")
            .unwrap_or_default(),
    }
}
