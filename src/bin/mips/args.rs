//! What can be typed: clap's types, without behavior.

pub mod batch;
pub mod compare;
pub mod exchange;
pub mod help;
pub mod init;
pub mod measures;
pub mod participation;
pub mod plan;
pub mod population;
pub mod rules;
pub mod schema;
pub mod sweep;
pub mod verify;

use std::{ffi::OsString, path::PathBuf};

use clap::{
    ArgMatches, Args as ClapArgs, FromArgMatches, Parser, Subcommand, ValueEnum, error::ErrorKind,
};

/// Medicare Quality Payment Program: the MIPS final score and Part B payment adjustment, exact, explained, cited.
#[derive(Parser)]
#[command(
    name = "mips",
    version,
    disable_help_subcommand = true,
    max_term_width = 80,
    after_help = "Examples:\n  mips init -o practice.toml      a starter file that scores as it is\n  mips score practice.toml        verdict, categories, adjustment, notes\n  mips score practice.toml --explain --set cost.percent=40\n\nExit status: 0 it ran, whatever the score; 1 a check that you asked for failed; 2 wrong usage, or input that is unreadable or invalid."
)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub everywhere: Everywhere,
}

// What every subcommand takes. A doc comment would become the program's own description.
#[derive(ClapArgs)]
pub struct Everywhere {
    /// Color errors, warnings and the verdict of a score
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN", help_heading = "On every command")]
    pub color: Color,
    /// Print less: only the verdict of a text; no progress, remarks or warnings about rows
    #[arg(long, short, global = true, help_heading = "On every command")]
    pub quiet: bool,
}

impl Args {
    /// What was typed.
    ///
    /// # Errors
    ///
    /// What clap says of it, help and version among it.
    pub fn typed() -> Result<Self, clap::Error> {
        let typed: Vec<OsString> = std::env::args_os().collect();
        match Self::of_one_subcommand(&typed) {
            Some(args) => Ok(args),
            None => Self::try_parse_from(typed),
        }
    }

    /// The same where nothing is wrong with it and no help is asked for: only the subcommand that was typed first is built,
    /// which is quicker than to build all.
    fn of_one_subcommand(typed: &[OsString]) -> Option<Self> {
        let program = clap::Command::new("mips").disable_help_subcommand(true);
        let program = Everywhere::augment_args(program);
        let program = Command::alone(program, typed.get(1)?.to_str()?)?;
        let matches = program.try_get_matches_from(typed).ok()?;
        Self::from_arg_matches(&matches).ok()
    }
}

/// Makes the subcommands. What clap's derive makes builds the arguments of all of them at every start; here those of a
/// subcommand are built when it is asked for, which is a third of what a start costs.
macro_rules! subcommands {
    ($(#[doc = $about:literal] $variant:ident($args:ty) = $name:literal,)+) => {
        /// The subcommands.
        pub enum Command {
            $(#[doc = $about] $variant($args),)+
        }

        impl Command {
            /// The program with the subcommand of this name alone, if there is one.
            fn alone(program: clap::Command, name: &str) -> Option<clap::Command> {
                match name {
                    $($name => {
                        Some(program.subcommand(<$args>::augment_args(clap::Command::new($name))))
                    })+
                    _ => None,
                }
            }
        }

        impl FromArgMatches for Command {
            fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
                match matches.subcommand() {
                    $(Some(($name, inner)) => <$args>::from_arg_matches(inner).map(Self::$variant),)+
                    _ => Err(clap::Error::new(ErrorKind::MissingSubcommand)),
                }
            }

            fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
                *self = Self::from_arg_matches(matches)?;
                Ok(())
            }
        }

        impl Subcommand for Command {
            fn augment_subcommands(program: clap::Command) -> clap::Command {
                let program = program.subcommand_required(true).arg_required_else_help(true);
                $(let program = program.subcommand(
                    clap::Command::new($name)
                        .about($about.trim())
                        .defer(|command| <$args>::augment_args(command).about($about.trim())),
                );)+
                program
            }

            fn augment_subcommands_for_update(program: clap::Command) -> clap::Command {
                Self::augment_subcommands(program)
            }

            fn has_subcommand(name: &str) -> bool {
                [$($name),+].contains(&name)
            }
        }
    };
}

