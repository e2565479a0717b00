//! `mips compare`

use std::path::PathBuf;

use clap::Args;

use super::{Input, Output};

/// `mips compare`
#[derive(Args)]
#[command(after_help = "Examples:\n  mips compare practice.toml other.toml\n  \
                  mips compare practice.toml --scenario \"hardship: promoting_interoperability.reweighted=hardship\" \
                  --scenario \"cost at 40: cost.percent=40\"\n  \
                  mips compare practice.toml --years 2025,2026\n\n\
                  A scenario file holds `name = \"...\"` and a table [settings] of dotted paths.")]
pub struct CompareArgs {
    /// Practice files, and scenario files that vary the first of them; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// A scenario of the first practice, `NAME: PATH=VALUE, PATH=VALUE`, or a scenario file; repeatable
    #[arg(long = "scenario", value_name = "SCENARIO")]
    pub scenarios: Vec<String>,
    /// The same practice under the rules of several performance years
    #[arg(long, value_name = "YEAR", value_delimiter = ',')]
    pub years: Vec<u16>,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub output: Output,
}
