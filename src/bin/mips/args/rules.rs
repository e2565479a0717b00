//! `mips rules`

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Format, Output};

/// `mips rules`
#[derive(Args)]
#[command(
    after_help = "Examples:\n  mips rules list\n  mips rules diff 2025 2026\n  mips rules show 2026 > 2026.toml"
)]
pub struct RulesArgs {
    /// What to do with the rules.
    #[command(subcommand)]
    pub command: RulesCommand,
}

/// The subcommands of `mips rules`.
#[derive(Subcommand)]
pub enum RulesCommand {
    /// List the performance years with their thresholds, weights and scaling factors
    #[command(after_help = "Example:\n  mips rules list --format csv")]
    List(ListArgs),
    /// Print a table of a year
    #[command(after_help = "Example:\n  mips rules show 2026 --table benchmarks --format json")]
    Show(ShowArgs),
    /// Say what changes from one year to another, with both values and both sources
    #[command(
        after_help = "Examples:\n  mips rules diff 2025 2026\n  mips rules diff 2026 --rules my-rules"
    )]
    Diff(DiffArgs),
    /// Check tables of your own as they are checked when they are used
    #[command(
        after_help = "Example:\n  mips rules check my-rules     with my-rules/2026/rules.toml in it"
    )]
    Check(CheckArgs),
    /// Make measures.toml and benchmarks.toml of a year from the files that CMS publishes
    #[command(
        after_help = "Example:\n  mips rules import --year 2027 --measures measures-data.json --benchmarks 2027.json \\\n    --output my-rules\n  mips score practice.toml --rules my-rules"
    )]
    Import(ImportArgs),
}

/// `mips rules list`
#[derive(Args)]
pub struct ListArgs {
    /// Format of the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    #[command(flatten)]
    pub place: Place,
}

/// `mips rules show`
#[derive(Args)]
pub struct ShowArgs {
    /// Performance year
    pub year: u16,
    /// Which table
    #[arg(long, value_enum, default_value_t = Table::Rules)]
    pub table: Table,
    /// Format of the result
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
    #[command(flatten)]
    pub place: Place,
}

/// `mips rules diff`
#[derive(Args)]
pub struct DiffArgs {
    /// Performance year before
    pub before: u16,
    /// Performance year after; without it the built-in year is compared with that of --rules
    #[arg(required_unless_present = "rules")]
    pub after: Option<u16>,
    /// Also what changes only in sources and notes
    #[arg(long)]
    pub all: bool,
    /// Format of the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    #[command(flatten)]
    pub place: Place,
}

/// `mips rules check`
#[derive(Args)]
pub struct CheckArgs {
    /// Folder with YEAR/rules.toml, YEAR/benchmarks.toml or YEAR/measures.toml
    pub directory: PathBuf,
    #[command(flatten)]
    pub output: Output<TableFormat>,
}

/// `mips rules import`
#[derive(Args)]
pub struct ImportArgs {
    /// Performance year
    #[arg(long, value_name = "YEAR")]
    pub year: u16,
    /// CMS's measures-data.json
    #[arg(long, value_name = "FILE")]
    pub measures: PathBuf,
    /// CMS's benchmarks of the year
    #[arg(long, value_name = "FILE")]
    pub benchmarks: Option<PathBuf>,
    /// CMS's mvp-enriched.json or mvp.json
    #[arg(long, value_name = "FILE")]
    pub mvps: Option<PathBuf>,
    /// CMS's clinical-clusters.json
    #[arg(long, value_name = "FILE")]
    pub clusters: Option<PathBuf>,
    /// CMS's benchmark-exclusion-reasons.json
    #[arg(long, value_name = "FILE")]
    pub exclusions: Option<PathBuf>,
    /// Where the files come from, release and date; both tables repeat it
    #[arg(long, value_name = "TEXT", default_value = "CMS, qpp-measures-data")]
    pub cite: String,
    /// Facts that CMS's files do not state, instead of the built-in ones
    #[arg(long, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// Folder to write YEAR/measures.toml and YEAR/benchmarks.toml into
    #[arg(long, short, value_name = "DIR")]
    pub output: PathBuf,
}

/// Which rules, and where the result goes.
#[derive(Args)]
pub struct Place {
    /// Use the rule tables of this folder instead of the built-in ones
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    /// Write to this file, whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The tables of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// Weights, thresholds, bonuses, the adjustment
    Rules,
    /// Benchmarks by collection type and measure
    Benchmarks,
    /// What can be reported
    Measures,
}

/// The forms of a result that is not a list of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For reading; a table as it is kept, TOML
    #[default]
    Text,
    /// For programs
    Json,
}
