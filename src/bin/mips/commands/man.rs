//! `mips man`

use std::fs;

use anyhow::{Context, anyhow};
use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::{
    args::{Args, help::ManArgs},
    output::Status,
    sink,
};

/// Prints a man page, or writes all of them.
///
/// # Errors
///
/// A subcommand that is none, or a page that cannot be written.
pub fn run(args: &ManArgs) -> anyhow::Result<Status> {
    let mut program = Args::command();
    program.build();
    if let Some(directory) = &args.output_dir {
        fs::create_dir_all(directory)
            .with_context(|| format!("{}: cannot be created", directory.display()))?;
        for (name, text) in pages(&program)? {
            sink::write(&text, Some(&directory.join(format!("{name}.1"))))?;
        }
        return Ok(Status::Ran);
    }
    let mut command = &program;
    for name in &args.subcommand {
        command = command.find_subcommand(name).ok_or_else(|| {
            let known: Vec<&str> = visible(command).map(Command::get_name).collect();
            anyhow!(
                "`{name}` is not a subcommand; the subcommands are {}",
                known.join(", ")
            )
        })?;
    }
    sink::write(&page(command)?, None)?;
    Ok(Status::Ran)
}

/// Every page with its name: `mips`, `mips-score`, `mips-rules-diff`, ...
fn pages(command: &Command) -> anyhow::Result<Vec<(String, String)>> {
    let mut found = vec![(file_name(command), page(command)?)];
    for subcommand in visible(command) {
        found.extend(pages(subcommand)?);
    }
    Ok(found)
}

fn visible(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|sub| !sub.is_hide_set())
}

fn file_name(command: &Command) -> String {
    command
        .get_display_name()
        .unwrap_or_else(|| command.get_name())
        .replace(' ', "-")
}

fn page(command: &Command) -> anyhow::Result<String> {
    let mut text = Vec::new();
    Man::new(command.clone())
        .title(file_name(command).to_uppercase())
        .render(&mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
