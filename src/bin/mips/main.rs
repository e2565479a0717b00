//! The `mips` program: parse, run, print, exit status.

mod args;
mod clock;
mod commands;
mod files;
mod output;
mod run;
mod sink;

use std::{
    panic::{AssertUnwindSafe, catch_unwind, set_hook},
    process::ExitCode,
};

use clap::error::ErrorKind;

fn main() -> ExitCode {
    let args = match args::Args::typed() {
        Ok(args) => args,
        // What the data is of is looked up when it is asked for: it would cost every start.
        Err(asked) if asked.kind() == ErrorKind::DisplayVersion => return version(),
        Err(error) => error.exit(),
    };
    output::set(args.everywhere.color, args.everywhere.quiet);
    // What should never happen is told once in a line, and ends as any other failure; in a row of a file it ends that row.
    set_hook(Box::new(|what| {
        output::tell_always(&format!("internal error, please report: {what}"));
    }));
    let Ok(done) = catch_unwind(AssertUnwindSafe(|| commands::run(&args))) else {
        return output::Status::Invalid.into();
    };
    match done {
        Ok(status) => status.into(),
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&error);
            output::Status::Invalid.into()
        }
    }
}

/// Prints the version, how sure the newest year's rules are, and which release of CMS's measure data is built in.
fn version() -> ExitCode {
    match sink::write(&commands::version(), None) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&error);
            output::Status::Invalid.into()
        }
    }
}
