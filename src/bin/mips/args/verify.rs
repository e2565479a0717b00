//! `mips verify`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Input, Output};

/// Regression fixtures.
#[derive(Args)]
pub struct VerifyArgs {
    /// Fixtures (practice files with an `[expect]` table), or folders of them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Rewrite the figures of `[expect]` that differ in the fixtures themselves; all else in them stays
    #[arg(long, conflicts_with_all = ["settings", "year"])]
    pub update: bool,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub output: Output<VerifyFormat>,
}

/// The forms of the result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum VerifyFormat {
    /// One line a fixture, and every difference
    #[default]
    Text,
    /// For programs
    Json,
    /// For programs, one object a fixture and line
    Ndjson,
    /// Annotations of a GitHub workflow
    Github,
    /// For continuous integration
    Junit,
}
