//! The points as curves.

use rust_decimal::Decimal;

use super::{grid::Point, variation::Variation};
use crate::{
    decimal,
    problem::{Code, Problem},
    report::{factor::Footing, plot::Curve},
};

/// What a curve shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shown {
    /// The final score, with the performance threshold marked.
    FinalScore,
    /// The payment adjustment in percent, with zero marked.
    Adjustment,
}

/// Draws points as they come: the first variation runs to the right, and every combination of the others is a line.
pub struct Drawing {
    shown: Shown,
    others: Vec<String>,
    footing: Footing,
    curve: Curve,
}

/// Lines and points that a drawing can hold and still be looked at.
const MOST_LINES: usize = 6;
const MOST_POINTS: usize = 10_000;

impl Drawing {
    /// An empty drawing.
    ///
    /// # Errors
    ///
    /// Nothing that varies, or more lines than can be told apart.
    pub fn new(variations: &[Variation], shown: Shown) -> Result<Self, Problem> {
        let bad = |message: &str| Problem::new(Code::BadSetting, "", format!("--plot: {message}"));
        let (first, others) = variations
            .split_first()
            .ok_or_else(|| bad("nothing varies"))?;
        let lines: u64 = others
            .iter()
            .fold(1, |count, other| count.saturating_mul(other.count()));
        if lines > MOST_LINES as u64 {
            return Err(bad(
                "more than six lines to draw; vary fewer keys besides the first",
            ));
        }
        if first.count() > MOST_POINTS as u64 {
            return Err(bad(
                "more than ten thousand points to draw; take a wider step",
            ));
        }
        let y_title = match shown {
            Shown::FinalScore => "final score",
            Shown::Adjustment => "payment adjustment in percent",
        };
        Ok(Self {
            shown,
            others: others.iter().map(|other| other.path.clone()).collect(),
            footing: Footing::default(),
            curve: Curve {
                title: format!("{y_title} by {}", first.path),
                x_title: first.path.clone(),
                y_title: y_title.into(),
                lines: Vec::new(),
                mark: None,
                caption: None,
            },
        })
    }

    /// Adds a point; one that was not scored, or whose place is not a number, is left out. Of a score that is not known
    /// the lowest and the highest are drawn, as two lines.
    pub fn add(&mut self, point: &Point) {
        let Ok(card) = &point.result else { return };
        let payment = &card.payment_adjustment;
        let (level, bounds, mark) = match self.shown {
            Shown::FinalScore => (
                card.final_score,
                card.final_score_bounds,
                (card.performance_threshold, "threshold"),
            ),
            Shown::Adjustment => (payment.percent, payment.bounds, (Decimal::ZERO, "neutral")),
        };
        let Some((first, others)) = point.values.split_first() else {
            return;
        };
        let Some(x) = decimal::parse(first) else {
            return;
        };
        self.curve.mark = Some((mark.0, mark.1.to_owned()));
        if self.shown == Shown::Adjustment {
            self.footing.add(payment);
        }
        let others = self.others.iter().zip(others);
        let mut name: Vec<String> = others
            .map(|(path, value)| format!("{path}={value}"))
            .collect();
        if let Some(y) = level {
            self.place(name.join(", "), (x, y));
        } else {
            for (end, y) in [("lowest", bounds.low), ("highest", bounds.high)] {
                name.push(end.into());
                self.place(name.join(", "), (x, y));
                name.pop();
            }
        }
    }

    fn place(&mut self, name: String, at: (Decimal, Decimal)) {
        let lines = &mut self.curve.lines;
        match lines.iter_mut().find(|(known, _)| *known == name) {
            Some((_, points)) => points.push(at),
            None => lines.push((name, vec![at])),
        }
    }

    /// The curve with everything added so far.
    #[must_use]
    pub fn curve(&self) -> Curve {
        Curve {
            caption: self.footing.sentence(),
            ..self.curve.clone()
        }
    }
}
