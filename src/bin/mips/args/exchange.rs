//! `mips import`, and what every command that reads a practice may be told of other people's files.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Input, Output};

/// The heading of [`Reading`] in help.
const OTHERS: &str = "Other people's files";

/// What a file of another form does not say by itself.
#[derive(Args, Clone, Default)]
pub struct Reading {
    /// From a submission to several programs, read this one: mips, app1, appPlus or an MVP's id
    #[arg(help_heading = OTHERS, long, value_name = "NAME")]
    pub program: Option<String>,
    /// From an eligibility record, read this organization: its number, or a part of its name
    #[arg(help_heading = OTHERS, long, value_name = "N")]
    pub org: Option<String>,
    /// From an eligibility record, read this level: individual, group, `virtual_group` or `apm_entity`
    #[arg(help_heading = OTHERS, long, value_name = "LEVEL")]
    pub level: Option<String>,
    /// Whether the denominators of a table of measures are before or after exclusions and exceptions
    #[arg(help_heading = OTHERS, long, value_enum, value_name = "WHICH")]
    pub denominator: Option<Denominator>,
    /// The collection type of a table of measures, if the table does not say it: ecqm, cqm, claims, ...
    #[arg(help_heading = OTHERS, long, value_name = "TYPE")]
    pub collection_type: Option<String>,
    /// The submission is complete: a category that it lacks was not submitted
    #[arg(help_heading = OTHERS, long)]
    pub complete: bool,
}

/// What is in the denominators of a table of measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Denominator {
    /// They still contain exclusions and exceptions
    Before,
    /// They contain only performance met and not met
    After,
}

/// `mips import`
#[derive(Args)]
#[command(
    after_help = "Examples:\n  mips import submission.json > practice.toml\n  mips import report.xml record.json --level group > practice.toml\n  mips import measures.csv --year 2025 --denominator before --format json"
)]
pub struct ImportArgs {
    /// Files of one practice, each of any form; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub input: Input,
    /// Keep taxpayer and provider numbers, as comments
    #[arg(long)]
    pub keep_identifiers: bool,
    #[command(flatten)]
    pub output: Output<ImportFormat>,
}

/// The forms of an imported practice file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// A commented practice file
    #[default]
    Toml,
    /// The practice file as JSON, with what was left out and what is unknown
    Json,
}

/// `mips export`
#[derive(Args)]
#[command(
    after_help = "Examples:\n  mips export practice.toml --format qpp-json > submission.json\n  mips export report.xml --format measures-csv > measures.csv"
)]
pub struct ExportArgs {
    /// A practice file, or a file of another form; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub input: Input,
    /// Format of the result
    #[arg(long, value_enum)]
    pub format: ExportFormat,
    /// Write to this file, whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The forms of an exported practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A submission as CMS's service takes it, for review
    QppJson,
    /// A table of measures
    MeasuresCsv,
}

/// `mips reconcile`
#[derive(Args)]
#[command(
    after_help = "Examples:\n  mips reconcile submission.json score.json\n  mips reconcile practice.toml expected.toml --format json\n  mips reconcile practice.toml groups.csv --row 12\n\nExit status: 0 all figures agree; 1 some differ; 2 wrong usage, or input that is unreadable or invalid."
)]
pub struct ReconcileArgs {
    /// A practice file, or a file of another form; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Figures to compare with: CMS's score tree, a file with an `[expect]` table, a row of a public file, another submission
    #[arg(value_name = "OTHER")]
    pub other: PathBuf,
    #[command(flatten)]
    pub input: Input,
    /// In a public file, compare with this row, counted from 1
    #[arg(long, value_name = "N")]
    pub row: Option<usize>,
    #[command(flatten)]
    pub output: Output<ReconcileFormat>,
}

/// The forms of a reconciliation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ReconcileFormat {
    /// The first difference, and a table
    #[default]
    Text,
    /// For programs
    Json,
}
