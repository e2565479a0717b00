//! What every part of a report needs to know.

use crate::{report::layout::wrap_to, trial::Trial};

/// A report on its way: what was scored, and how wide a line may be.
pub(super) struct Page<'t> {
    pub trial: &'t Trial,
    pub width: usize,
}

impl Page<'_> {
    pub(super) fn wrap(&self, text: &str, first: &str, other: &str) -> String {
        wrap_to(self.width, text, first, other)
    }
}
