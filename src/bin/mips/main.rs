//! The `mips` program: parse, run, print, exit status.

mod args;
mod clock;
mod commands;
mod files;
mod output;
mod sink;

use std::{
    panic::{AssertUnwindSafe, catch_unwind, set_hook},
    process::ExitCode,
};

use clap::Parser;

fn main() -> ExitCode {
    let args = args::Args::parse();
    // What should never happen is told once in a line, and ends as any other failure; in a row of a file it ends that row.
    set_hook(Box::new(|what| {
        output::tell(&format!("internal error, please report: {what}"));
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
