//! `mips score`

use std::path::{Path, PathBuf};

use mips::{
    Code, Problem, Scorecard,
    decimal::parse,
    participation::{Candidate, Counting, which_counts},
    plan::{self, Cost},
    report::{self, SCHEMA_VERSION, html, markdown, markup::Markup, table, text, tool, tree::Tree},
    trial::{self, Trial},
    verify::expect,
};
use rust_decimal::Decimal;

use crate::{
    args::{FailOn, ResultFormat, ScoreArgs},
    files::{self, Unread},
    output::{self, Status},
    run::Run,
    sink,
};

/// Scores each file; one bad file does not hide the rest.
///
/// # Errors
///
/// Settings or rules that are none, or a result that cannot be written.
pub fn run(args: &ScoreArgs) -> anyhow::Result<Status> {
    let paths = files::practices(&args.files)?;
    let run = Run::open(
        &args.input,
        paths.iter().map(PathBuf::as_path),
        &[args.output.file.as_deref()],
    )?;
    let gate = Gate::of(args)?;
    if args.expect && paths.len() > 1 {
        anyhow::bail!(
            "--expect prints the table of one file; {} were given",
            paths.len()
        );
    }
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut status = Status::Ran;
    for path in &paths {
        match score_file(args, &run, path) {
            Ok(scored) => outcomes.extend(scored.into_iter().map(Outcome::Scored)),
            Err(unread) => {
                let problems = match unread {
                    Unread::Invalid(problems) => {
                        output::tell_all(&problems.0);
                        problems.0
                    }
                    Unread::System(error) => {
                        let message = error.root_cause().to_string();
                        output::complain(&error);
                        vec![Problem::new(Code::Unreadable, "", message)]
                    }
                };
                outcomes.push(Outcome::Refused(files::display_name(path), problems));
                status = Status::Invalid;
            }
        }
    }
    let trials = || outcomes.iter().filter_map(Outcome::scored);
    if trials().next().is_some() {
        sink::write(
            &printed(args, outcomes.len() > 1, &outcomes),
            args.output.file.as_deref(),
        )?;
    }
    let failed = trials()
        .filter(|scored| gate.fails(&scored.name, &scored.trial.scorecard))
        .count();
    if failed > 0 {
        status = status.max(Status::GateFailed);
    }
    Ok(status)
}

/// Scores a file: a submission to several programs once for each, of which the highest counts.
fn score_file(args: &ScoreArgs, run: &Run, path: &Path) -> Result<Vec<Scored>, Unread> {
    let practices = files::practices_of(path, run.book, &run.reading)?;
    let (book, settings) = (run.book, &run.settings);
    let scored = practices.into_iter().map(|(name, document)| {
        let trial = trial::run_with_readings(book, &document, settings).map_err(Unread::Invalid)?;
        // What was lost is looked for only where it is read: it takes some more scores.
        let is_read = match args.output.format {
            ResultFormat::Text => !args.output.quiet && !args.expect,
            ResultFormat::Html => true,
            _ => false,
        };
        let costs = if is_read {
            plan::costs(book, &document, settings, &trial)
        } else {
            Vec::new()
        };
        // A page also says what would reach the threshold.
        let least = (args.output.format == ResultFormat::Html)
            .then(|| plan::plan(book, &document, settings, &trial, plan::Wish::default()))
            .and_then(|plan| plan::page::least(&plan));
        Ok(Scored {
            name,
            trial,
            costs,
            least,
        })
    });
    let scored: Vec<Scored> = scored.collect::<Result<_, Unread>>()?;
    Ok(the_highest(path, scored))
}

/// Of the programs that a submission was sent to, the one with the highest score; all where that is not known yet.
fn the_highest(path: &Path, mut scored: Vec<Scored>) -> Vec<Scored> {
    let [first, _, ..] = &scored[..] else {
        return scored;
    };
    let candidates: Vec<Candidate> = scored
        .iter()
        .map(|it| Candidate {
            level: it.trial.practice.participation(),
            score: it.trial.scorecard.final_score_bounds,
        })
        .collect();
    let counts = which_counts(&first.trial.rules.score_hierarchy, &candidates);
    let scores: Vec<String> = scored
        .iter()
        .map(|it| format!("{}: {}", it.name, text::verdict(&it.trial.scorecard)))
        .collect();
    let what = match counts {
        Counting::One(best) => {
            let best = scored.swap_remove(best);
            let what = format!("{} counts and is shown", best.name);
            scored = vec![best];
            what
        }
        _ => "which is the highest is not known yet, so each is shown".to_owned(),
    };
    output::tell(&format!(
        "{}: sent to {} programs, of which the highest score counts; {what} (--program chooses one)\n  {}",
        files::display_name(path),
        scores.len(),
        scores.join("\n  ")
    ));
    scored
}

/// What became of a file.
enum Outcome {
    Scored(Scored),
    /// Its name, and what is wrong with it.
    Refused(String, Vec<Problem>),
}

impl Outcome {
    fn scored(&self) -> Option<&Scored> {
        match self {
            Self::Scored(scored) => Some(scored),
            Self::Refused(..) => None,
        }
    }

