//! What could be mended, read from the scorecard and the year's rule tables; what each is worth is for the score to say.

pub mod activities;
pub mod examples;
mod facts;
pub mod first;
pub mod interoperability;
pub mod measures;
pub mod mend;
pub mod required;

use super::footing::Footing;
use mend::Mend;

/// Everything that may be mended.
pub fn of(footing: &Footing<'_>) -> Vec<Mend> {
    let mut mends = Vec::new();
    mends.extend(facts::of(footing));
    mends.extend(measures::of(footing.trial));
    mends.extend(required::of(footing));
    mends.extend(activities::of(footing));
    mends.extend(interoperability::of(footing));
    mends
}
