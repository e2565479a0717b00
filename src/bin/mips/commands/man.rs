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
/// An unknown subcommand, or a page that cannot be written.
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
    let versioned = command.clone().version(env!("CARGO_PKG_VERSION"));
    let man = Man::new(versioned).title(file_name(command).to_uppercase());
    man.render_title(&mut text)?;
    man.render_name_section(&mut text)?;
    man.render_synopsis_section(&mut text)?;
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    if visible(command).next().is_some() {
        man.render_subcommands_section(&mut text)?;
    }
    let mut text = String::from_utf8_lossy(&text).into_owned();
    if let Some(more) = command.get_after_help() {
        text.push_str(&sections(&more.to_string()));
    }
    text.push_str(&format!(
        ".SH VERSION\nmips {}\n",
        escaped(env!("CARGO_PKG_VERSION"))
    ));
    Ok(text)
}

/// What comes below the options in the help, each paragraph under the heading of what it is.
fn sections(help: &str) -> String {
    let mut text = String::new();
    let mut last = "";
    for paragraph in help.split("\n\n") {
        let (heading, body) = match paragraph.split_once(':') {
            Some(("Example" | "Examples", body)) => ("EXAMPLES", body),
            Some(("Exit status", body)) => ("EXIT STATUS", body),
            _ => ("NOTES", paragraph),
        };
        if heading == last {
            text.push_str(".PP\n");
        } else {
            text.push_str(&format!(".SH {}\n", heading.replace(' ', "\\ ")));
        }
        last = heading;
        let is_listing = heading == "EXAMPLES" || body.contains("\n  ");
        if is_listing {
            text.push_str(".nf\n");
        }
        for line in body.trim_start_matches('\n').trim_end().lines() {
            text.push_str(&format!("{}\n", escaped(line.trim_end())));
        }
        if is_listing {
            text.push_str(".fi\n");
        }
    }
    text
}

/// A line as roff takes it.
fn escaped(line: &str) -> String {
    let line = line
        .trim_start_matches(' ')
        .replace('\\', "\\e")
        .replace('-', "\\-");
    if line.starts_with(['.', '\'']) {
        format!("\\&{line}")
    } else {
        line
    }
}
