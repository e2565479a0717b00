//! What helps in using the program: completions, man pages, error codes.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

/// `mips completions`
#[derive(Args)]
#[command(
    after_help = "Examples:\n  mips completions bash > ~/.local/share/bash-completion/completions/mips\n  mips completions zsh > ~/.zfunc/_mips"
)]
pub struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// `mips man`
#[derive(Args)]
#[command(after_help = "Examples:\n  mips man | man -l -\n  mips man --output-dir man1")]
pub struct ManArgs {
    /// Print this command's page, for example score, or rules diff; without it the program's own
    #[arg(value_name = "SUBCOMMAND", conflicts_with = "output_dir")]
    pub subcommand: Vec<String>,
    /// Write every page into this folder
    #[arg(long, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
}

/// `mips help`
#[derive(Args)]
#[command(after_help = "Examples:\n  mips help score\n  mips help rules diff")]
pub struct HelpArgs {
    /// The command, for example score, or rules diff; the program's own help when left out
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
}

/// `mips explain`
#[derive(Args)]
#[command(after_help = "Example:\n  mips explain E0104")]
pub struct ExplainArgs {
    /// Code of an error or warning; without it, all codes
    pub code: Option<String>,
}
