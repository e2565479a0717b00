//! `mips plan`

use std::path::PathBuf;

use anyhow::anyhow;
use mips::{
    Problems,
    decimal::parse,
    participation::calendar::{self, Dated},
    plan::{self, Plan, Target, Wish, page::Shown},
    reference::measures::specialty,
    report::{layout::wrap, tree::Tree},
    trial::{self, Trial},
};
use rust_decimal::Decimal;

use crate::{
    args::plan::{PlanArgs, PlanFormat},
    clock,
    files::{self, Unread},
    output::{self, Status},
    run::Run,
    sink,
};

/// The dates until which a plan can be carried out.
const DATES: [&str; 3] = ["mvp_registration", "exception_application", "submission"];

/// A plan, with what is its own on this day.
struct Planned {
    name: String,
    /// The practice's own name, where the file gives it.
    practice: Option<String>,
    plan: Plan,
    next: Option<Dated>,
}

impl Planned {
    fn tree(&self) -> Tree {
        let mut tree = plan::tree::plan(&self.name, &self.plan);
        if let Tree::Object(members) = &mut tree {
            members.push(("next", self.next.as_ref().map_or(Tree::Null, Dated::tree)));
        }
        tree
    }

    fn text(&self) -> String {
        let mut text = plan::printing::plan(&self.name, &self.plan);
        if let Some(line) = self.next_date() {
            text.push('\n');
            text.push_str(&wrap(&line, "", "  "));
        }
        text
    }

    fn next_date(&self) -> Option<String> {
        let next = self.next.as_ref()?;
        let standing = next.standing().map(|it| format!(" ({it})"));
        Some(format!(
            "Next date: {}, {}{}",
            next.title,
            next.days(),
            standing.unwrap_or_default()
        ))
    }

    fn shown(self) -> Shown {
        Shown {
            next_date: self.next_date(),
            name: self.practice.unwrap_or(self.name),
            plan: self.plan,
        }
    }
}

/// Plans for each practice; one bad file does not hide the rest.
///
/// # Errors
///
/// Invalid settings, target or rules, or a result that cannot be written.
pub fn run(args: &PlanArgs) -> anyhow::Result<Status> {
    let paths = files::practices(&args.files)?;
    let run = Run::open(
        &args.input,
        paths.iter().map(PathBuf::as_path),
        &[args.output.to.as_deref()],
    )?;
    let wish = wish(args)?;
    let today = clock::today(args.day.today.as_deref())?;
    let mut status = Status::Ran;
    let mut plans: Vec<Planned> = Vec::new();
    for path in &paths {
        let planned = run.read(path).and_then(|document| {
            let (book, settings) = (run.book, &run.settings);
            let trial = trial::run(book, &document, settings).map_err(Unread::Invalid)?;
            let set = set_of(args.specialty.as_deref(), &trial).map_err(Unread::Invalid)?;
            Ok(Planned {
                name: files::display_name(path),
                practice: trial.scorecard.practice.name.clone(),
                plan: plan::plan(
                    book,
                    &document,
                    settings,
                    &trial,
                    Wish {
                        specialty: set.as_deref(),
                        ..wish
                    },
                ),
                next: calendar::next(&trial.rules, today, &DATES),
            })
        });
        match planned {
            Ok(plan) => plans.push(plan),
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
            &printed(args.output.format, several, plans),
            args.output.to.as_deref(),
        )?;
    }
    Ok(status)
}

/// The key of a specialty's set in the year of a practice.
fn set_of(name: Option<&str>, trial: &Trial) -> Result<Option<String>, Problems> {
    let Some((name, inventory)) = name.zip(trial.rules.inventory()) else {
        return Ok(None);
    };
    Ok(Some(specialty(inventory, name)?.key))
}

fn wish(args: &PlanArgs) -> anyhow::Result<Wish<'static>> {
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
        specialty: None,
    })
}

fn printed(format: PlanFormat, several: bool, plans: Vec<Planned>) -> String {
    let mut trees = plans.iter().map(Planned::tree);
    match format {
        PlanFormat::Text => {
            let texts: Vec<String> = plans.iter().map(|it| output::in_brief(it.text())).collect();
            texts.join("\n")
        }
        PlanFormat::Html => {
            let plans: Vec<Shown> = plans.into_iter().map(Planned::shown).collect();
            plan::page::plans(&plans)
        }
        PlanFormat::Ndjson => trees.map(|tree| tree.compact() + "\n").collect(),
        PlanFormat::Json if several => Tree::List(trees.collect()).pretty() + "\n",
        PlanFormat::Json => trees
            .next()
            .map(|tree| tree.pretty() + "\n")
            .unwrap_or_default(),
    }
}
