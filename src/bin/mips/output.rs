//! Exit status, messages, color.

use std::{env, io::IsTerminal, io::Write, process::ExitCode, sync::OnceLock};

use mips::{Problem, Problems, Scorecard, escape, report::layout::WIDTH, score::adjustment::Class};

use crate::args::Color;

/// The colors of errors and warnings, as terminals number them.
const RED: &str = "31";
const YELLOW: &str = "33";

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

/// Prints a remark to standard error, unless quiet was asked for.
pub fn tell(message: &str) {
    if !is_quiet() {
        tell_always(message);
    }
}

/// Prints a message to standard error. When that is closed there is nobody left to tell.
pub fn tell_always(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", escape::terminal(message));
}

/// Prints what stopped the program.
pub fn complain(error: &anyhow::Error) {
    match error.downcast_ref::<Problems>() {
        Some(problems) => tell_all(&problems.0),
        None => tell_colored("error:", RED, &format!("error: {}", in_words(error))),
    }
}

/// Prints problems, each on its own.
pub fn tell_all<'p>(problems: impl IntoIterator<Item = &'p Problem>) {
    for problem in problems {
        let (kind, color) = if problem.is_error() {
            ("error", RED)
        } else {
            ("warning", YELLOW)
        };
        let label = format!("{kind}[{}]:", problem.code.as_str());
        tell_colored(&label, color, &problem.to_string());
    }
}

/// Prints a message with its first `label` in color, where errors are colored.
fn tell_colored(label: &str, color: &str, message: &str) {
    let message = escape::terminal(message);
    let painted = if ERRORS_IN_COLOR.get() == Some(&true) {
        message.replacen(label, &format!("\u{1b}[1;{color}m{label}\u{1b}[0m"), 1)
    } else {
        message.to_string()
    };
    let _ = writeln!(std::io::stderr().lock(), "{painted}");
}

/// What went wrong, from the outside in: nothing is said twice, and the system's error numbers are left out.
fn in_words(error: &anyhow::Error) -> String {
    let mut said = String::new();
    for cause in error.chain() {
        let text = cause.to_string();
        let text = text.split(" (os error ").next().unwrap_or_default();
        if said.contains(text) {
            continue;
        }
        if !said.is_empty() {
            said.push_str(": ");
        }
        said.push_str(text);
    }
    said
}

/// Whether messages on standard error are colored, once that is known.
static ERRORS_IN_COLOR: OnceLock<bool> = OnceLock::new();

/// What was typed of color and quiet, once that is known.
static TYPED: OnceLock<(Color, bool)> = OnceLock::new();

/// Takes what was typed for all that is printed.
pub fn set(color: Color, quiet: bool) {
    let _ = TYPED.set((color, quiet));
    let _ = ERRORS_IN_COLOR.set(is_colored(color, std::io::stderr().is_terminal()));
}

/// Whether only the verdict of a text is printed, and no remark.
pub fn is_quiet() -> bool {
    TYPED.get().is_some_and(|(_, quiet)| *quiet)
}

/// A text, or of it the paragraph with the verdict, the first, where quiet was asked for.
pub fn in_brief(text: String) -> String {
    if !is_quiet() {
        return text;
    }
    match text.split_once("\n\n") {
        Some((verdict, _)) => format!("{verdict}\n"),
        None => text,
    }
}

/// Whether to color what goes to standard output: `NO_COLOR` beats `CLICOLOR_FORCE`, and what is typed beats both.
pub fn use_color(to_file: bool) -> bool {
    let choice = TYPED.get().map_or(Color::Auto, |(color, _)| *color);
    is_colored(choice, !to_file && std::io::stdout().is_terminal())
}

fn is_colored(choice: Color, to_terminal: bool) -> bool {
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
        Color::Auto => to_terminal,
    }
}

/// The columns that a text may take: those that `COLUMNS` or the terminal gives, within what is easy to read; for a file
/// those that every text keeps to.
pub fn width(to_file: bool) -> usize {
    if to_file {
        return WIDTH;
    }
    let given = env::var("COLUMNS").ok().and_then(|it| it.parse().ok());
    let of_terminal = || {
        let size = terminal_size::terminal_size_of(std::io::stdout());
        size.map(|(terminal_size::Width(columns), _)| usize::from(columns))
    };
    given
        .or_else(of_terminal)
        .unwrap_or(WIDTH)
        .clamp(WIDTH, WIDEST)
}

/// The report with its first line, the verdict, in the color of its class.
pub fn colored(report: &str, card: &Scorecard) -> String {
    let color = match card.payment_adjustment.class {
        Some(Class::MaximumPenalty | Class::Penalty) => RED,
        Some(Class::Positive | Class::Exceptional) => "32",
        _ => YELLOW,
    };
    match report.split_once('\n') {
        Some((verdict, rest)) => format!("\u{1b}[1;{color}m{verdict}\u{1b}[0m\n{rest}"),
        None => format!("\u{1b}[1;{color}m{report}\u{1b}[0m"),
    }
}
