//! The short way for the points of a grid: a plan, numbers, and what they come to.

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

/// The slot of a path whose values only change how high a figure is.
pub(crate) fn slot_of(path: &str) -> Option<usize> {
    numeric_paths().iter().position(|known| *known == path)
}

/// The number that a text is as a whole, in units of its slot's places; `None` for a text that is spelled in another way.
pub(crate) fn number_of(text: &str, slot: usize) -> Option<i64> {
    let (number, end) = number::read(text.as_bytes(), 0, SLOT_PLACES[slot])?;
    (end == text.len()).then_some(number)
}

/// Appends a figure in hundredths: `-12.05`.
pub(crate) fn write_hundredths(hundredths: i64, out: &mut Vec<u8>) {
    number::write_hundredths(hundredths, out);
}

/// What all points share that differ in numbers alone.
pub(crate) struct Learned {
    plan: Plan,
    mask: u16,
    /// The classes of the scores met, by score in hundredths.
    classes: Vec<Option<Class>>,
}

/// What a point comes to, in hundredths.
pub(crate) struct Figures {
    /// The final score, and the payment adjustment in percent, where they are known.
    pub known: Option<(i64, i64)>,
    /// Both ends of the final score.
    pub scores: [i64; 2],
    /// Both ends of the adjustment in percent.
    pub percents: [i64; 2],
    /// The adjustment in dollars, where it is known and an amount is paid.
    pub dollars: Option<i64>,
    /// Both ends of it, where an amount is paid.
    pub dollar_ends: Option<[i64; 2]>,
    /// The class of the adjustment, where it is one.
    pub class: Option<Class>,
}

impl Learned {
    /// What an admitted point says of all that have other numbers in the slots of `mask`; `None` when they take more.
    pub(crate) fn of(job: &Job<'_>, row: &Admitted, mask: u16, tables: &Tables) -> Option<Self> {
        let plan = Plan::of(job, row, mask, tables)?;
        Some(Self {
            plan,
            mask,
            classes: Vec::new(),
        })
    }

    /// What a point with these numbers comes to; `None` where that cannot be told this way.
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
            // A factor of the point's own is certain.
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

    /// The class of a score in hundredths.
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
