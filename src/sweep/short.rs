//! The short way through a grid: points that differ in numbers alone share what the first of them settled.

use rust_decimal::Decimal;

use super::{
    grid::Sweep,
    variation::Variation,
    writing::{Line, Writer},
};
use crate::{
    batch::{
        Job,
        points::{self, Learned, Numbers, SLOT_PLACES, Tables},
    },
    document::Document,
    report::factor::Footing,
    score::{
        adjustment::Class,
        scorecard::{Bounds, PaymentAdjustment},
    },
    trial::Admitted,
};

/// Values of a key that are held at a time.
const MOST_VALUES: u64 = 1 << 16;

/// Kinds of points that are remembered at a time.
const MOST_KINDS: usize = 128;

/// Points of a kind from which on it is worth being remembered.
const FEWEST_POINTS: u64 = 8;

/// A key as its points have it.
struct Key<'a> {
    variation: &'a Variation,
    count: u64,
    /// The slot of its numbers, where its values are such.
    slot: Option<usize>,
    /// Its values as they are written, with their numbers, where they are few enough to be held.
    held: Vec<(Vec<u8>, Option<i64>)>,
    /// The first number and the step to the next.
    units: Option<(i64, i64)>,
}

/// All keys of a sweep.
pub(super) struct Keys<'a> {
    keys: Vec<Key<'a>>,
    is_worth: bool,
}

/// What one kind of points has in common: what was settled, and its factors.
struct Kind {
    learned: Learned,
    /// The adjustment of one of its points; its factors are all points', unless each has its own.
    payment: PaymentAdjustment,
    has_own_factor: bool,
}

/// One thread's way through the points.
pub(super) struct Short<'a> {
    keys: &'a Keys<'a>,
    job: Job<'a>,
    tables: &'a Tables,
    kinds: Vec<(Vec<u64>, Option<Kind>)>,
    /// Which of them the last point was of.
    last: usize,
    kind: Vec<u64>,
    at: Vec<u64>,
    numbers: Numbers,
    mask: u16,
}

impl<'a> Key<'a> {
    fn of(variation: &'a Variation, writer: &Writer<'_>) -> Self {
        let count = variation.count();
        let slot = points::slot_of(&variation.path);
        let number = |text: &str| points::number_of(text, slot?);
        let held = if count <= MOST_VALUES {
            let values = (0..count).map(|n| variation.value(n));
            let held = |text: String| (writer.value(&text).into_bytes(), number(&text));
            values.map(held).collect()
        } else {
            Vec::new()
        };
        Self {
            variation,
            count,
            slot,
            held,
            units: slot.and_then(|slot| variation.units(SLOT_PLACES[slot])),
        }
    }

    fn held(&self, n: u64) -> Option<&(Vec<u8>, Option<i64>)> {
        usize::try_from(n).ok().and_then(|n| self.held.get(n))
    }

    /// The number of a value, where it is one that only changes how high a figure is.
    fn number(&self, n: u64) -> Option<i64> {
        match (self.held(n), self.units) {
            (Some((_, number)), _) => *number,
            (None, Some((first, step))) => {
                let steps = step.checked_mul(i64::try_from(n).ok()?)?;
                first.checked_add(steps).filter(|number| *number >= 0)
            }
            (None, None) => None,
        }
    }
}

impl<'a> Keys<'a> {
    pub(super) fn of(sweep: &Sweep<'a>, writer: &Writer<'_>) -> Self {
        let variations = sweep.variations.iter();
        let keys: Vec<Key<'a>> = variations.map(|it| Key::of(it, writer)).collect();
        let of_kind = keys.iter().filter(|key| key.slot.is_some());
        let of_kind: u64 = of_kind.map(|key| key.count).fold(1, u64::saturating_mul);
        Self {
            keys,
            // The other figures of a point differ in more than how high they are.
            is_worth: of_kind >= FEWEST_POINTS && sweep.columns.is_empty(),
        }
    }

    /// Adds the values of a point to its line.
    fn values(&self, at: &[u64], writer: &Writer<'_>, line: &mut Line) {
        for (key, n) in self.keys.iter().zip(at) {
            line.cell(|text| match key.held(*n) {
                Some((written, _)) => text.extend_from_slice(written),
                None => text.extend_from_slice(writer.value(&key.variation.value(*n)).as_bytes()),
            });
        }
    }

