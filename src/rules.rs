//! The rules of a performance year, as data.

pub mod benchmarks;
pub mod collection_type;
pub mod measures;
pub mod status;
