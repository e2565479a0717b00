//! `mips score`

mod results;

use std::path::{Path, PathBuf};

use mips::{RuleBook, Scorecard, Setting, decimal::parse, exchange, plan, trial};
use rust_decimal::Decimal;

use self::results::{Results, Scored};
use super::{reading, settings};
use crate::{
    args::{FailOn, ResultFormat, ScoreArgs},
    files::{self, Unread},
    output::{self, Status},
};

/// Scores each file; one bad file does not hide the rest.
///
/// # Errors
///
/// Settings or rules that are none, or a result that cannot be written.
pub fn run(args: &ScoreArgs) -> anyhow::Result<Status> {
    let paths = files::practices(&args.files)?;
    let rules = files::rule_inputs(args.input.rules.as_deref());
    files::keep_apart(
        paths.iter().chain(&rules).map(PathBuf::as_path),
        &[args.output.file.as_deref()],
    )?;
    let book = files::rule_book(args.input.rules.as_deref())?;
    let settings = settings(&args.input)?;
    let reading = reading(&args.input)?;
    let gate = Gate::of(args)?;
    if args.expect && paths.len() > 1 {
        anyhow::bail!(
            "--expect prints the table of one file; {} were given",
            paths.len()
        );
    }
    let mut results = Results::new(args, paths.len() > 1);
    let mut status = Status::Ran;
    let mut failed = 0;
    for path in &paths {
        match scored(args, path, book, &settings, &reading) {
            Ok(scored) => {
                let failures = gate.failures(&scored.name, &scored.trial.scorecard);
                results.take(scored)?;
                failed += failures.len();
                failures.iter().for_each(|failure| output::tell(failure));
            }
            Err(unread) => {
                match unread {
                    Unread::Invalid(problems) => output::tell_all(&problems.0),
                    Unread::System(error) => output::complain(&error),
                }
                status = Status::Invalid;
            }
        }
    }
    results.end()?;
    if failed > 0 {
        status = status.max(Status::GateFailed);
    }
    Ok(status)
}

fn scored(
    args: &ScoreArgs,
    path: &Path,
    book: &RuleBook,
    settings: &[Setting],
    reading: &exchange::Options,
) -> Result<Scored, Unread> {
    let document = files::practice(path, book, reading)?;
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
        name: files::display_name(path),
        trial,
        costs,
        least,
    })
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
