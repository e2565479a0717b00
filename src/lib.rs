//! Medicare's Merit-based Incentive Payment System (MIPS): final score and Part B payment adjustment.
//!
//! The way of the data, on one page:
//!
//! 1. a [`RuleBook`] gives a performance year's [`YearRules`], built in or from a user's tables;
//! 2. a [`Document`] is a named text as a tree, with [`Setting`]s laid over it;
//! 3. [`practice::read`] types it as a practice file, and [`practice::admit`] holds that against the year;
//! 4. [`score()`] turns the admitted [`Practice`] into a [`Scorecard`], without failing;
//! 5. [`trial::run`] does all of it for one document and some settings.
//!
//! The library reads no file, prints nothing and asks no clock.

pub mod batch;
pub mod category;
pub mod compare;
pub mod decimal;
pub mod document;
pub mod explain;
mod factor;
pub mod import;
pub mod lookup;
pub mod notes;
pub mod plot;
pub mod population;
pub mod practice;
pub mod problem;
pub mod reason;
pub mod report;
pub mod rulebook;
pub mod rules;
pub mod schema;
pub mod score;
pub mod scorecard;
pub mod setting;
pub mod starter;
pub mod sweep;
pub mod trial;
pub mod verify;
pub mod worksheet;

pub use category::{ByCategory, Category};
pub use document::Document;
pub use practice::Practice;
pub use problem::{Code, Problem, Problems};
pub use reason::MeasureReason;
pub use rulebook::{RuleBook, YearRules};
pub use score::score;
pub use scorecard::Scorecard;
pub use setting::Setting;

/// The README's Rust is run by `cargo test`.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
