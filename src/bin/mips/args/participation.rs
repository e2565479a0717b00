//! `mips eligibility`, `mips calendar`, `mips options`, `mips worth`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Input, Output, ResultFormat};

/// `mips eligibility`
#[derive(Args)]
#[command(
    after_help = "Examples:\n  mips eligibility practice.toml\n  mips eligibility practice.toml --set eligibility.segment.1.covered_services=210\n  mips eligibility clinicians.csv --year 2026 > verdicts.csv\n\n\
                  A CSV or NDJSON file, recognized by its content, has one clinician or practice in each row. Its headings are id and dotted paths \
                  (eligibility.clinician_type, eligibility.segment.1.allowed_charges, eligibility.group.beneficiaries, ...). Its answer has one row for \
                  each, in the same format or in the one of --format csv or ndjson; a row that cannot be judged says why in `error`.\n\n\
                  Exit status: 0 every file was judged, whatever the verdict; 1 some row was not; 2 wrong usage, or input that is unreadable or invalid."
)]
pub struct EligibilityArgs {
    /// Practice files, folders of them, or one CSV or NDJSON file of many; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// For a CSV or NDJSON file: practice file with what all rows share
    #[arg(long, value_name = "FILE")]
    pub base: Option<PathBuf>,
    /// For a CSV or NDJSON file: how many threads judge
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    pub threads: Option<u16>,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub day: Day,
    #[command(flatten)]
    pub output: Output<AnswerFormat>,
}

/// `mips calendar`
#[derive(Args)]
#[command(
    after_help = "Examples:\n  mips calendar\n  mips calendar --year 2026 --today 2026-11-24 --format json"
)]
pub struct CalendarArgs {
    /// Performance year; without it, today's year
    #[arg(long, value_name = "YEAR")]
    pub year: Option<u16>,
    #[command(flatten)]
    pub day: Day,
    /// Use the rule tables of this folder (YEAR/rules.toml, ...) instead of the built-in ones
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    #[command(flatten)]
    pub output: Output<AnswerFormat>,
}

/// The day that it is.
#[derive(Args)]
pub struct Day {
    /// The date to take as today, such as 2026-11-24, instead of the clock's
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
}

/// The forms of an answer about taking part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// For reading
    #[default]
    Text,
    /// For programs
    Json,
    /// For programs, one object a line
    Ndjson,
    /// Rows of figures for a spreadsheet
    Csv,
    /// A table to paste into a document
    Markdown,
}

/// `mips options`
#[derive(Args)]
#[command(
    after_help = "Give one file for each way of taking part that has data: the group's, its clinicians', a subgroup's, an APM Entity's.\n\n\
                  Examples:\n  mips options group.toml\n  mips options group.toml jones.toml smith.toml --format json"
)]
pub struct OptionsArgs {
    /// Practice files of one performance year, or folders of them; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub day: Day,
    #[command(flatten)]
    pub output: Output<ResultFormat>,
    /// Print every figure of every score with its arithmetic and its citation
    #[arg(long)]
    pub explain: bool,
}

/// `mips worth`
#[derive(Args)]
#[command(
    after_help = "Examples:\n  mips worth practice.toml\n  mips worth practice.toml --set cost_of_participation.class=small_primary_care --explain\n  mips worth practice.toml --target maximum --format json"
)]
pub struct WorthArgs {
    /// Practice file; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub day: Day,
    /// A final score to compare with as well: threshold, maximum or a number
    #[arg(long, value_name = "SCORE")]
    pub target: Option<String>,
    #[command(flatten)]
    pub output: Output<ResultFormat>,
    /// Print every amount with its operands
    #[arg(long)]
    pub explain: bool,
}
