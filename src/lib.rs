//! Medicare's Merit-based Incentive Payment System (MIPS): final score and Part B payment adjustment.
//!
//! From a file to a score, on one page:
//!
//! 1. a [`RuleBook`] gives a performance year's [`YearRules`], built in or from a user's tables;
//! 2. a [`Document`] is a named text as a tree, with [`Setting`]s laid over it;
//! 3. [`practice::read`] types it as a practice file, and [`practice::admit`] holds that against the year;
//! 4. [`score()`] turns the admitted [`Practice`] into a [`Scorecard`], without failing;
//! 5. [`trial::run`] does all of it for one document and some settings.
//!
//! The library reads no file, prints nothing and never asks for the time. Figures are [`rust_decimal::Decimal`]s; between them a score
//! is computed in exact fractions ([`decimal::Exact`]).
//!
//! The words, one for each notion; the regulation's own where it has one:
//!
//! - *problem*: an error or a warning about an input, with its place; *note*: what a result says about itself;
//!   *reason*: why a measure earned what it earned, or why a category's weight moved.
//! - *category state*: where a category stands before the score: scored, not submitted, reweighted, unknown.
//! - *reweighting*: what takes a category's weight to the others; its *basis* is the rule that does.
//! - *possibility*: one way in which what is unknown can come out; *range*: the final scores at both ends of it all.
//! - *line*: one figure with its formula; *worksheet*: all lines of a score; *scorecard*: the result.
//! - *setting*: `path = value`, the one way to vary an input; *trial*: a practice with settings, scored.
//! - *scaling factor*: what makes the gains of a year equal its losses; its basis says how well it is known.

pub mod batch;
pub mod category;
pub mod compare;
pub mod date;
pub mod decimal;
pub mod document;
pub mod escape;
pub mod exchange;
pub mod participation;
pub mod plan;
pub mod population;
pub mod practice;
pub mod problem;
pub mod reference;
pub mod report;
pub mod rules;
pub mod score;
pub mod sweep;
pub mod trial;
pub mod verify;

pub use category::{ByCategory, Category};
pub use document::Document;
pub use document::setting::Setting;
pub use practice::Practice;
pub use problem::{Code, Problem, Problems};
pub use rules::book::{RuleBook, YearRules};
/// The decimals of every figure.
pub use rust_decimal;
pub use score::{reason::MeasureReason, score, scorecard::Scorecard};

/// The README's Rust is run by `cargo test`.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
