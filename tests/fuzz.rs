//! Whatever comes in, nothing panics, and what must be equal is equal: structured mutations of the examples and fixtures
//! go through every reader and through the score.
//!
//! `cargo test` runs a bounded number. The long run, with overflow checks, is
//!
//! ```text
//! MIPS_FUZZ=1000000 cargo test --profile fuzz --test fuzz -- --nocapture --test-threads=1
//! ```
//!
//! which takes so many inputs, fewer of those that take long, from a start of its own each time, and says how many they
//! were. An input that breaks something is printed with the two variables that repeat it alone. Inputs that once broke
//! something stand in `tests/data/broke`, and are read first.

mod common;
#[path = "fuzz/making.rs"]
mod making;
#[path = "fuzz/practices.rs"]
mod practices;
#[path = "fuzz/readers.rs"]
mod readers;
#[path = "fuzz/rows.rs"]
mod rows;
#[path = "fuzz/running.rs"]
mod running;
