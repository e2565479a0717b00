//! The `mips` program.
fn main() {}
