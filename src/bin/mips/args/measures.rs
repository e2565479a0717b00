//! `mips measures`

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Format, Output};

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
    /// What each measure can earn, best first
    #[command(
        after_help = "Examples:\n  mips measures rank --specialty dermatology\n  mips measures rank --mvp M0005 --collection-type ecqm\n  mips measures rank practice.toml\n\nWith a practice file its own measures come first, by what they earn; without --specialty or --mvp they alone\nare ranked, in every collection type that they have. The others stand by the most points that they can earn,\nthen by the points at the median."
    )]
    Rank(RankArgs),
    /// List the specialties with their measures and MVPs
    Specialties(ListArgs),
    /// List the MIPS Value Pathways
    Mvps(ListArgs),
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
    #[arg(required_unless_present_any = ["specialty", "mvp"])]
    pub words: Vec<String>,
    #[command(flatten)]
    pub set: MeasureSet,
    #[command(flatten)]
    pub common: Common,
}

/// `mips measures rank`
#[derive(Args)]
pub struct RankArgs {
    /// A practice file, whose rates are placed among the others; `-` reads standard input
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub set: MeasureSet,
    #[command(flatten)]
    pub common: Common,
}

/// `mips measures specialties`, `mips measures mvps`
#[derive(Args)]
pub struct ListArgs {
    #[command(flatten)]
    pub listing: Listing,
}

/// A set of measures.
#[derive(Args)]
pub struct MeasureSet {
    /// The measures of a specialty, by CMS's name of its set or an everyday one
    #[arg(long, value_name = "NAME", conflicts_with = "mvp")]
    pub specialty: Option<String>,
    /// The measures of a MIPS Value Pathway
    #[arg(long, value_name = "ID")]
    pub mvp: Option<String>,
}

/// `mips measures show`
#[derive(Args)]
pub struct ShowArgs {
    /// CMS's id of a measure, an activity or an MVP
    pub id: String,
    /// Performance met, to say how many patients earn the next point
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
    #[command(flatten)]
    pub listing: Listing,
    /// One collection type alone
    #[arg(
        long,
        value_name = "TYPE",
        help = "One collection type alone: claims, ecqm, cqm, qcdr, medicare_cqm, web_interface, cahps, admin_claims"
    )]
    pub collection_type: Option<String>,
}

/// Which year, and where the result goes.
#[derive(Args)]
pub struct Listing {
    /// Performance year; without it the file's, or the newest with benchmarks
    #[arg(long, value_name = "YEAR")]
    pub year: Option<u16>,
    /// Use the rule tables of this folder instead of the built-in ones
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    #[command(flatten)]
    pub output: Output<Format>,
}
