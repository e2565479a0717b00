//! What several tests share.

#![allow(dead_code, reason = "each test takes what it needs")]

pub mod formula;
pub mod law;
pub mod rational;

use std::sync::LazyLock;

use mips::{Document, Problems, RuleBook, trial};

/// The performance years there are rules for.
pub const YEARS: std::ops::RangeInclusive<u16> = 2017..=2027;

/// The built-in rules, typed once.
pub static BOOK: LazyLock<RuleBook> = LazyLock::new(RuleBook::built_in);

/// Scores a practice file's text.
pub fn score(text: &str) -> Result<trial::Trial, Problems> {
    let document = Document::read("practice.toml", text.as_bytes())?;
    trial::run(&BOOK, &document, &[])
}

/// Scores a practice file's text that must score.
pub fn scored(text: &str) -> trial::Trial {
    score(text).unwrap_or_else(|problems| panic!("{text}\n{problems}"))
}
