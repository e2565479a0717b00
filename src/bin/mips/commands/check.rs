//! `mips check`

use std::path::PathBuf;

use mips::{
    Problem, Problems,
    plan::{self, Cost},
    problem::counted,
    report::{SCHEMA_VERSION, annotation, problems, tool, tree::Tree},
    trial,
};

use crate::{
    args::{CheckArgs, CheckFormat},
    files::{self, Unread},
    output::{self, Status},
    run::Run,
    sink,
};

/// What was found of one file.
struct Found {
    name: String,
    /// The performance year, where the file could be scored.
    year: Option<u16>,
    problems: Vec<Problem>,
    costs: Vec<Cost>,
    /// What the file leaves open, as a line.
    open: String,
}

impl Found {
    fn errors(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.is_error())
    }

    fn warnings(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| !problem.is_error())
    }
}

/// Says everything that is wrong, odd or missing in each file, and what it costs.
///
/// # Errors
///
/// Invalid settings or rules, or a result that cannot be written.
pub fn run(args: &CheckArgs) -> anyhow::Result<Status> {
    let paths = files::practices(&args.files)?;
    let run = Run::open(
        &args.input,
        paths.iter().map(PathBuf::as_path),
        &[args.output.to.as_deref()],
    )?;
    let mut status = Status::Ran;
    let mut all: Vec<Found> = Vec::new();
    for path in &paths {
        let checked = run.read(path).and_then(|document| {
            let (book, settings) = (run.book, &run.settings);
            let trial = trial::run(book, &document, settings).map_err(Unread::Invalid)?;
            let costs = plan::costs(book, &document, settings, &trial);
            let mut card = trial.scorecard;
            let mut left = Problems(
                plan::untouched(&document, &trial.practice, &trial.rules)
                    .into_iter()
                    .collect(),
            );
            document.locate(&mut left);
            card.warnings.extend(left.0);
            Ok((card, costs))
        });
        let name = files::display_name(path);
        let found = match checked {
            Ok((card, costs)) => Found {
                name,
                year: Some(card.performance_year),
                open: plan::printing::open(&card),
                problems: card.warnings,
                costs,
            },
            Err(Unread::Invalid(problems)) => Found {
                name,
                year: None,
                problems: problems.0,
                costs: Vec::new(),
                open: String::new(),
            },
            Err(Unread::System(error)) => {
                output::complain(&error);
                status = Status::Invalid;
                continue;
            }
        };
        let is_odd = !(found.problems.is_empty() && found.costs.is_empty());
        if found.errors().next().is_some() || (args.strict && is_odd) {
            status = status.max(Status::GateFailed);
        }
        all.push(found);
    }
    let each = all.iter();
    let text = match args.output.format {
        CheckFormat::Text => each.map(printed).collect(),
        CheckFormat::Json => tree(&all).pretty() + "\n",
        CheckFormat::Ndjson => each
            .map(|found| tree(std::slice::from_ref(found)).compact() + "\n")
            .collect(),
        CheckFormat::Github => each.map(annotations).collect(),
    };
    sink::write(&text, args.output.to.as_deref())?;
    Ok(status)
}

fn tree(all: &[Found]) -> Tree {
    let list = |problems: &mut dyn Iterator<Item = &Problem>| {
        Tree::List(problems.map(problems::tree).collect())
    };
    let files = all.iter().map(|found| {
        Tree::Object(vec![
            ("file", found.name.as_str().into()),
            ("performance_year", found.year.into()),
            ("valid", found.errors().next().is_none().into()),
            ("errors", list(&mut found.errors())),
            ("warnings", list(&mut found.warnings())),
            (
                "costs",
                Tree::List(found.costs.iter().map(plan::tree::cost).collect()),
            ),
        ])
    });
    let mut years = all.iter().map(|found| found.year);
    let first = years.next().flatten();
    Tree::Object(vec![
        ("schema_version", SCHEMA_VERSION.into()),
        ("tool", tool()),
        (
            "performance_year",
            first.filter(|_| years.all(|year| year == first)).into(),
        ),
        ("files", Tree::List(files.collect())),
    ])
}

/// Problems with their places, and what costs points.
fn annotations(found: &Found) -> String {
    let problems = found.problems.iter();
    let problems = problems.map(|problem| annotation::problem(&found.name, problem));
    let costs = found.costs.iter().map(|cost| {
        let points = cost
            .points
            .map(|points| format!("costs {points} points: "))
            .unwrap_or_default();
        let message = format!("{points}{}: {}\n{}", cost.path, cost.message, cost.mend);
        annotation::annotation("notice", &found.name, None, &message)
    });
    problems.chain(costs).collect()
}

fn printed(found: &Found) -> String {
    let mut text: String = found
        .problems
        .iter()
        .map(|problem| format!("{problem}\n"))
        .collect();
    let (errors, warnings) = (found.errors().count(), found.warnings().count());
    if output::is_quiet() && found.problems.is_empty() && found.costs.is_empty() {
        return text;
    }
    let problems = match (errors, warnings) {
        (0, 0) => "no errors".into(),
        _ => format!(
            "{}, {}",
            counted(errors, "error"),
            counted(warnings, "warning")
        ),
    };
    // What an invalid file costs is not known before it is mended.
    let costs = match errors {
        0 => format!("; {}", plan::printing::summary(&found.costs)),
        _ => String::new(),
    };
    text.push_str(&format!("{}: {problems}{costs}\n", found.name));
    text + &plan::printing::costs(&found.costs) + &found.open
}
