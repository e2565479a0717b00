//! `mips compare`

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use mips::{
    Document, Setting,
    compare::{Scenario, Scored, compare},
};

use crate::{
    args::{Format, compare::CompareArgs},
    files,
    output::Status,
};

/// Prints scenarios side by side.
///
/// # Errors
///
/// A scenario that cannot be read or scored: what is left of a comparison without it would mislead.
pub fn run(args: &CompareArgs) -> anyhow::Result<Status> {
    let typed = args.scenarios.iter().map(PathBuf::from);
    let inputs: Vec<PathBuf> = args.files.iter().cloned().chain(typed).collect();
    files::keep_inputs(&inputs, args.output.file.as_deref())?;
    let book = files::rule_book(args.input.rules.as_deref())?;
    let settings = super::settings(&args.input)?;
    let mut practices: Vec<(String, Document)> = Vec::new();
    let mut scenarios = Vec::new();
    for path in &args.files {
        let document = super::document(path)?;
        if !practices.is_empty() && Scenario::is_scenario(&document) {
            scenarios.push(Scenario::read(&document)?);
        } else {
            practices.push((files::display_name(path), document));
        }
    }
    for text in &args.scenarios {
        scenarios.push(scenario(text)?);
    }
    let base = |name: &str| Scenario {
        name: name.to_owned(),
        settings: Vec::new(),
    };
    let (first_name, first) = practices
        .first()
        .ok_or_else(|| anyhow!("there is no practice file"))?;
    let mut scored = Vec::new();
    if args.years.is_empty() {
        for (name, document) in &practices {
            scored.push(Scored::run(book, document, &settings, &base(name))?);
        }
    } else if practices.len() > 1 {
        bail!(
            "--years compares one practice; {} were given",
            practices.len()
        );
    }
    for year in &args.years {
        let year = year.to_string();
        let scenario = Scenario {
            settings: vec![Setting::new("performance_year", year.as_str(), "--years")],
            ..base(&year)
        };
        scored.push(Scored::run(book, first, &settings, &scenario)?);
    }
    for scenario in &scenarios {
        scored.push(Scored::run(book, first, &settings, scenario)?);
    }
    if scored.len() < 2 {
        bail!("{first_name} alone cannot be compared: give another file, --scenario or --years");
    }
    let comparison = compare(&scored);
    let text = match args.output.format {
        Format::Text => comparison.text(),
        Format::Json => comparison.json().pretty() + "\n",
        Format::Csv => comparison.csv(),
        Format::Markdown => comparison.markdown(),
    };
    files::write(&text, args.output.file.as_deref())?;
    Ok(Status::Ran)
}

/// A scenario that was typed, or the file of that name.
fn scenario(text: &str) -> anyhow::Result<Scenario> {
    if !text.contains('=') && Path::new(text).is_file() {
        return Ok(Scenario::read(&super::document(Path::new(text))?)?);
    }
    Scenario::parse(text).map_err(|problem| mips::Problems::from(problem).into())
}
