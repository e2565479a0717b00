//! `mips init`

use std::path::PathBuf;

use clap::Args;

/// `mips init`
#[derive(Args)]
#[command(
    after_help = "Examples:\n  mips init -o practice.toml\n  mips init --specialty dermatology --small -o practice.toml\n  mips init --year 2025 --mvp M0005 -o practice.toml"
)]
pub struct InitArgs {
    /// Performance year; without it the newest whose rules are final
    #[arg(long, value_name = "YEAR")]
    pub year: Option<u16>,
    /// Reporting pathway
    #[arg(
        long,
        help = "Reporting pathway: traditional, mvp, app, app_plus, apm_scoring_standard",
        value_name = "PATHWAY",
        default_value = "traditional",
        default_value_if("mvp", clap::builder::ArgPredicate::IsPresent, "mvp")
    )]
    pub pathway: String,
    /// A small practice
    #[arg(long)]
    pub small: bool,
    /// List measures and activities to choose from
    #[arg(long)]
    pub measures: bool,
    /// The tables of eligibility, the Advanced APM track and the cost of taking part as well, all as remarks
    #[arg(long)]
    pub eligibility: bool,
    /// List the measures of a specialty, by CMS's name of its set or an everyday one
    #[arg(long, value_name = "NAME")]
    pub specialty: Option<String>,
    /// Report through this MIPS Value Pathway, and list its measures and activities
    #[arg(long, value_name = "ID")]
    pub mvp: Option<String>,
    /// Use the rule tables of this folder instead of the built-in ones
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    /// Write to this file, whole or not at all; a file that is there is kept unless --force
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
}
