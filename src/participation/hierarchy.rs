//! Which of several final scores of one clinician at one practice counts, by the year's order.

use crate::{
    rules::{score_hierarchy::ScoreHierarchy, terms::Participation},
    score::scorecard::Bounds,
};

/// A final score that could count: its level, and what it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The level that it was earned at.
    pub level: Participation,
    /// The final score, or what it can be.
    pub score: Bounds,
}

/// What counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// Nothing: there is no score.
    Nothing,
    /// The candidate at this place, from 0.
    One(usize),
    /// It depends on what is not known yet; the score that counts is within this.
    Open(Bounds),
}

/// The candidate that counts. Within a level, and among the levels of which the highest counts, the higher score does.
#[must_use]
pub fn which_counts(hierarchy: &ScoreHierarchy, candidates: &[Candidate]) -> Counting {
    for level in &hierarchy.first {
        let found = best(candidates, |it| it == *level);
        if found != Counting::Nothing {
            return found;
        }
    }
    best(candidates, |level| hierarchy.highest_of.contains(&level))
}

fn best(candidates: &[Candidate], is_meant: impl Fn(Participation) -> bool) -> Counting {
    let meant: Vec<(usize, Bounds)> = candidates
        .iter()
        .enumerate()
        .filter(|(_, it)| is_meant(it.level))
        .map(|(n, it)| (n, it.score))
        .collect();
    let Some(low) = meant.iter().map(|(_, score)| score.low).max() else {
        return Counting::Nothing;
    };
    let high = meant
        .iter()
        .map(|(_, score)| score.high)
        .max()
        .unwrap_or(low);
    let winner = meant.iter().find(|(n, score)| {
        let others = meant.iter().filter(|(other, _)| other != n);
        score.low == low && others.into_iter().all(|(_, other)| other.high <= low)
    });
    match winner {
        Some((n, _)) => Counting::One(*n),
        None => Counting::Open(Bounds { low, high }),
    }
}

/// The order in words.
#[must_use]
pub fn in_words(hierarchy: &ScoreHierarchy) -> String {
    let named = |levels: &[Participation]| -> Vec<String> {
        levels.iter().map(|it| it.title().to_owned()).collect()
    };
    let first = named(&hierarchy.first).join(", then that of the ");
    let rest = named(&hierarchy.highest_of).join(", ");
    format!(
        "the score of the {first} counts, even if it is lower; without one, the highest of {rest}"
    )
}
