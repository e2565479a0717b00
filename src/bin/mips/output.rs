//! Exit status, messages, color.

use std::{env, io::IsTerminal, io::Write, process::ExitCode};

use mips::{Problem, Problems, Scorecard, escape, report::layout::WIDTH, score::adjustment::Class};

use crate::args::Color;

/// The widest line that is easy to read.
const WIDEST: usize = 120;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It ran.
    Ran,
    /// A gate that was asked for failed.
    GateFailed,
    /// Usage, or unreadable or invalid input.
    Invalid,
    /// A signal ended it; the number is the shell's for an interrupt.
    Interrupted = 130,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Whether the reader of our output went away, which is no error.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Prints a message to standard error. When that is closed there is nobody left to tell.
pub fn tell(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", escape::terminal(message));
}

/// Prints what stopped the program.
pub fn complain(error: &anyhow::Error) {
    match error.downcast_ref::<Problems>() {
        Some(problems) => tell(&problems.to_string()),
        None => tell(&format!("error: {error:#}")),
    }
}

/// Prints problems, each on its own.
pub fn tell_all<'p>(problems: impl IntoIterator<Item = &'p Problem>) {
    for problem in problems {
        tell(&problem.to_string());
    }
}

/// Whether to color what goes to standard output: `NO_COLOR` beats `CLICOLOR_FORCE`, and what is typed beats both.
pub fn use_color(choice: Color, to_file: bool) -> bool {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    match choice {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if is_set("NO_COLOR") => false,
        Color::Auto
            if is_set("CLICOLOR_FORCE")
                && env::var_os("CLICOLOR_FORCE").is_some_and(|it| it != "0") =>
        {
            true
        }
        Color::Auto => !to_file && std::io::stdout().is_terminal(),
    }
}

/// The columns that a text may take: those of the terminal, or those that every text keeps to.
pub fn width(to_file: bool) -> usize {
    if to_file || !std::io::stdout().is_terminal() {
        return WIDTH;
    }
    terminal_size::terminal_size_of(std::io::stdout())
        .map_or(WIDTH, |(terminal_size::Width(columns), _)| {
            usize::from(columns)
        })
        .clamp(WIDTH, WIDEST)
}

/// The report with its first line, the verdict, in the color of its class.
pub fn colored(report: &str, card: &Scorecard) -> String {
    let color = match card.payment_adjustment.class {
        Some(Class::MaximumPenalty | Class::Penalty) => "31",
        Some(Class::Positive | Class::Exceptional) => "32",
        Some(Class::Neutral) | None => "33",
    };
    match report.split_once('\n') {
        Some((verdict, rest)) => format!("\u{1b}[1;{color}m{verdict}\u{1b}[0m\n{rest}"),
        None => format!("\u{1b}[1;{color}m{report}\u{1b}[0m"),
    }
}
