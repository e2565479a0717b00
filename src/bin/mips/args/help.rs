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
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// `mips man`
#[derive(Args)]
#[command(after_help = "Examples:\n  mips man | man -l -\n  mips man --output-dir man1")]
pub struct ManArgs {
    /// The subcommand whose page is printed, for example score, or rules diff; the program's own when left out
    #[arg(value_name = "SUBCOMMAND", conflicts_with = "output_dir")]
    pub subcommand: Vec<String>,
    /// Write every page into this folder
    #[arg(long, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
}

/// `mips explain`
#[derive(Args)]
#[command(after_help = "Example:\n  mips explain E0104")]
pub struct ExplainArgs {
    /// The code of an error or warning; all of them when left out
    pub code: Option<String>,
}
