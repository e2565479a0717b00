//! `mips score`

mod results;

use std::path::{Path, PathBuf};

use mips::{
    Code, Problem, Scorecard,
    decimal::parse,
    participation::{Candidate, Counting, which_counts},
    plan,
    report::text,
    trial,
};
use rust_decimal::Decimal;

use self::results::{Outcome, Results, Scored};
use crate::{
    args::{FailOn, ResultFormat, ScoreArgs},
    files::{self, Unread},
    output::{self, Status},
    run::Run,
};

/// Scores each file; one bad file does not hide the rest.
///
/// # Errors
///
/// Invalid settings or rules, or a result that cannot be written.
pub fn run(args: &ScoreArgs) -> anyhow::Result<Status> {
    let paths = files::practices(&args.files)?;
    let run = Run::open(
        &args.input,
        paths.iter().map(PathBuf::as_path),
        &[args.output.to.as_deref()],
    )?;
    let gate = Gate::of(args)?;
    if args.expect && paths.len() > 1 {
        anyhow::bail!(
            "--expect prints the table of one file; {} were given",
            paths.len()
        );
    }
    let mut results = Results::new(args, paths.len() > 1);
    let mut status = Status::Ran;
    for path in &paths {
        let outcomes = match score_file(args, &run, path) {
            Ok(scored) => scored
                .into_iter()
                .map(|it| Outcome::Scored(Box::new(it)))
                .collect(),
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
                status = Status::Invalid;
                vec![Outcome::Refused(files::display_name(path), problems)]
            }
        };
        let trials = outcomes.iter().filter_map(Outcome::scored);
        let failures: Vec<String> = trials
            .flat_map(|scored| gate.failures(&scored.name, &scored.trial.scorecard))
            .collect();
        results.take(outcomes)?;
        for failure in &failures {
            output::tell_always(failure);
        }
        if !failures.is_empty() {
            status = status.max(Status::GateFailed);
        }
    }
    results.end()?;
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
            ResultFormat::Text => !output::is_quiet() && !args.expect,
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
    let verdicts: Vec<String> = scored
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
        verdicts.len(),
        verdicts.join("\n  ")
    ));
    scored
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

    /// What to say of each limit that the score fails. An unknown score fails when it may fall below.
    fn failures(&self, name: &str, card: &Scorecard) -> Vec<String> {
        let lowest = card.final_score_bounds.low;
        let threshold = self.penalty.then_some(card.performance_threshold);
        let limits = self.under.into_iter().chain(threshold);
        let may = if card.final_score.is_some() {
            "is"
        } else {
            "may be"
        };
        limits
            .filter(|limit| lowest < *limit)
            .map(|limit| format!("{name}: the final score {may} {lowest}, below {limit}"))
            .collect()
    }
}