subcommands! {
    /// Score practices: final score, payment adjustment, and why
    Score(ScoreArgs) = "score",
    /// Say what is wrong, odd or missing in practice files, and what it costs
    Check(CheckArgs) = "check",
    /// Find the fewest changes that reach a score, and what each takes
    Plan(plan::PlanArgs) = "plan",
    /// Print a commented starter file that scores as it is
    Init(init::InitArgs) = "init",
    /// Make a practice file from a QPP submission, QRDA III report, eligibility record or table of measures
    Import(exchange::ImportArgs) = "import",
    /// Write a practice as a QPP submission or as a table of measures
    Export(exchange::ExportArgs) = "export",
    /// Compare a score with CMS's or another registry's: the first figure that differs, and why
    Reconcile(exchange::ReconcileArgs) = "reconcile",
    /// Compare scenarios side by side, with the differences
    Compare(compare::CompareArgs) = "compare",
    /// Score a practice while one or more keys vary over ranges
    Sweep(sweep::SweepArgs) = "sweep",
    /// Score every row of a CSV or NDJSON file
    Batch(batch::BatchArgs) = "batch",
    /// Find the scaling factors that make the gains of a whole population equal its losses
    Population(population::PopulationArgs) = "population",
    /// Say whether a clinician or practice is in MIPS, what decided it, and what it may choose
    Eligibility(participation::EligibilityArgs) = "eligibility",
    /// Score every way of reporting, and say which final score counts for whom
    Options(participation::OptionsArgs) = "options",
    /// Compare the ways of taking part in dollars: MIPS, opting in, an Advanced APM, doing nothing
    Worth(participation::WorthArgs) = "worth",
    /// Print the dates of a performance year, past and next, each with its source
    Calendar(participation::CalendarArgs) = "calendar",
    /// Look up measures, activities and MVPs: benchmarks, caps, pathways, the next point
    Measures(measures::MeasuresArgs) = "measures",
    /// Show, compare, check and import the rules of performance years
    Rules(rules::RulesArgs) = "rules",
    /// Check that fixtures (practice files with an `[expect]` table) still score as they expect
    Verify(verify::VerifyArgs) = "verify",
    /// Print the JSON Schemas of the practice file and of the JSON output
    Schema(schema::SchemaArgs) = "schema",
    /// Explain the code of an error or warning
    Explain(help::ExplainArgs) = "explain",
    /// Print the help of a command
    Help(help::HelpArgs) = "help",
    /// Print completions for a shell
    Completions(help::CompletionsArgs) = "completions",
    /// Print a man page, or write all of them
    Man(help::ManArgs) = "man",
}

/// A performance year and what varies it.
#[derive(ClapArgs)]
pub struct Input {
    /// Performance year, instead of the file's
    #[arg(long, value_name = "YEAR")]
    pub year: Option<String>,
    /// Set a key by its dotted path, instead of the file's value, for example cost.percent=40; repeatable
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub settings: Vec<String>,
    /// Use the rule tables of this folder (YEAR/rules.toml, ...) instead of the built-in ones; the variable `MIPS_RULES` does the same
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    #[command(flatten)]
    pub reading: exchange::Reading,
}

/// Where a result goes, and its form: one of those that the command has.
#[derive(ClapArgs)]
pub struct Output<F: ValueEnum + Default + Send + Sync + 'static> {
    /// Format of the result
    #[arg(long, value_enum, default_value_t)]
    pub format: F,
    /// Write to this file, whole or not at all
    #[arg(id = "output", long, short, value_name = "FILE")]
    pub to: Option<PathBuf>,
}

/// The forms of a result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading
    #[default]
    Text,
    /// For programs
    Json,
    /// For a spreadsheet
    Csv,
    /// A table to paste into a document
    Markdown,
}

/// The forms of a score and of a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ResultFormat {
    /// For reading
    #[default]
    Text,
    /// For programs
    Json,
    /// For programs, one object a line
    Ndjson,
    /// Rows of figures for a spreadsheet
    Csv,
    /// To paste into a document: a page for one practice, a table for several or for a comparison
    Markdown,
    /// A page to show and to hand over: one file, for screen, phone and paper
    Html,
}

/// The forms of a check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For reading
    #[default]
    Text,
    /// For programs: one object with every file
    Json,
    /// For programs, one object a file and line
    Ndjson,
    /// Annotations of a GitHub workflow
    Github,
}

/// When to color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// `mips score`
#[derive(ClapArgs)]
pub struct ScoreArgs {
    /// Practice files, or folders of them; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub output: Output<ResultFormat>,
    /// Print every figure with its arithmetic and its citation
    #[arg(long)]
    pub explain: bool,
    /// Print an `[expect]` table of the result, which makes the file a fixture for `mips verify`
    #[arg(long, conflicts_with_all = ["format", "explain"])]
    pub expect: bool,
    /// Exit with status 1 if a final score, or the low end of its range, is below N
    #[arg(long, value_name = "N")]
    pub fail_under: Option<String>,
    /// Exit with status 1 on a penalty: a final score below the performance threshold
    #[arg(long, value_enum, value_name = "WHAT")]
    pub fail_on: Option<FailOn>,
}

/// Named gates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// A final score below the performance threshold
    Penalty,
}

/// `mips check`
#[derive(ClapArgs)]
pub struct CheckArgs {
    /// Practice files, or folders of them; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub output: Output<CheckFormat>,
    /// Also exit with status 1 if anything costs points or looks odd
    #[arg(long)]
    pub strict: bool,
}
