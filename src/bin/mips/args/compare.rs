//! `mips compare`

use std::path::PathBuf;

use clap::Args;

use super::{Input, Output, ResultFormat};

/// `mips compare`
#[derive(Args)]
#[command(after_help = "Examples:\n  mips compare practice.toml other.toml\n  \
                  mips compare practice.toml --scenario \"hardship: promoting_interoperability.reweighted=hardship\" \
                  --scenario \"cost at 40: cost.percent=40\"\n  \
                  mips compare practice.toml --years 2025,2026\n\n\
                  A scenario file holds `name = \"...\"` and a table [settings] of dotted paths.")]
pub struct CompareArgs {
    /// Practice files or folders of them, and scenario files that vary the first of them; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// A scenario of the first practice, `NAME: PATH=VALUE, PATH=VALUE`, or a scenario file; repeatable
    #[arg(long = "scenario", value_name = "SCENARIO")]
    pub scenarios: Vec<String>,
    /// The same practice under the rules of several performance years, `2021,2024` or `2021..2026`; repeatable
    #[arg(long, value_name = "YEARS", value_delimiter = ',', value_parser = years)]
    pub years: Vec<Years>,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub output: Output<ResultFormat>,
}

/// One performance year, or all from one to another.
#[derive(Clone, Debug)]
pub struct Years(pub std::ops::RangeInclusive<u16>);

fn years(text: &str) -> Result<Years, String> {
    let year = |text: &str| {
        let year = text.trim().parse::<u16>();
        year.map_err(|_| format!("`{text}` is not a year"))
    };
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (year(first)?, year(last)?);
    if first <= last {
        Ok(Years(first..=last))
    } else {
        Err(format!("{first} is after {last}"))
    }
}
