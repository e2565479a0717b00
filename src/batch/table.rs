//! The adjustment percent for every final score, for one year and its scaling factors. Each is computed once and shared by all
//! threads.
//!
//! [`adjustment::percents`] alone computes them; the table keeps its answers, and where the percent steps up between exact
//! scores that round to the same final score.

use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicU64, Ordering},
};

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::number::{PAID_PLACES, PLACES};
use crate::{
    decimal::{Exact, scaled},
    rules::book::YearRules,
    score::adjustment::{self, Factors, Percents},
};

/// Decimal places of a final score before rounding: those of a percent, two for a weight, and two because a percent is a
/// hundredth.
pub(super) const EXACT_PLACES: u32 = PLACES + 4;
/// A hundredth of a point, in units of an exact score.
pub(super) const HUNDREDTH: i64 = 10_i64.pow(EXACT_PLACES - 2);
/// Decimal places of all printed figures.
pub(super) const PRINTED_PLACES: u32 = 2;
/// A cent, in units of a paid amount times hundredths of a percent, divided by a hundred.
const CENT: i64 = 10_i64.pow(PAID_PLACES + 4 - 2);

/// Most tables that are kept; each takes 80 kB.
const MOST_TABLES: usize = 40;

/// How many scores are computed together.
const BLOCK: i64 = 64;

/// A final score before and after rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    /// Before rounding, in units of [`EXACT_PLACES`] decimal places.
    pub exact: i64,
    /// After rounding, in hundredths.
    pub score: i64,
    /// The score before rounding as a fraction, if it may lie between two units: `exact` is then the nearest unit.
    pub fraction: Option<Exact>,
}

/// The lowest and the highest final score that a row can have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    pub low: Point,
    pub high: Point,
    /// Whether both are the same.
    pub is_known: bool,
}

/// The tables for all years and factors met so far.
#[derive(Default)]
pub(crate) struct Tables(RwLock<Vec<Arc<Table>>>);

impl Tables {
    /// The table for these rules and factors. If too many tables are kept, returns one that keeps nothing.
    pub(super) fn of(&self, rules: &Arc<YearRules>, factors: Factors) -> Arc<Table> {
        let is_it =
            |table: &&Arc<Table>| table.factors == factors && Arc::ptr_eq(&table.rules, rules);
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(table) = known.iter().find(is_it) {
            return Arc::clone(table);
        }
        drop(known);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(table) = known.iter().find(is_it) {
            return Arc::clone(table);
        }
        let remembers = known.len() < MOST_TABLES;
        let table = Arc::new(Table::new(rules, factors, remembers));
        if remembers {
            known.push(Arc::clone(&table));
        }
        table
    }
}

/// The adjustment percent for every final score.
pub(super) struct Table {
    rules: Arc<YearRules>,
    factors: Factors,
    /// By final score in hundredths.
    entries: Vec<AtomicU64>,
}

/// The percent for the exact scores that round to one final score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    /// In hundredths of a percent.
    percent: i16,
    /// If set: from this many units above the lowest of these exact scores, the percent is a hundredth higher.
    step: Option<u64>,
}

impl Entry {
    const THERE: u64 = 1;
    const STEPS: u64 = 2;

    fn packed(self) -> u64 {
        let percent = u64::from(self.percent.cast_unsigned()) << 2;
        match self.step {
            None => Self::THERE | percent,
            Some(step) => Self::THERE | Self::STEPS | percent | step << 18,
        }
    }

    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the percent takes the sixteen bits that are kept"
    )]
    fn of(packed: u64) -> Option<Self> {
        (packed & Self::THERE != 0).then(|| Self {
            percent: ((packed >> 2) as u16).cast_signed(),
            step: (packed & Self::STEPS != 0).then_some(packed >> 18),
        })
    }
}

/// The lowest exact score that may round to this final score.
fn lowest(score: i64) -> i64 {
    (score * HUNDREDTH - HUNDREDTH / 2).max(0)
}

/// The highest exact score that may round to this final score.
fn highest(score: i64) -> i64 {
    score * HUNDREDTH + HUNDREDTH / 2
}

impl Table {
    fn new(rules: &Arc<YearRules>, factors: Factors, remembers: bool) -> Self {
        let scores = scaled(rules.final_score.maximum, PRINTED_PLACES)
            .filter(|_| remembers)
            .and_then(|hundredths| usize::try_from(hundredths + 1).ok())
            .unwrap_or(0);
        Self {
            rules: Arc::clone(rules),
            factors,
            entries: std::iter::repeat_with(AtomicU64::default)
                .take(scores)
                .collect(),
        }
    }

    /// Whether both tables have the same factor for the additional adjustment.
    pub(super) fn has_additional_of(&self, other: &Self) -> bool {
        self.factors.additional == other.factors.additional
    }

    /// The adjustment for a final score, in hundredths of a percent.
    #[inline]
    pub(super) fn percent(&self, point: Point) -> Option<i64> {
        let slot = usize::try_from(point.score)
            .ok()
            .and_then(|n| self.entries.get(n));
        let known = slot.and_then(|slot| Entry::of(slot.load(Ordering::Relaxed)));
        let entry = if let Some(entry) = known {
            entry
        } else {
            self.fill_around(point.score);
            match slot.and_then(|slot| Entry::of(slot.load(Ordering::Relaxed))) {
                Some(entry) => entry,
                None => return self.exactly(point),
            }
        };
        let step = entry.step.and_then(|step| i64::try_from(step).ok());
        let step = step.map(|step| lowest(point.score) + step);
        let is_near = step.is_some_and(|step| (step - point.exact).abs() <= 1);
        if is_near && point.fraction.is_some() {
            return self.exactly(point);
        }
        let is_above = step.is_some_and(|step| step <= point.exact);
        Some(i64::from(entry.percent) + i64::from(is_above))
    }

