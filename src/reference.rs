//! Looking things up: measures and their benchmarks, a starter practice file, the JSON Schemas.

pub mod measures;
pub mod schema;
pub mod starter;
