//! Which measures a practice is held to, and where the points of excluded ones go.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::scored_measures::Answers;
use crate::decimal::Exact;
use crate::rules::promoting_interoperability::{MeasurePoints, Split};

/// The way of exchange that was reported; without any, the first.
fn chosen_way<'m>(method: &'m MeasurePoints, answers: Answers<'_>) -> &'m [String] {
    let is_excluded = |id: &String| {
        method
            .exclusions
            .of
            .iter()
            .any(|(exclusion, of)| of == id && answers.has(exclusion))
    };
    let ways = &method.exchange.ways;
    let by = |matches: &dyn Fn(&String) -> bool| ways.iter().find(|way| way.iter().any(matches));
    by(&|id| answers.has(id))
        .or_else(|| by(&is_excluded))
        .or_else(|| by(&|id| answers.answer(id).is_some()))
        .or_else(|| ways.first())
        .map_or(&[], Vec::as_slice)
}

/// The year's measures, as these answers meet them.
pub(super) struct Scheme<'m, 'p> {
    pub(super) method: &'m MeasurePoints,
    pub(super) answers: Answers<'p>,
    way: &'m [String],
}

impl<'m, 'p> Scheme<'m, 'p> {
    pub(super) fn of(method: &'m MeasurePoints, answers: Answers<'p>) -> Self {
        Self {
            method,
            answers,
            way: chosen_way(method, answers),
        }
    }

    /// The required measures with their own points: those of other ways of exchange are not among them.
    pub(super) fn required(&self) -> impl Iterator<Item = (&'m String, Decimal)> {
        let points = self.method.points.iter();
        points
            .filter(|(id, _)| self.is_in_play(id))
            .map(|(id, points)| (id, *points))
    }

    fn is_in_play(&self, id: &String) -> bool {
        let of_a_way = self.method.exchange.ways.iter().any(|way| way.contains(id));
        !of_a_way || self.way.contains(id)
    }

    pub(super) fn is_excluded(&self, id: &str) -> bool {
        self.method
            .exclusions
            .of
            .iter()
            .any(|(exclusion, of)| of == id && self.answers.has(exclusion))
    }

    /// What excluded measures hand on to the others, by the measure where it ends.
    pub(super) fn received(&self) -> BTreeMap<&'m String, Exact> {
        let mut received = BTreeMap::new();
        for (id, points) in self.required().filter(|(id, _)| self.is_excluded(id)) {
            self.pass(id, points.into(), &mut received);
        }
        received
    }

    /// Gives points to a measure, or to those after it when it is excluded.
    pub(super) fn hand_on(
        &self,
        id: &'m String,
        points: Exact,
        received: &mut BTreeMap<&'m String, Exact>,
    ) {
        if self.is_excluded(id) {
            self.pass(id, points, received);
        } else {
            let so_far = received.entry(id).or_default();
            *so_far = *so_far + points;
        }
    }

    /// Passes points of an excluded measure on to those after it that are in play.
    fn pass(&self, from: &str, points: Exact, received: &mut BTreeMap<&'m String, Exact>) {
        let all = self.method.redistribution.to.get(from);
        let to: Vec<&String> = all
            .into_iter()
            .flatten()
            .filter(|id| self.is_in_play(id))
            .collect();
        let to = match self.method.redistribution.split {
            Split::Equal => &to[..],
            Split::First => to.get(..1).unwrap_or_default(),
        };
        let Some(part) = points.checked_div(Decimal::from(to.len())) else {
            return;
        };
        for id in to {
            self.hand_on(id, part, received);
        }
    }
}
