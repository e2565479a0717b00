//! Other people's files <-> practice files: submissions, electronic reports, eligibility records, tables of measures.
//!
//! A reader turns a file into what was submitted, or into keys of a practice file, each value with its place; what has no
//! place in a practice file is named, and what the files cannot know is said to be unknown. Nothing is guessed.

mod date;
mod draft;
mod eligibility_record;
pub mod export;
mod finish;
mod imported;
mod in_year;
mod json;
mod kind;
mod mapping;
mod measures_csv;
mod notes;
mod options;
mod qpp_json;
mod qrda;
mod reading;
pub mod reconcile;
mod source;
mod submission;
mod summary;
mod writing;

pub use imported::Imported;
pub use kind::{Kind, recognize};
pub use measures_csv::Denominator;
pub use notes::LeftOut;
pub use options::Options;
pub use reading::{MOST_BYTES, is_foreign, programs, read};
