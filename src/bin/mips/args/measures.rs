//! `mips measures`

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Format;

/// `mips measures`
#[derive(Args)]
#[command(
    after_help = "Examples:\n  mips measures search blood pressure\n  mips measures show 236 --collection-type ecqm --numerator 131 --denominator 184"
)]
pub struct MeasuresArgs {
    /// What to look up.
    #[command(subcommand)]
    pub command: MeasuresCommand,
}

/// The subcommands of `mips measures`.
#[derive(Subcommand)]
pub enum MeasuresCommand {
    /// Find measures, activities and MVPs by words
    #[command(
        after_help = "Example:\n  mips measures search diabetes outcome --collection-type ecqm"
    )]
    Search(SearchArgs),
    /// Show one: benchmarks, median, cap, most points, pathways, what changed
    #[command(
        after_help = "Examples:\n  mips measures show 001 --year 2025\n  mips measures show IA_EPA_2\n  mips measures show M0005 --format json"
    )]
    Show(ShowArgs),
}

/// `mips measures search`
#[derive(Args)]
pub struct SearchArgs {
    /// Words that must all occur
    #[arg(required = true)]
    pub words: Vec<String>,
    #[command(flatten)]
    pub common: Common,
}

/// `mips measures show`
#[derive(Args)]
pub struct ShowArgs {
    /// CMS's id of a measure, an activity or an MVP
    pub id: String,
    /// Performance met, to say what the next point costs
    #[arg(long, value_name = "N", requires = "denominator")]
    pub numerator: Option<String>,
    /// Performance met and not met
    #[arg(long, value_name = "N", requires = "numerator")]
    pub denominator: Option<String>,
    #[command(flatten)]
    pub common: Common,
}

/// Which year and type, and where the result goes.
#[derive(Args)]
pub struct Common {
    /// Performance year; without it the newest with benchmarks
    #[arg(long, value_name = "YEAR")]
    pub year: Option<u16>,
    /// One collection type alone
    #[arg(
        long,
        value_name = "TYPE",
        help = "One collection type alone: claims, ecqm, cqm, qcdr, medicare_cqm, web_interface, cahps, admin_claims"
    )]
    pub collection_type: Option<String>,
    /// Use the rule tables of this folder in place of the built-in ones
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    /// Form of the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Write to this file, whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}
