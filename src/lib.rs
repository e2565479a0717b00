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
pub use score::{reason::MeasureReason, score, scorecard::Scorecard};

/// The README's Rust is run by `cargo test`.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
