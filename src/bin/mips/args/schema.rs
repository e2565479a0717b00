//! `mips schema`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `mips schema`
#[derive(Args)]
#[command(
    after_help = "Examples:\n  mips schema practice > practice.schema.json\n  mips schema output > output.schema.json\n\nAn editor with taplo completes a practice file whose first line is\n  #:schema ./practice.schema.json"
)]
pub struct SchemaArgs {
    /// Which schema; without it, all of them by name
    #[arg(value_enum)]
    pub which: Option<Which>,
    /// Write to this file, whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Which {
    /// The practice file
    Practice,
    /// The JSON output of `mips score`
    Output,
    /// The JSON output of `mips check`
    Check,
    /// The JSON output of `mips plan`
    Plan,
    /// The JSON output of `mips eligibility`
    Eligibility,
    /// The JSON output of `mips options`
    Options,
    /// The JSON output of `mips worth`
    Worth,
    /// The JSON output of `mips calendar`
    Calendar,
    /// The JSON output of `mips import`
    Import,
    /// The JSON output of `mips reconcile`
    Reconcile,
    /// The JSON output of `mips measures rank`
    Rank,
    /// The JSON output of `mips verify`
    Verify,
    /// The JSON output of `mips compare`
    Compare,
    /// The JSON output of `mips sweep`
    Sweep,
    /// A row of `mips batch --format ndjson`
    Batch,
    /// The JSON output of `mips population`
    Population,
    /// The JSON output of `mips measures search`
    Search,
    /// The JSON output of `mips measures show`
    Measure,
    /// The JSON output of `mips measures specialties`
    Specialties,
    /// The JSON output of `mips measures mvps`
    Mvps,
    /// The JSON output of `mips rules list`
    Rules,
    /// The JSON output of `mips rules diff`
    RulesDiff,
    /// The JSON output of `mips rules check`
    RulesCheck,
}
