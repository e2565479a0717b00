//! The `mips` program: parse, run, print, exit status.

mod args;
mod clock;
mod commands;
mod files;
mod output;
mod sink;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = args::Args::parse();
    match commands::run(&args) {
        Ok(status) => status.into(),
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&error);
            output::Status::Invalid.into()
        }
    }
}
