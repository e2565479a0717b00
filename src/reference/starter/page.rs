//! The page that a starter is written on, line by line.

use super::{measures::Choice, wish::Wish};
use crate::{
    report::layout::wrap,
    rules::{PathwayRules, book::YearRules},
};

/// A starter as far as it is written.
pub(super) struct Page<'r> {
    pub rules: &'r YearRules,
    pub wish: Wish<'r>,
    pub choice: Choice,
    pub pathway: &'r PathwayRules,
    pub text: String,
}

impl Page<'_> {
    /// A remark, over as many lines as it takes.
    pub(super) fn remark(&mut self, text: &str) {
        self.text.push_str(&wrap(text, "# ", "# "));
    }

    pub(super) fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// A line with a remark beside it.
    pub(super) fn said(&mut self, line: &str, remark: &str) {
        self.line(&format!("{line:<28} # {remark}"));
    }
}
