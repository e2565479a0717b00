//! What a practice can still do: what costs points and how it is mended, and the least that reaches a score.
//!
//! Nothing here knows the law. A mend or a step is some settings; what it is worth is found by scoring the file with
//! them ([`crate::trial::run`]), and what could be mended is read from the scorecard and from the year's rule tables.

pub mod costs;
mod footing;
mod mends;
pub mod printing;
pub mod tree;
mod untouched;

pub use costs::{Cost, costs};
pub use untouched::untouched;
