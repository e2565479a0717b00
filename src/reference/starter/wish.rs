//! What a starter is for.

use crate::rules::terms::Pathway;

/// What a starter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish<'w> {
    /// How the practice reports.
    pub pathway: Pathway,
    /// Whether it is a small practice, rather than one whose size is not given.
    pub small_practice: bool,
    /// Whether measures and activities are listed to choose from.
    pub measures: bool,
    /// The specialty whose measures are listed.
    pub specialty: Option<&'w str>,
    /// The MVP whose measures and activities are listed, where the pathway is that of MVPs.
    pub mvp: Option<&'w str>,
}

impl Wish<'_> {
    /// Whether anything is listed to choose from.
    pub(super) fn lists(&self) -> bool {
        self.measures || self.specialty.is_some() || self.mvp.is_some()
    }
}
