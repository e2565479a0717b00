//! The fast path for the points of a sweep's grid: a plan and the numbers of each point.

use rust_decimal::Decimal;

use super::{columns::numeric_paths, job::Job, number, plan::Plan};
pub(crate) use super::{
    columns::{FACTOR, Numbers, SLOT_PLACES},
    table::Tables,
};
use crate::{
    score::adjustment::{self, Class},
    trial::Admitted,
};

/// The slot of a path whose values change only the size of a figure.
pub(crate) fn slot_of(path: &str) -> Option<usize> {
    numeric_paths().iter().position(|known| *known == path)
}

/// The number that a text holds, in units of the slot's decimal places; `None` for a text written in another way.
pub(crate) fn number_of(text: &str, slot: usize) -> Option<i64> {
    let (number, end) = number::read(text.as_bytes(), 0, SLOT_PLACES[slot])?;
    (end == text.len()).then_some(number)
}

/// Appends a figure in hundredths: `-12.05`.
pub(crate) fn write_hundredths(hundredths: i64, out: &mut Vec<u8>) {
    number::write_hundredths(hundredths, out);
}

/// What all points share that differ only in numbers.
pub(crate) struct Learned {
    plan: Plan,
    mask: u16,
    /// The adjustment classes already found, by final score in hundredths.
    classes: Vec<Option<Class>>,
}

/// The result of a point, in hundredths.
pub(crate) struct Figures {
    /// The final score, and the payment adjustment in percent, if both are known.
    pub known: Option<(i64, i64)>,
    /// The lowest and the highest final score.
    pub scores: [i64; 2],
    /// The lowest and the highest adjustment in percent.
    pub percents: [i64; 2],
    /// The adjustment in dollars, if it is known and a paid amount is given.
    pub dollars: Option<i64>,
    /// The lowest and the highest adjustment in dollars, if a paid amount is given.
    pub dollar_ends: Option<[i64; 2]>,
    /// The class of the adjustment, if it is the same at both ends.
    pub class: Option<Class>,
}

impl Learned {
    /// Learns from an admitted point what all points share that differ from it in the slots of `mask`; `None` if more than
    /// those numbers matters.
    pub(crate) fn of(job: &Job<'_>, row: &Admitted, mask: u16, tables: &Tables) -> Option<Self> {
        let plan = Plan::of(job, row, mask, tables)?;
        Some(Self {
            plan,
            mask,
            classes: Vec::new(),
        })
    }

    /// The result of a point with these numbers; `None` if it needs the full path.
    pub(crate) fn figures(&mut self, numbers: &Numbers, tables: &Tables) -> Option<Figures> {
        let (plan, mask) = (&self.plan, self.mask);
        if !plan.fits(numbers, mask) {
            return None;
        }
        let range = plan.range(numbers, mask)?;
        let (mut low, mut high) = plan.end_tables();
        let mut table = plan.table();
        let own = (mask & 1 << FACTOR != 0).then(|| plan.own_table(numbers, tables));
        if let Some(own) = &own {
            if !low.has_additional_of(high) {
                return None;
            }
            // The point gives its own factor, so it is certain.
            (low, high, table) = (own, own, own);
        }
        let percents = [low.percent(range.low)?, high.percent(range.high)?];
        let paid = plan.paid(numbers, mask);
        let in_dollars = |percent| paid.map(|paid| table.cents(paid, percent));
        let known = if range.is_known {
            Some((range.low.score, table.percent(range.low)?))
        } else {
            None
        };
        let dollars = match known.and_then(|(_, percent)| in_dollars(percent)) {
            Some(dollars) => Some(dollars?),
            None => None,
        };
        let dollar_ends = match (in_dollars(percents[0]), in_dollars(percents[1])) {
            (Some(low), Some(high)) => Some([low?, high?]),
            _ => None,
        };
        let scores = [range.low.score, range.high.score];
        let first = self.class(scores[0])?;
        let is_one = scores[0] == scores[1] || self.class(scores[1])? == first;
        Some(Figures {
            known,
            scores,
            percents,
            dollars,
            dollar_ends,
            class: is_one.then_some(first),
        })
    }

    /// The adjustment class of a score in hundredths.
    fn class(&mut self, score: i64) -> Option<Class> {
        let n = usize::try_from(score).ok()?;
        if self.classes.len() <= n {
            self.classes.resize(n + 1, None);
        }
        let adjustment = &self.plan.rules.adjustment;
        let class = || adjustment::class(adjustment, Decimal::new(score, 2));
        Some(*self.classes[n].get_or_insert_with(class))
    }
}
