//! The highest score that the steps reach together.
//!
//! Steps that put the practice on another footing (another pathway, a category that gains or loses weight) are tried in
//! every combination. Beside them no category touches another, so each is brought to its own best: with every combination
//! of its steps where these are few, else by ever the best next change.

use rust_decimal::Decimal;

use super::search::Search;
use crate::{category::Category, decimal::HUNDRED};

/// So many combinations of the steps of one category are tried; of more only the best next change is.
const COMBINATIONS: usize = 1_500;

/// So many combinations of steps that change the footing are tried.
const FOOTINGS: usize = 64;

/// The steps that together reach the highest score.
pub struct Ceiling {
    /// The steps by their numbers.
    pub steps: Vec<usize>,
    /// Whether every combination was tried that could reach more.
    pub is_proved: bool,
}

/// So many sets are scored for the ceiling at most; where more would be tried, the highest was found and is not proved.
const MOST_SCORES: usize = 10_000;

/// What a set of steps is worth to a category: the final score, then the category's own percent, which tells sets apart
/// that the final score rounds to the same.
type Worth = (Decimal, Option<Decimal>);

impl Search<'_> {
    /// The steps that together reach the highest score.
    pub fn ceiling(&mut self) -> Ceiling {
        let units = self.units().to_vec();
        let (footings, own): (Vec<usize>, Vec<usize>) = units
            .into_iter()
            .partition(|index| self.changes_footing(*index));
        let (footings, mut is_proved) = if let Some(all) = self.combinations(&footings, FOOTINGS) {
            (all, true)
        } else {
            let each = footings.iter().map(|index| vec![*index]);
            (std::iter::once(Vec::new()).chain(each).collect(), false)
        };
        // The most promising first, since the search may be cut.
        let mut footings: Vec<(Decimal, Vec<usize>)> = footings
            .into_iter()
            .map(|set| (self.score(&set), set))
            .collect();
        footings.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        let mut best: Option<(Decimal, Vec<usize>)> = None;
        for (_, footing) in footings {
            if self.scored() >= MOST_SCORES {
                is_proved = false;
                break;
            }
            let mut set = footing;
            for category in Category::ALL {
                let steps: Vec<usize> = own
                    .iter()
                    .copied()
                    .filter(|index| self.category(*index) == Some(category))
                    .filter(|index| self.is_free(&set, *index))
                    .collect();
                is_proved &= self.best_of(category, &steps, &mut set);
            }
            let score = self.score(&set);
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, set));
            }
        }
        let steps = best.map(|(score, set)| self.needed(set, score));
        Ceiling {
            steps: steps.unwrap_or_default(),
            is_proved,
        }
    }

    /// Adds to a set the steps of a category that bring it to its best, and says whether all their combinations were
    /// tried.
    fn best_of(&mut self, category: Category, steps: &[usize], set: &mut Vec<usize>) -> bool {
        let from = set.len();
        let is_affordable = self.scored() + COMBINATIONS <= MOST_SCORES;
        let all = self.combinations(steps, COMBINATIONS);
        if let Some(all) = all.filter(|all| is_affordable || all.len() < steps.len() * 2) {
            let mut best: Option<(Worth, Vec<usize>)> = None;
            for more in all {
                let with = [&set[..], &more].concat();
                let worth = self.worth(category, &with);
                if best.as_ref().is_none_or(|(most, _)| worth > *most) {
                    best = Some((worth, with));
                }
                // No step of this category moves a weight: nothing is more than all of it.
                if worth.1 == Some(HUNDRED) {
                    break;
                }
            }
            if let Some((_, with)) = best {
                *set = with;
            }
            return true;
        }
        let mut everything = set.clone();
        for step in steps {
            if self.is_free(&everything, *step) {
                everything.push(*step);
            }
        }
        let climbed = [set.clone(), everything].map(|start| {
            let reached = self.climbed(category, steps, from, start);
            (self.worth(category, &reached), reached)
        });
        let [one, other] = climbed;
        *set = if other.0 > one.0 { other.1 } else { one.1 };
        false
    }

    /// Takes ever the best next change: a step more (without those that it excludes), a step less, then two steps more.
    fn climbed(
        &mut self,
        category: Category,
        steps: &[usize],
        from: usize,
        mut set: Vec<usize>,
    ) -> Vec<usize> {
        let mut worth = self.worth(category, &set);
        loop {
            let mut nexts: Vec<Vec<usize>> = Vec::new();
            let absent = |set: &[usize]| -> Vec<usize> {
                let open = steps.iter().copied();
                open.filter(|step| !set.contains(step)).collect()
            };
            for step in absent(&set) {
                nexts.push(self.with_instead(&set, step));
            }
            for place in from..set.len() {
                let mut fewer = set.clone();
                fewer.remove(place);
                nexts.push(fewer);
            }
            let mut next = self.best_next(category, nexts, worth);
            if next.is_none() && self.scored() < MOST_SCORES / 2 {
                let open = absent(&set);
                let mut pairs = Vec::new();
                for (n, one) in open.iter().enumerate() {
                    // Every pair once, as far as there is room for them.
                    if pairs.len() > MOST_SCORES / 4 {
                        break;
                    }
                    for other in &open[n + 1..] {
                        let with = self.with_instead(&set, *one);
                        pairs.push(self.with_instead(&with, *other));
                    }
                }
                next = self.best_next(category, pairs, worth);
            }
            match next {
                Some((reached, with)) => (worth, set) = (reached, with),
                None => return set,
            }
        }
    }

    fn best_next(
        &mut self,
        category: Category,
        nexts: Vec<Vec<usize>>,
        worth: Worth,
    ) -> Option<(Worth, Vec<usize>)> {
        let mut best: Option<(Worth, Vec<usize>)> = None;
        for next in nexts {
            let reached = self.worth(category, &next);
            if reached > best.as_ref().map_or(worth, |(most, _)| *most) {
                best = Some((reached, next));
            }
        }
        best
    }

    fn with_instead(&self, set: &[usize], step: usize) -> Vec<usize> {
        let kept = set.iter().copied();
        kept.filter(|one| self.is_free(&[*one], step))
            .chain([step])
            .collect()
    }

    fn worth(&mut self, category: Category, set: &[usize]) -> Worth {
        let end = self.counted(set);
        (end.final_score, end.percents[category])
    }

    /// The steps of a set without those that add nothing to its score, the hardest first.
    fn needed(&mut self, mut set: Vec<usize>, score: Decimal) -> Vec<usize> {
        let mut order = set.clone();
        order.sort_by_key(|index| std::cmp::Reverse(self.effort(&[*index])));
        for step in order {
            let fewer: Vec<usize> = set.iter().copied().filter(|one| *one != step).collect();
            if self.score(&fewer) >= score {
                set = fewer;
            }
        }
        set
    }

    /// Every set of steps that do not exclude each other, the empty one too; none where there are more than `most`.
    fn combinations(&self, steps: &[usize], most: usize) -> Option<Vec<Vec<usize>>> {
        let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
        for step in steps {
            let with: Vec<Vec<usize>> = sets
                .iter()
                .filter(|set| self.is_free(set, *step))
                .map(|set| [&set[..], &[*step]].concat())
                .collect();
            sets.extend(with);
            if sets.len() > most {
                return None;
            }
        }
        Some(sets)
    }
}
