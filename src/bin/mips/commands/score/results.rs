//! Results of files, each written as soon as it is there, so that many files take no more memory than one.

use std::io::{self, ErrorKind, Write};

use anyhow::Context;
use mips::{
    plan::{self, Cost},
    report::{self, html, markdown, markup::Markup, table, text, tree::Tree},
    trial::Trial,
    verify::expect,
};

use crate::{
    args::{ResultFormat, ScoreArgs},
    output,
    sink::Sink,
};

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
    /// Whether there is more than one file.
    several: bool,
    /// Where it goes; nothing is made before there is a result.
    sink: Option<Sink>,
    /// Results that were written.
    written: usize,
    /// Whether nobody reads on: that changes nothing of what the program finds, nor its exit status.
    is_closed: bool,
    /// What can only be written when all of it is there: pages,
    pages: Vec<Scored>,
    /// and tables whose columns stand by what is in them.
    rows: Vec<Vec<String>>,
}

impl<'a> Results<'a> {
    pub fn new(args: &'a ScoreArgs, several: bool) -> Self {
        Self {
            args,
            several,
            sink: None,
            written: 0,
            is_closed: false,
            pages: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Takes a result, and writes it where its form lets it go.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn take(&mut self, scored: Scored) -> anyhow::Result<()> {
        let Self { args, several, .. } = *self;
        let is_first = self.written == 0;
        self.written += 1;
        let text = match args.output.format {
            _ if args.expect => expect::table(&scored.trial),
            ResultFormat::Text => {
                let between = if is_first || args.output.quiet {
                    ""
                } else {
                    "\n"
                };
                format!("{between}{}", as_text(args, several, &scored))
            }
            ResultFormat::Json if several => {
                let before = if is_first { "[\n  " } else { ",\n  " };
                format!("{before}{}", as_tree(args, &scored).pretty_at(1))
            }
            ResultFormat::Json => as_tree(args, &scored).pretty() + "\n",
            ResultFormat::Ndjson => as_tree(args, &scored).compact() + "\n",
            ResultFormat::Csv => {
                let text = table::csv(&head(), &[cells(&scored)]);
                match text.split_once('\n') {
                    Some((_, row)) if !is_first => row.to_owned(),
                    _ => text,
                }
            }
            ResultFormat::Markdown if several => {
                self.rows.push(cells(&scored));
                return Ok(());
            }
            ResultFormat::Markdown => markdown::page(&scored.trial),
            ResultFormat::Html => {
                self.pages.push(scored);
                return Ok(());
            }
        };
        self.write(&text)
    }

    /// Writes what is left. Without any result nothing is written.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn end(mut self) -> anyhow::Result<()> {
        if self.written == 0 {
            return Ok(());
        }
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
        let sink = match &mut self.sink {
            Some(sink) => sink,
            none => none.insert(Sink::create(self.args.output.file.as_deref())?),
        };
        let written = is_closed(sink.write_all(text.as_bytes()));
        self.is_closed = written.with_context(|| sink.name())?;
        Ok(())
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
fn as_tree(args: &ScoreArgs, scored: &Scored) -> Tree {
    match report::result(&scored.trial, args.explain) {
        Tree::Object(mut members) => {
            members.insert(0, ("file", scored.name.as_str().into()));
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
