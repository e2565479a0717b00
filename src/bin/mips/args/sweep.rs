//! `mips sweep`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Input, Output};

/// `mips sweep`
#[derive(Args)]
#[command(
    after_help = "Examples:\n  mips sweep practice.toml --vary quality.percent=50..100:5\n  \
                  mips sweep practice.toml --vary quality.percent=50..100:5 --vary cost.percent=30,45,60 --format csv\n  \
                  mips sweep practice.toml --vary cost.percent=0..100:1 --plot=cost.svg\n\n\
                  Exit status: 0 every point was scored; 1 some point was not; 2 nothing could be done."
)]
pub struct SweepArgs {
    /// Practice file; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// What varies: PATH=FROM..TO:STEP, or PATH=A,B,C; repeatable, the last turns fastest
    #[arg(long = "vary", required = true, value_name = "VARIATION")]
    pub variations: Vec<String>,
    /// Output paths to print beside the usual columns, for example categories.quality.points; repeatable
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// Draw the curve against the first varied key: below the table, or as an SVG file with `=`
    #[arg(long, value_name = "FILE.svg", num_args = 0..=1, require_equals = true, value_parser = svg)]
    #[expect(
        clippy::option_option,
        reason = "the option may be typed without its value"
    )]
    pub plot: Option<Option<PathBuf>>,
    /// What the curve shows
    #[arg(long, value_enum, default_value_t = Shown::Score)]
    pub show: Shown,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub output: Output<SweepFormat>,
    /// Wait until the written file is on the disk: it then survives a power failure
    #[arg(long, requires = "output")]
    pub sync: bool,
}

/// A name that can only be a drawing's, so that a forgotten `=` costs no other file.
fn svg(name: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(name);
    let is_svg = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("svg"));
    if is_svg {
        Ok(path)
    } else {
        Err("the name of the drawing must end in .svg".into())
    }
}

/// What a curve shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shown {
    /// The final score
    Score,
    /// The payment adjustment in percent
    Adjustment,
}

/// The forms of a sweep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SweepFormat {
    /// For reading
    #[default]
    Text,
    /// One row a point
    Csv,
    /// One object
    Json,
    /// One object a point and line
    Ndjson,
    /// A table to paste
    Markdown,
}
