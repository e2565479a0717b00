//! Which of the submitted measures count: the best, one of them an outcome measure, or else a high-priority one.
//! 42 CFR 414.1335(a)(1)(i), 414.1380(b)(1)(i).

use std::cmp::{Ordering, Reverse};

use rust_decimal::Decimal;

use super::{measure::Measure, total, year::Year};
use crate::decimal::compare;

/// What the choice needs to know of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which measure it is, in the caller's list.
    pub index: usize,
    /// What it earns.
    pub points: Decimal,
    /// The bonus it would earn if it were not the required one.
    pub bonus: Decimal,
    /// Whether its data are complete.
    pub is_complete: bool,
    /// Whether it is an outcome measure.
    pub is_outcome: bool,
    /// Whether it is a high-priority measure.
    pub is_high_priority: bool,
}

/// The choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The measures that count.
    pub counted: Vec<usize>,
    /// The one of them that is the required outcome or high-priority measure.
    pub required: Option<usize>,
    /// Whether the place of the required measure stays empty: it is 0 points, and one measure fewer can count.
    pub lacks_required: bool,
}

/// Chooses at most `places` measures; `needs_required` keeps one place for an outcome or high-priority measure.
///
/// Of outcome measures the one with the most points takes that place, whatever else was submitted; a high-priority
/// measure takes it only where no outcome measure was submitted. Of measures with the same points complete ones count
/// first, since an incomplete one that counts costs the improvement. Of equally good ones that may count the required one is
/// that whose bonus is smallest, since the required measure earns none.
pub fn select(candidates: &[Candidate], places: usize, needs_required: bool) -> Selection {
    if places == 0 {
        return Selection::default();
    }
    let has_outcome = candidates.iter().any(|candidate| candidate.is_outcome);
    let fits = |candidate: &&Candidate| {
        candidate.is_outcome || (!has_outcome && candidate.is_high_priority)
    };
    let best = candidates
        .iter()
        .filter(fits)
        .min_by_key(|candidate| (rank(candidate), candidate.bonus, candidate.index));
    let lacks_required = needs_required && best.is_none();
    let kept = best
        .filter(|_| needs_required)
        .map(|candidate| candidate.index);
    let mut others: Vec<&Candidate> = Vec::with_capacity(candidates.len());
    others.extend(
        candidates
            .iter()
            .filter(|candidate| Some(candidate.index) != kept),
    );
    // Of equally good ones the last places go to those that may stand for the required one, the smallest bonus first: so the
    // score does not depend on the order in which measures are listed.
    let may_stand = |candidate: &&Candidate| {
        fits(candidate) && best.is_some_and(|best| compare(best.points, candidate.points).is_eq())
    };
    others.sort_by_key(|candidate| {
        let stands = may_stand(candidate).then_some(candidate.bonus);
        (rank(candidate), stands.is_none(), stands, candidate.index)
    });
    let free = places - usize::from(needs_required);
    let mut counted = Vec::with_capacity(candidates.len());
    counted.extend(kept);
    counted.extend(others.iter().take(free).map(|candidate| candidate.index));
    let required = candidates
        .iter()
        .filter(may_stand)
        .min_by_key(|candidate| {
            let counts = counted.contains(&candidate.index);
            (!counts, candidate.bonus, candidate.index)
        })
        .map(|candidate| candidate.index);
    Selection {
        counted,
        required,
        lacks_required,
    }
}

/// Most points first, then complete data.
fn rank(candidate: &Candidate) -> (Reverse<Points>, Reverse<bool>) {
    let points = Points(candidate.points);
    (Reverse(points), Reverse(candidate.is_complete))
}

/// Points in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Points(Decimal);

impl Ord for Points {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(self.0, other.0)
    }
}

impl PartialOrd for Points {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What the choice needs to know of a measure; none of one that is not scored.
pub fn candidate(year: &Year<'_>, measure: &Measure<'_>, index: usize) -> Option<Candidate> {
    Some(Candidate {
        index,
        points: measure.points()?,
        bonus: total::high_priority_points(year, measure),
        is_complete: measure.is_complete,
        is_outcome: measure.row.measure_type.is_outcome(),
        is_high_priority: measure.row.is_high_priority(),
    })
}
