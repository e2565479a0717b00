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

    /// Whether only whole figures run to the right.
    pub(super) fn is_counted(&self) -> bool {
        let mut points = self.points();
        points.all(|(x, _)| x.normalize().scale() == 0)
    }
}

/// A rise or fall is a jump where it is so many times what it is on both sides of it.
const JUMP: Decimal = Decimal::from_parts(4, 0, 0, false, 0);

/// The points of a line with one more at each jump, so that it is drawn as a step: the old level holds until the first
/// point of which the new one is known. A slope is what goes on before or after it.
pub(super) fn stepped(points: &[(Decimal, Decimal)]) -> Vec<(Decimal, Decimal)> {
    let rise = |n: usize| {
        let (from, to) = (points.get(n)?, points.get(n + 1)?);
        let across = to.0 - from.0;
        (!across.is_zero()).then(|| ((to.1 - from.1) / across).abs())
    };
    let mut drawn = Vec::with_capacity(points.len());
    for (n, point) in points.iter().enumerate() {
        let before = n.checked_sub(1);
        if let Some(own) = before.and_then(rise) {
            let beside = n.checked_sub(2).and_then(rise).zip(rise(n));
            if beside.is_some_and(|(left, right)| own > left.max(right) * JUMP) {
                drawn.push((point.0, points[n - 1].1));
            }
        }
        drawn.push(*point);
    }
    drawn
}

/// What the two ends of a range are called.
pub(crate) const ENDS: [&str; 2] = ["lowest", "highest"];

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(levels: &[i64]) -> Vec<(Decimal, Decimal)> {
        let points: Vec<(Decimal, Decimal)> = (0..)
            .zip(levels)
            .map(|(x, y)| (Decimal::from(x), Decimal::from(*y)))
            .collect();
        stepped(&points)
    }

    fn figures(points: &[(i64, i64)]) -> Vec<(Decimal, Decimal)> {
        let figure = |(x, y): &(i64, i64)| (Decimal::from(*x), Decimal::from(*y));
        points.iter().map(figure).collect()
    }

    #[test]
    fn a_jump_is_a_step_and_a_slope_is_none() {
        assert_eq!(
            drawn(&[60, 60, 30, 30]),
            figures(&[(0, 60), (1, 60), (2, 60), (2, 30), (3, 30)])
        );
        for slope in [
            &[1, 2, 3, 4][..],
            &[5, 5, 6, 7],
            &[5, 6, 7, 7],
            &[5, 7, 7, 7],
            &[3, 9],
            &[3],
        ] {
            assert_eq!(drawn(slope).len(), slope.len(), "{slope:?}");
        }
        // The factor of a gain may jump between two slopes.
        assert_eq!(drawn(&[1, 2, 12, 13]).len(), 5);
    }
}
