//! Taking part: who is in MIPS, which final score counts, which track pays, and by when.
//!
//! Everything here is asked of a practice that was admitted ([`crate::trial::admit`]) and of its year's rules; scores are
//! those of [`crate::trial::run`].

mod admission;
pub mod calendar;
mod eligibility;
pub mod eligibility_report;
mod hierarchy;
mod low_volume;
mod money;
mod options;
pub mod options_page;
pub mod options_report;
mod qp;
pub mod rows;
mod verdict;
mod verdict_row;
mod way;
mod ways;
mod words;
mod worth;
pub mod worth_page;
pub mod worth_report;

pub use admission::admit;
pub use eligibility::{Choice, Eligibility, Missing, eligibility};
pub use hierarchy::{Candidate, Counting, which_counts};
pub use low_volume::{LevelTest, LimitRow};
pub use options::{Alternative, Clinician, Options, options};
pub use qp::{QpStanding, ScoreRow};
pub use verdict::{Test, Verdict};
pub use way::Worth;
pub use worth::{BreakEven, Worths, worth};
