//! `mips batch`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Input;

/// `mips batch`
#[derive(Args)]
#[command(
    after_help = "The heading of each column is a dotted path (quality.percent, practice.part_b_paid, ...) or id. An empty cell leaves the \
                  key to the base file. The result has one row for each, in the same order:\n  \
                  id,performance_year,final_score,payment_adjustment_percent,payment_adjustment_dollars,error\n\
                  Cells may be as spreadsheets write them: $412,350.00, 82.5%, Yes. Rows without any content are passed over.\n\
                  A row with something unknown has no point result and is no error: --range prints both ends.\n\
                  Row numbers in errors count the heading as row 1, as spreadsheets do.\n\n\
                  A row does not say what it would be where the law is open and read otherwise: each open question is one score more, \
                  which would make a large file many times slower. `mips score` and `mips compare` name the questions that move a \
                  practice, with the settings that --set takes here for all rows:\n  \
                  mips batch rows.csv --set rules.quality.rate_of_zero.points=none\n\n\
                  Exit status: 0 every row was scored; 1 some row was not, and its `error` says why; 2 nothing could be done."
)]
pub struct BatchArgs {
    /// CSV or NDJSON file; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Practice file with what all rows share
    #[arg(long, value_name = "FILE")]
    pub base: Option<PathBuf>,
    /// Output paths to print beside the usual columns, for example categories.quality.points; repeatable
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// Print both ends of each result too, for rows in which something is unknown
    #[arg(long)]
    pub range: bool,
    /// Headings of columns to copy to the result, after id; repeatable
    #[arg(long, value_name = "HEADING", value_delimiter = ',')]
    pub keep: Vec<String>,
    /// Skip columns whose headings are not keys
    #[arg(long)]
    pub ignore_unknown: bool,
    /// What foreign headings stand for: a map file, qpp-experience or care-compare
    #[arg(long, value_name = "MAP")]
    pub map: Option<PathBuf>,
    /// Score each row in this scenario, `NAME: PATH=VALUE, PATH=VALUE` or a scenario file; repeatable
    #[arg(long = "scenario", value_name = "SCENARIO")]
    pub scenarios: Vec<String>,
    /// Form of input and output; when it is not given, by the file's name, or NDJSON if the first byte is `{`
    #[arg(long, value_enum)]
    pub format: Option<RowFormat>,
    /// How many threads work
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    pub threads: Option<u16>,
    #[command(flatten)]
    pub input: Input,
    /// Write to this file, whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Wait until the written file is on the disk: it then survives a power failure
    #[arg(long, requires = "output")]
    pub sync: bool,
}

/// The forms of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RowFormat {
    /// Comma-separated values with a heading
    Csv,
    /// One JSON object a line
    Ndjson,
}
