//! What a practice can still do: what costs points and how it is mended, and the least that reaches a score.
//!
//! Nothing here knows the law. A mend or a step is some settings; what it is worth is found by scoring the file with
//! them ([`crate::trial::run`]), and what could be mended is read from the scorecard and from the year's rule tables.

mod break_even;
mod ceiling;
mod composition;
pub mod costs;
mod footing;
mod mends;
pub mod page;
mod phrases;
pub mod printing;
mod proposal;
mod search;
pub mod steps;
pub mod tree;
mod untouched;
mod year_end;

pub use break_even::BreakEven;
pub use costs::{Cost, costs};
pub use proposal::{Highest, Plan, Set, Target, Wish, plan};
pub use steps::{Effort, Step};
pub use untouched::untouched;
pub use year_end::YearEnd;
