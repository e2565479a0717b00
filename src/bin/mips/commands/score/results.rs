//! Results of files, each written as soon as it is there, so that many files take no more memory than one.

use std::io::{self, ErrorKind, Write};

use anyhow::Context;
use mips::{
    Problem,
    plan::{self, Cost},
    report::{self, SCHEMA_VERSION, html, markdown, markup::Markup, table, text, tool, tree::Tree},
    trial::Trial,
    verify::expect,
};

use crate::{
    args::{ResultFormat, ScoreArgs},
    output,
    sink::Sink,
};

/// What became of a file.
pub enum Outcome {
    Scored(Box<Scored>),
    /// Its name, and what is wrong with it.
    Refused(String, Vec<Problem>),
}

/// One file's score.
pub struct Scored {
    /// What messages call the file.
    pub name: String,
    pub trial: Trial,
    /// What cost points, where it is told.
    pub costs: Vec<Cost>,
    /// The least that reaches the threshold, as a section of a page.
    pub least: Option<(String, Markup)>,
}

/// What was scored, on its way out.
pub struct Results<'a> {
    args: &'a ScoreArgs,
    /// Whether there is more than one result.
    several: bool,
    /// Whether some file could be scored: otherwise nothing is written, and no file made.
    any_scored: bool,
    /// What waits for that.
    held: String,
    /// Whether something was written or is held.
    any: bool,
    sink: Option<Sink>,
    /// Whether nobody reads on: that changes nothing of what the program finds, nor its exit status.
    is_closed: bool,
    /// What can only be written when all of it is there: pages,
    pages: Vec<Scored>,
    /// and tables whose columns are by what is in them.
    rows: Vec<Vec<String>>,
}

impl<'a> Results<'a> {
    pub fn new(args: &'a ScoreArgs, several: bool) -> Self {
        Self {
            args,
            several,
            any_scored: false,
            held: String::new(),
            any: false,
            sink: None,
            is_closed: false,
            pages: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Takes what became of a file, and writes it where its form lets it go.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn take(&mut self, outcomes: Vec<Outcome>) -> anyhow::Result<()> {
        self.several |= outcomes.len() > 1;
        for outcome in outcomes {
            self.any_scored |= outcome.scored().is_some();
            if let Some(text) = self.printed(outcome) {
                self.any = true;
                self.write(&text)?;
            }
        }
        Ok(())
    }

    /// What can be written of an outcome at once.
    fn printed(&mut self, outcome: Outcome) -> Option<String> {
        let Self { args, several, .. } = *self;
        let is_first = !self.any;
        // A result of a file that cannot be scored says so, where it is one of several.
        match args.output.format {
            ResultFormat::Json if several && !args.expect => {
                let before = if is_first { "[\n  " } else { ",\n  " };
                return Some(format!("{before}{}", outcome.tree(args).pretty_at(1)));
            }
            ResultFormat::Json if !args.expect => return Some(outcome.tree(args).pretty() + "\n"),
            ResultFormat::Ndjson => return Some(outcome.tree(args).compact() + "\n"),
            _ => {}
        }
        let Outcome::Scored(scored) = outcome else {
            return None;
        };
        match args.output.format {
            _ if args.expect => Some(expect::table(&scored.trial)),
            ResultFormat::Html => {
                self.pages.push(*scored);
                None
            }
            ResultFormat::Markdown if several => {
                self.rows.push(cells(&scored));
                None
            }
            ResultFormat::Markdown => Some(markdown::page(&scored.trial)),
            ResultFormat::Csv => {
                let text = table::csv(&head(), &[cells(&scored)]);
                match text.split_once('\n') {
                    Some((_, row)) if !is_first => Some(row.to_owned()),
                    _ => Some(text),
                }
            }
            ResultFormat::Text | ResultFormat::Json | ResultFormat::Ndjson => {
                let is_next = !is_first && !output::is_quiet();
                let between = if is_next { "\n" } else { "" };
                Some(format!("{between}{}", as_text(args, several, &scored)))
            }
        }
    }

    /// Writes what is left.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn end(mut self) -> anyhow::Result<()> {
        let rest = match self.args.output.format {
            ResultFormat::Json if self.several && !self.args.expect => "\n]\n".to_owned(),
            ResultFormat::Html => page(self.args, &self.pages),
            ResultFormat::Markdown if self.several => table::markdown(&head(), &self.rows),
            _ => String::new(),
        };
        self.write(&rest)?;
        let Some(mut sink) = self.sink.filter(|_| !self.is_closed) else {
            return Ok(());
        };
        if is_closed(sink.flush()).with_context(|| sink.name())? {
            return Ok(());
        }
        sink.sync()?;
        sink.commit()
    }

    fn write(&mut self, text: &str) -> anyhow::Result<()> {
        if self.is_closed {
            return Ok(());
        }
        if !self.any_scored {
            self.held.push_str(text);
            return Ok(());
        }
        let sink = match &mut self.sink {
            Some(sink) => sink,
            none => none.insert(Sink::create(self.args.output.to.as_deref())?),
        };
        let held = std::mem::take(&mut self.held);
        let written = sink
            .write_all(held.as_bytes())
            .and_then(|()| sink.write_all(text.as_bytes()));
        self.is_closed = is_closed(written).with_context(|| sink.name())?;
        Ok(())
    }
}

impl Outcome {
    pub fn scored(&self) -> Option<&Scored> {
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

/// Whether what was written to has been closed by its reader.
fn is_closed(written: io::Result<()>) -> io::Result<bool> {
    match written {
        Ok(()) => Ok(false),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(true),
        Err(error) => Err(error),
    }
}

fn head() -> Vec<&'static str> {
    let columns = table::COLUMNS.iter().map(|(name, _)| *name);
    std::iter::once("file").chain(columns).collect()
}

fn cells(scored: &Scored) -> Vec<String> {
    let mut row = vec![scored.name.clone()];
    row.extend(table::cells(&scored.trial.rules, &scored.trial.scorecard));
    row
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

fn page(args: &ScoreArgs, all: &[Scored]) -> String {
    let subjects: Vec<html::Subject<'_>> = all
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

fn as_text(args: &ScoreArgs, several: bool, scored: &Scored) -> String {
    let Scored {
        name, trial, costs, ..
    } = scored;
    let report = if output::is_quiet() {
        text::verdict(&trial.scorecard) + "\n"
    } else {
        text::report(
            trial,
            &plan::printing::section(costs),
            args.explain,
            output::width(args.output.to.is_some()),
        )
    };
    let report = if output::use_color(args.output.to.is_some()) {
        output::colored(&report, &trial.scorecard)
    } else {
        report
    };
    match (several, output::is_quiet()) {
        (false, _) => report,
        (true, true) => format!("{name}: {report}"),
        (true, false) => format!("{name}\n{report}"),
    }
}
