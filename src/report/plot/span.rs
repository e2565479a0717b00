//! From the lowest to the highest figure, and the places of figures between them.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::decimal::{round_down, round_up, to_places};

/// From the lowest to the highest figure.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) low: Decimal,
    pub(super) high: Decimal,
}

impl Span {
    pub(super) fn of(figures: impl Iterator<Item = Decimal>) -> Option<Self> {
        figures.fold(None, |span: Option<Self>, figure| {
            Some(match span {
                None => Self {
                    low: figure,
                    high: figure,
                },
                Some(span) => Self {
                    low: span.low.min(figure),
                    high: span.high.max(figure),
                },
            })
        })
    }

    /// Round figures from end to end, at most five of them: 0, 25, 50, 75, 100.
    pub(super) fn ticks(self) -> Vec<Decimal> {
        let width = self.high - self.low;
        if width.is_zero() {
            return vec![self.low];
        }
        let step = round_step(width / Decimal::from(4));
        let first = round_up(self.low / step, 0) * step;
        std::iter::successors(Some(first), |tick| Some(*tick + step))
            .take_while(|tick| *tick <= self.high)
            .collect()
    }

    /// The span out to the next round figures.
    pub(super) fn rounded(self) -> Self {
        let width = self.high - self.low;
        if width.is_zero() {
            return self;
        }
        let step = round_step(width / Decimal::from(4));
        Self {
            low: round_down(self.low / step, 0) * step,
            high: round_up(self.high / step, 0) * step,
        }
    }

    /// The place of a figure to a tenth, when the span takes `size` places from `start` on.
    pub(super) fn at(self, figure: Decimal, start: u32, size: u32) -> Decimal {
        let (start, size) = (Decimal::from(start), Decimal::from(size));
        let width = self.high - self.low;
        let place = if width.is_zero() {
            size / Decimal::TWO
        } else {
            (figure - self.low) * size / width
        };
        to_places(start + place, 1).normalize()
    }

    /// The place of a figure, when the span takes `size` places.
    pub(super) fn place(self, figure: Decimal, size: u32) -> u32 {
        let width = self.high - self.low;
        if width.is_zero() {
            return size / 2;
        }
        let place = (figure - self.low) * Decimal::from(size) / width;
        to_places(place, 0).to_u32().unwrap_or(0).min(size)
    }
}

/// The smallest of 1, 2, 2.5 and 5 with its tens and tenths that is not below `least`.
pub(super) fn round_step(least: Decimal) -> Decimal {
    let mut unit = Decimal::ONE;
    while unit > least && unit.scale() < 9 {
        unit /= Decimal::TEN;
    }
    loop {
        for (times, places) in [(10, 1), (20, 1), (25, 1), (50, 1)] {
            let step = unit * Decimal::new(times, places);
            if step >= least {
                return step.normalize();
            }
        }
        unit *= Decimal::TEN;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decimal::plain;

    fn ticks(low: &str, high: &str) -> Vec<String> {
        let figure = |text| crate::decimal::parse(text).unwrap();
        let span = Span {
            low: figure(low),
            high: figure(high),
        };
        span.ticks().into_iter().map(plain).collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks("0", "100"), ["0", "25", "50", "75", "100"]);
        assert_eq!(ticks("50", "90"), ["50", "60", "70", "80", "90"]);
        assert_eq!(ticks("-9", "2.15"), ["-5", "0"]);
        assert_eq!(ticks("0.01", "0.09"), ["0.02", "0.04", "0.06", "0.08"]);
        assert_eq!(ticks("7", "7"), ["7"]);
    }
}