    fn percents(&self, point: Point) -> Percents {
        adjustment::percents(
            &self.rules.adjustment,
            self.rules.final_score.maximum,
            point
                .fraction
                .unwrap_or_else(|| Decimal::new(point.exact, EXACT_PLACES).into()),
            Decimal::new(point.score, PRINTED_PLACES),
            self.factors,
        )
    }

    fn exactly(&self, point: Point) -> Option<i64> {
        scaled(self.percents(point).total, PRINTED_PLACES)
    }

    /// Computes the percents for the block of scores around this one, as far as they are kept.
    fn fill_around(&self, score: i64) {
        let Ok(scores) = i64::try_from(self.entries.len()) else {
            return;
        };
        let first = score - score % BLOCK;
        let last = (first + BLOCK).min(scores) - 1;
        if (first..=last).contains(&score) {
            let low = self.percents(self.end(first, lowest));
            let high = self.percents(self.end(last, highest));
            self.fill([first, last], [low, high]);
        }
    }

    /// Fills in all scores from `first` to `last`, if the lowest and highest exact scores among them have these percents.
    fn fill(&self, [first, last]: [i64; 2], [low, high]: [Percents; 2]) {
        // Within a class the percent never falls, so equal percents at both ends are equal in between.
        let is_level = low.class == high.class && low.total == high.total;
        let percent = scaled(low.total, PRINTED_PLACES).and_then(|it| i16::try_from(it).ok());
        if let Some(percent) = percent.filter(|_| is_level) {
            let step = None;
            (first..=last).for_each(|score| self.remember(score, Entry { percent, step }));
        } else if first == last {
            if let Some(entry) = self.find(first) {
                self.remember(first, entry);
            }
        } else {
            let middle = first.midpoint(last);
            let below = self.percents(self.end(middle, highest));
            let above = self.percents(self.end(middle + 1, lowest));
            self.fill([first, middle], [low, below]);
            self.fill([middle + 1, last], [above, high]);
        }
    }

    fn remember(&self, score: i64, entry: Entry) {
        let slot = usize::try_from(score)
            .ok()
            .and_then(|n| self.entries.get(n));
        if let Some(slot) = slot {
            // Threads that compute the same entry get the same value.
            slot.store(entry.packed(), Ordering::Relaxed);
        }
    }

    /// The lowest or the highest exact score that rounds to a final score.
    fn end(&self, score: i64, end: fn(i64) -> i64) -> Point {
        let maximum = scaled(self.rules.final_score.maximum, EXACT_PLACES).unwrap_or(i64::MAX);
        Point {
            exact: end(score).min(maximum),
            score,
            fraction: None,
        }
    }

    /// The entry for a final score; `None` if the percent has more than one step among its exact scores.
    fn find(&self, score: i64) -> Option<Entry> {
        let (low, high) = (
            self.end(score, lowest).exact,
            self.end(score, highest).exact,
        );
        let at = |exact| Point {
            exact,
            score,
            fraction: None,
        };
        let percent = self.exactly(at(low))?;
        let above = self.exactly(at(high))?;
        // The percent never falls, so equal percents at both ends are equal in between.
        let step = match above - percent {
            0 => None,
            1 => Some(u64::try_from(self.step(score, low, high, percent)? - low).ok()?),
            _ => return None,
        };
        let percent = i16::try_from(percent).ok()?;
        Some(Entry { percent, step })
    }

    /// The first exact score with a higher percent than `percent`, between `low`, which has it, and `high`, which has more.
    fn step(&self, score: i64, low: i64, high: i64, percent: i64) -> Option<i64> {
        let point = |exact| Point {
            exact,
            score,
            fraction: None,
        };
        let is_above = |exact| Some(self.exactly(point(exact))? > percent);
        // Before rounding the percent is a straight line: the step is near here.
        let at = |exact| {
            let percents = self.percents(point(exact));
            (percents.base + percents.additional).decimal()
        };
        let (first, last) = (at(low), at(high));
        let half = Decimal::new(percent * 10 + 5, PRINTED_PLACES + 1);
        let share = (half - first).checked_div(last - first)?;
        let guess = share
            .checked_mul(Decimal::from(high - low))
            .and_then(|units| units.to_i64())
            .map(|units| low + units);
        let (mut below, mut from) = (low, high);
        if let Some(guess) = guess {
            for near in [guess.saturating_sub(2), guess.saturating_add(2)] {
                if below < near && near < from {
                    if is_above(near)? {
                        from = near;
                    } else {
                        below = near;
                    }
                }
            }
        }
        while below + 1 < from {
            let middle = below.midpoint(from);
            if is_above(middle)? {
                from = middle;
            } else {
                below = middle;
            }
        }
        Some(from)
    }

    /// The adjustment in cents, from a paid amount and hundredths of a percent.
    #[inline]
    pub(super) fn cents(&self, paid: i64, percent: i64) -> Option<i64> {
        let amount = paid.checked_mul(percent)?;
        Some(self.rules.adjustment.dollars_rounding.whole(amount, CENT))
    }
}