    /// Which value of each key a point has; the last key turns fastest.
    fn place(&self, point: u64, at: &mut Vec<u64>) {
        at.clear();
        at.resize(self.keys.len(), 0);
        let mut rest = point;
        for (key, n) in self.keys.iter().zip(&mut *at).rev() {
            *n = rest % key.count;
            rest /= key.count;
        }
    }
}

impl<'a> Short<'a> {
    pub(super) fn new(
        sweep: &Sweep<'a>,
        keys: &'a Keys<'a>,
        base: &'a Document,
        tables: &'a Tables,
    ) -> Self {
        Self {
            keys,
            job: Job::new(sweep.book, base),
            tables,
            kinds: Vec::new(),
            last: 0,
            kind: Vec::new(),
            at: Vec::new(),
            numbers: Numbers::default(),
            mask: 0,
        }
    }

    /// Turns to a point.
    pub(super) fn turn(&mut self, point: u64) {
        self.keys.place(point, &mut self.at);
        self.kind.clear();
        self.mask = 0;
        for (key, n) in self.keys.keys.iter().zip(&self.at) {
            match key.slot.zip(key.number(*n)) {
                Some((slot, number)) => {
                    self.numbers[slot] = number;
                    self.mask |= 1 << slot;
                    self.kind.push(u64::MAX);
                }
                None => self.kind.push(*n),
            }
        }
    }

    /// Writes the line of the point, where its kind is known, and takes its adjustment into the footing. Says whether it
    /// could.
    pub(super) fn line(
        &mut self,
        writer: &Writer<'_>,
        line: &mut Line,
        footing: Option<&mut Footing>,
    ) -> bool {
        let Some((_, Some(kind))) = self.known().and_then(|n| self.kinds.get_mut(n)) else {
            return false;
        };
        if footing.is_some() && kind.has_own_factor {
            return false;
        }
        let Some(figures) = kind.learned.figures(&self.numbers, self.tables) else {
            return false;
        };
        line.clear();
        self.keys.values(&self.at, writer, line);
        hundredths(line, figures.known.map(|(score, _)| score));
        for score in figures.scores {
            hundredths(line, Some(score));
        }
        hundredths(line, figures.known.map(|(_, percent)| percent));
        hundredths(line, figures.dollars);
        let class = figures.class.map_or("", Class::key);
        line.cell(|text| text.extend_from_slice(class.as_bytes()));
        for percent in figures.percents {
            hundredths(line, Some(percent));
        }
        hundredths(line, figures.dollar_ends.map(|ends| ends[0]));
        hundredths(line, figures.dollar_ends.map(|ends| ends[1]));
        if let Some(footing) = footing {
            footing.add(&kind.payment(&figures));
        }
        true
    }

    /// Remembers what a point that was scored the general way says of its kind.
    pub(super) fn learn(&mut self, row: &Admitted, payment: &PaymentAdjustment) {
        if !self.keys.is_worth || self.known().is_some() {
            return;
        }
        if self.kinds.len() >= MOST_KINDS {
            self.kinds.clear();
        }
        let learned = Learned::of(&self.job, row, self.mask, self.tables);
        let kind = learned.map(|learned| Kind {
            learned,
            payment: payment.clone(),
            has_own_factor: self.mask & 1 << points::FACTOR != 0,
        });
        self.kinds.push((self.kind.clone(), kind));
    }

    /// Where the kind of the point is remembered.
    fn known(&mut self) -> Option<usize> {
        let is_it = |(known, _): &(Vec<u64>, Option<Kind>)| *known == self.kind;
        if !self.kinds.get(self.last).is_some_and(is_it) {
            self.last = self.kinds.iter().position(is_it)?;
        }
        Some(self.last)
    }
}

/// Adds a figure to a line; none says nothing.
fn hundredths(line: &mut Line, figure: Option<i64>) {
    line.cell(|text| {
        if let Some(figure) = figure {
            points::write_hundredths(figure, text);
        }
    });
}

impl Kind {
    /// The adjustment of a point of this kind, as far as a footing looks at it.
    fn payment(&self, figures: &points::Figures) -> PaymentAdjustment {
        let percent = |hundredths| Decimal::new(hundredths, 2);
        PaymentAdjustment {
            percent: figures.known.map(|(_, it)| percent(it)),
            class: figures.class,
            bounds: Bounds {
                low: percent(figures.percents[0]),
                high: percent(figures.percents[1]),
            },
            ..self.payment.clone()
        }
    }
}
