//! What is drawn.

use rust_decimal::Decimal;

use super::span::Span;

/// A curve of one figure against another, or several of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What is drawn.
    pub title: String,
    /// What runs to the right.
    pub x_title: String,
    /// What runs upwards.
    pub y_title: String,
    /// Each line with its name, and its points from left to right; without a name when it is alone.
    pub lines: Vec<(String, Vec<(Decimal, Decimal)>)>,
    /// A level that is marked, with its name.
    pub mark: Option<(Decimal, String)>,
    /// What the figures rest on, beside the drawing.
    pub caption: Option<String>,
}

/// A histogram.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// What is drawn.
    pub title: String,
    /// Where each bar begins, and how many are in it.
    pub bars: Vec<(Decimal, u64)>,
    /// A place that is marked.
    pub mark: Decimal,
    /// Its name.
    pub mark_title: String,
}

impl Curve {
    fn points(&self) -> impl Iterator<Item = (Decimal, Decimal)> {
        self.lines
            .iter()
            .flat_map(|(_, points)| points.iter().copied())
    }

    /// What the drawing spans, from the left and from below; `None` without points.
    pub(super) fn spans(&self) -> Option<(Span, Span)> {
        let x = Span::of(self.points().map(|(x, _)| x))?;
        let marked = self.mark.iter().map(|(level, _)| *level);
        let y = Span::of(self.points().map(|(_, y)| y).chain(marked))?;
        Some((x, y))
    }
}

/// What the two ends of a range are called.
pub(crate) const ENDS: [&str; 2] = ["lowest", "highest"];
