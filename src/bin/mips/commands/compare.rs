//! `mips compare`

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use mips::{
    Code, Document, Problems, RuleBook, Setting,
    compare::{Scenario, Scored, compare},
    document::Value,
    escape,
    report::text::verdict,
};

use crate::{
    args::{ResultFormat, compare::CompareArgs},
    files,
    output::{Status, is_quiet, width},
    run::{self, Run},
    sink,
};

/// Prints scenarios side by side.
///
/// # Errors
///
/// A scenario that cannot be read or scored: what is left of a comparison without it would mislead.
pub fn run(args: &CompareArgs) -> anyhow::Result<Status> {
    let paths = files::practices(&args.files)?;
    let typed = args.scenarios.iter().map(PathBuf::from);
    let inputs: Vec<PathBuf> = paths.iter().cloned().chain(typed).collect();
    let run = Run::open(
        &args.input,
        inputs.iter().map(PathBuf::as_path),
        &[args.output.to.as_deref()],
    )?;
    let (practices, scenarios) = read(&run, &paths, &args.scenarios)?;
    let (first_name, first) = practices
        .first()
        .ok_or_else(|| anyhow!("no practice file was given"))?;
    let years: Vec<u16> = args.years.iter().flat_map(|it| it.0.clone()).collect();
    let mut remarks = Vec::new();
    let carried = carried_forward(run.book, first, &years, &mut remarks);
    let (book, settings) = (carried.as_ref().unwrap_or(run.book), &run.settings);
    let mut scored = Vec::new();
    if years.is_empty() {
        for (name, document) in &practices {
            scored.push(Scored::run(book, document, settings, &base(name))?);
        }
    } else if practices.len() > 1 {
        bail!(
            "--years compares one practice over years; {} files were given",
            practices.len()
        );
    }
    for year in years {
        let year = year.to_string();
        let scenario = Scenario {
            settings: vec![Setting::new("performance_year", year.as_str(), "--years")],
            ..base(&year)
        };
        let run = Scored::run(book, first, settings, &scenario);
        scored.push(run.map_err(with_a_way_on)?);
    }
    for scenario in &scenarios {
        if scored.iter().any(|it| it.name == scenario.name) {
            bail!("--scenario {}: there are two of this name", scenario.name);
        }
        scored.push(Scored::run(book, first, settings, scenario)?);
    }
    if scored.len() < 2 {
        bail!("{first_name}: nothing to compare it with; add another file, --scenario or --years");
    }
    sink::write(&printed(args, &scored, remarks), args.output.to.as_deref())?;
    Ok(Status::Ran)
}

/// A practice with its name.
type Named = (String, Document);

/// The practices with their names, and the scenarios of files and of those that were typed.
fn read(
    run: &Run,
    paths: &[PathBuf],
    typed: &[String],
) -> anyhow::Result<(Vec<Named>, Vec<Scenario>)> {
    let mut practices: Vec<Named> = Vec::new();
    let mut scenarios = Vec::new();
    for path in paths {
        let document = run.practice(path)?;
        if !practices.is_empty() && Scenario::is_scenario(&document) {
            scenarios.push(Scenario::read(&document)?);
        } else {
            let known: Vec<&str> = practices.iter().map(|(name, _)| name.as_str()).collect();
            practices.push((heading(path, &document, &known), document));
        }
    }
    for text in typed {
        scenarios.push(scenario(text)?);
    }
    Ok((practices, scenarios))
}

/// The practice as it is.
fn base(name: &str) -> Scenario {
    Scenario {
        name: name.to_owned(),
        settings: Vec::new(),
    }
}

/// The rules in which a year without benchmarks has those of the last year that has them, where the practice gives
/// measures; none where every year has its own.
fn carried_forward(
    book: &RuleBook,
    practice: &Document,
    years: &[u16],
    remarks: &mut Vec<String>,
) -> Option<RuleBook> {
    let mut tables = ["quality.measures", "cost.measures"].iter();
    if !tables.any(|path| practice.get(path).is_some()) {
        return None;
    }
    let mut carried: Option<RuleBook> = None;
    for year in years {
        let book = carried.as_ref().unwrap_or(book);
        if let Some((last, with)) = book.with_benchmarks_carried_forward(*year) {
            remarks.push(format!(
                "{year} has no benchmarks yet: its measures are scored with those of {last}, an estimate; category \
                 percents are kept"
            ));
            carried = Some(with);
        }
    }
    carried
}

/// The comparison in the format that was asked for.
fn printed(args: &CompareArgs, scored: &[Scored], remarks: Vec<String>) -> String {
    let mut comparison = compare(scored);
    comparison.footing.extend(remarks);
    match args.output.format {
        ResultFormat::Text if is_quiet() => scored
            .iter()
            .map(|it| format!("{}: {}\n", it.name, verdict(&it.trial.scorecard)))
            .collect(),
        ResultFormat::Text => comparison.text(width(args.output.to.is_some())),
        ResultFormat::Json => comparison.json().pretty() + "\n",
        ResultFormat::Ndjson => comparison.json().compact() + "\n",
        ResultFormat::Csv => comparison.csv(),
        ResultFormat::Markdown => comparison.markdown(),
        ResultFormat::Html => comparison.page(scored),
    }
}

/// A scenario that was typed, or the file of that name.
pub fn scenario(text: &str) -> anyhow::Result<Scenario> {
    if !text.contains('=') && Path::new(text).is_file() {
        return Ok(Scenario::read(&run::document(Path::new(text))?)?);
    }
    Scenario::parse(text).map_err(|problem| Problems::from(problem).into())
}

/// What a practice is called: by its own name or its file's, whichever tells it from those before it.
fn heading(path: &Path, document: &Document, known: &[&str]) -> String {
    let own = document
        .get("practice.name")
        .and_then(|node| match &node.value {
            Value::Text(name) => Some(escape::one_line(name).into_owned()),
            _ => None,
        });
    let stem = path
        .file_stem()
        .filter(|_| path != Path::new("-"))
        .map(|stem| stem.to_string_lossy().into_owned());
    own.into_iter()
        .chain(stem)
        .find(|name| !name.trim().is_empty() && !known.contains(&name.as_str()))
        .unwrap_or_else(|| files::display_name(path))
}

/// Says how a key goes that one of the years does not have.
fn with_a_way_on(mut problems: Problems) -> Problems {
    for problem in &mut problems.0 {
        if problem.code == Code::NotInYear {
            let way = format!(
                "`--set {}=`, with nothing after it, takes it away in all the years",
                problem.path
            );
            problem.help = Some(match problem.help.take() {
                Some(help) => format!("{help}; {way}"),
                None => way,
            });
        }
    }
    problems
}