    /// The result with its file's name, or what is wrong with the file.
    fn tree(&self, args: &ScoreArgs) -> Tree {
        match self {
            Self::Scored(scored) => {
                of_file(&scored.name, report::result(&scored.trial, args.explain))
            }
            Self::Refused(name, problems) => Tree::Object(vec![
                ("file", name.as_str().into()),
                ("schema_version", SCHEMA_VERSION.into()),
                ("tool", tool()),
                (
                    "errors",
                    Tree::List(problems.iter().map(report::problems::tree).collect()),
                ),
            ]),
        }
    }
}

/// One file's score.
struct Scored {
    name: String,
    trial: Trial,
    /// What cost points, where it is told.
    costs: Vec<Cost>,
    /// The least that reaches the threshold, as a section of a page.
    least: Option<(String, Markup)>,
}

fn printed(args: &ScoreArgs, several: bool, outcomes: &[Outcome]) -> String {
    let trials: Vec<&Scored> = outcomes.iter().filter_map(Outcome::scored).collect();
    if args.expect {
        return trials
            .iter()
            .map(|scored| expect::table(&scored.trial))
            .collect();
    }
    // A result of a file that cannot be scored says so, where it is one of several.
    let trees = || outcomes.iter().map(|it| it.tree(args));
    match args.output.format {
        ResultFormat::Text => {
            let reports: Vec<String> = trials
                .iter()
                .map(|scored| as_text(args, several, scored))
                .collect();
            reports.join(if args.output.quiet { "" } else { "\n" })
        }
        ResultFormat::Json => {
            let mut results: Vec<Tree> = trees().collect();
            let tree = if several {
                Tree::List(results)
            } else {
                match results.pop() {
                    Some(result) => result,
                    None => return String::new(),
                }
            };
            tree.pretty() + "\n"
        }
        ResultFormat::Ndjson => trees().map(|tree| tree.compact() + "\n").collect(),
        ResultFormat::Html => {
            let subjects: Vec<html::Subject<'_>> = trials
                .iter()
                .map(|scored| html::Subject {
                    name: &scored.name,
                    trial: &scored.trial,
                    more: {
                        let costs = plan::page::costs(&scored.costs);
                        costs.into_iter().chain(scored.least.clone()).collect()
                    },
                })
                .collect();
            html::page(&subjects, args.explain)
        }
        ResultFormat::Markdown if !several && !trials.is_empty() => {
            markdown::page(&trials[0].trial)
        }
        ResultFormat::Csv | ResultFormat::Markdown => {
            let rows: Vec<Vec<String>> = trials
                .iter()
                .map(|scored| {
                    let mut row = vec![scored.name.clone()];
                    row.extend(table::cells(&scored.trial.rules, &scored.trial.scorecard));
                    row
                })
                .collect();
            let head: Vec<&str> = std::iter::once("file")
                .chain(table::COLUMNS.iter().map(|(name, _)| *name))
                .collect();
            if args.output.format == ResultFormat::Csv {
                table::csv(&head, &rows)
            } else {
                table::markdown(&head, &rows)
            }
        }
    }
}

/// The result with the name of its file in front.
fn of_file(name: &str, result: Tree) -> Tree {
    match result {
        Tree::Object(mut members) => {
            members.insert(0, ("file", name.into()));
            Tree::Object(members)
        }
        other => other,
    }
}

fn as_text(args: &ScoreArgs, several: bool, scored: &Scored) -> String {
    let Scored {
        name, trial, costs, ..
    } = scored;
    let report = if args.output.quiet {
        text::verdict(&trial.scorecard) + "\n"
    } else {
        text::report(
            trial,
            &plan::printing::section(costs),
            args.explain,
            output::width(args.output.file.is_some()),
        )
    };
    let report = if output::use_color(args.output.color, args.output.file.is_some()) {
        output::colored(&report, &trial.scorecard)
    } else {
        report
    };
    match (several, args.output.quiet) {
        (false, _) => report,
        (true, true) => format!("{name}: {report}"),
        (true, false) => format!("{name}\n{report}"),
    }
}

/// A gate on the final score.
struct Gate {
    under: Option<Decimal>,
    penalty: bool,
}

impl Gate {
    fn of(args: &ScoreArgs) -> anyhow::Result<Self> {
        let under = match &args.fail_under {
            Some(text) => Some(
                parse(text)
                    .ok_or_else(|| anyhow::anyhow!("--fail-under {text}: expected a number"))?,
            ),
            None => None,
        };
        Ok(Self {
            under,
            penalty: args.fail_on == Some(FailOn::Penalty),
        })
    }

    /// Whether the score fails the gate, and says so. An unknown score fails when it may fall below.
    fn fails(&self, name: &str, card: &Scorecard) -> bool {
        let lowest = card.final_score_bounds.low;
        let threshold = self.penalty.then_some(card.performance_threshold);
        let limits = self.under.into_iter().chain(threshold);
        let failed: Vec<Decimal> = limits.filter(|limit| lowest < *limit).collect();
        for limit in &failed {
            let may = if card.final_score.is_some() {
                "is"
            } else {
                "may be"
            };
            output::tell(&format!(
                "{name}: the final score {may} {lowest}, below {limit}"
            ));
        }
        !failed.is_empty()
    }
}
