//! The rules that settings made last: neighbouring points of a sweep and rows of a table share theirs.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::year::YearRules;
use crate::document::setting::Setting;

/// How many of them are kept.
const MOST: usize = 128;

/// The rules that settings made last, oldest first.
#[derive(Default)]
pub(super) struct Kept(Mutex<Made>);

type Made = Vec<(Vec<Setting>, Arc<YearRules>)>;

impl Kept {
    fn made(&self) -> MutexGuard<'_, Made> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What these settings made.
    pub(super) fn of(&self, settings: &[Setting]) -> Option<Arc<YearRules>> {
        let made = self.made();
        let mut latest_first = made.iter().rev();
        let (_, rules) = latest_first.find(|(of, _)| is_same(of, settings))?;
        Some(Arc::clone(rules))
    }

    /// Rules that are kept no longer, where there are too many and nobody else has them.
    pub(super) fn spare(&self) -> Option<YearRules> {
        let mut made = self.made();
        let oldest = (made.len() >= MOST).then(|| made.remove(0));
        Arc::into_inner(oldest?.1)
    }

    /// Keeps what these settings made.
    pub(super) fn keep(&self, settings: &[Setting], rules: Arc<YearRules>) {
        self.made().push((settings.to_vec(), rules));
    }
}

/// Whether settings are the same, whoever gave them. Their values differ soonest, and those at their ends.
fn is_same(one: &[Setting], other: &[Setting]) -> bool {
    let end = |setting: &Setting| setting.value.as_bytes().last().copied();
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(one, other)| end(one) == end(other) && one.value == other.value && one == other)
}
