//! `mips population`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Input, Output, batch::RowFormat};

/// `mips population`
#[derive(Args)]
#[command(
    after_help = "The file has a row for each clinician or group, as `mips batch` reads it, with practice.part_b_paid. With a column \
                  final_score the scores are taken from it; otherwise each row is scored.\n\n\
                  Exit status: 0 every row counted; 1 some row did not, and the first ten are named; 2 nothing could be done."
)]
pub struct PopulationArgs {
    /// CSV or NDJSON file; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Practice file with what all rows share
    #[arg(long, value_name = "FILE")]
    pub base: Option<PathBuf>,
    /// Skip columns whose headings are not keys
    #[arg(long)]
    pub ignore_unknown: bool,
    /// What foreign headings stand for: a map file, qpp-experience or care-compare
    #[arg(long, value_name = "MAP")]
    pub map: Option<PathBuf>,
    /// Form of the file; when it is not given, by its name, or NDJSON if the first byte is `{`
    #[arg(long, value_enum, value_name = "FORM")]
    pub input_format: Option<RowFormat>,
    /// How many threads work
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    pub threads: Option<u16>,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub output: Output<PopulationFormat>,
    /// The same as --format json
    #[arg(long)]
    pub json: bool,
    /// Write what each row is worth under the factors that were found, as `mips batch` does
    #[arg(long, value_name = "FILE")]
    pub each: Option<PathBuf>,
    /// Print what the factors are worth by the values of this column too, for example a state or a specialty
    #[arg(long, value_name = "PATH")]
    pub by: Option<String>,
    /// Draw the histogram of final scores as an SVG file
    #[arg(long, value_name = "FILE.svg")]
    pub plot: Option<PathBuf>,
}

/// The forms of a population.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum PopulationFormat {
    /// For reading
    #[default]
    Text,
    /// For programs
    Json,
}
