//! `mips plan`

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use super::{Input, Output, participation::Day};

/// `mips plan`
#[derive(ClapArgs)]
#[command(
    after_help = "Examples:\n  mips plan practice.toml                 the least that reaches the threshold\n  mips plan practice.toml --target 85\n  mips plan practice.toml --target maximum --rate 90"
)]
pub struct PlanArgs {
    /// Practice files, or folders of them; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub day: Day,
    /// The final score to reach: `threshold`, `maximum`, or a score
    #[arg(long, value_name = "SCORE", default_value = "threshold")]
    pub target: String,
    /// The rate of measures that are not reported yet, in percent; without it their benchmark's median
    #[arg(long, value_name = "PERCENT")]
    pub rate: Option<String>,
    /// The specialty whose measures are offered, by CMS's name of its set or an everyday one
    #[arg(long, value_name = "NAME")]
    pub specialty: Option<String>,
    #[command(flatten)]
    pub output: Output<PlanFormat>,
}

/// The forms of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum PlanFormat {
    /// For reading
    #[default]
    Text,
    /// For programs
    Json,
    /// For programs, one object a line
    Ndjson,
    /// A page to show and to hand over
    Html,
}
