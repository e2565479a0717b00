//! Curves and histograms, drawn as text or as an SVG that needs nothing else.
//!
//! Figures stay decimals up to the place on the page, which is a whole number.

use std::fmt::Write;

use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{
    decimal::{plain, round_down, round_up, to_places},
    report::layout::wrap,
};

mod svg;

pub use svg::{curve_svg, histogram_svg};

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

/// Columns and rows of the drawing itself.
const COLUMNS: u32 = 64;
const ROWS: u32 = 18;
/// The points of each line, in turn.
const SIGNS: [char; 12] = ['*', 'o', '+', 'x', '#', '@', 'a', 'b', 'c', 'd', 'e', 'f'];

impl Curve {
    fn points(&self) -> impl Iterator<Item = (Decimal, Decimal)> {
        self.lines
            .iter()
            .flat_map(|(_, points)| points.iter().copied())
    }

    /// What the drawing spans, from the left and from below; `None` without points.
    fn spans(&self) -> Option<(Span, Span)> {
        let x = Span::of(self.points().map(|(x, _)| x))?;
        let marked = self.mark.iter().map(|(level, _)| *level);
        let y = Span::of(self.points().map(|(_, y)| y).chain(marked))?;
        Some((x, y))
    }
}

/// From the lowest to the highest figure.
#[derive(Clone, Copy)]
struct Span {
    low: Decimal,
    high: Decimal,
}

impl Span {
    fn of(figures: impl Iterator<Item = Decimal>) -> Option<Self> {
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
    fn ticks(self) -> Vec<Decimal> {
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
    fn rounded(self) -> Self {
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
    fn at(self, figure: Decimal, start: u32, size: u32) -> Decimal {
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
    fn place(self, figure: Decimal, size: u32) -> u32 {
        let width = self.high - self.low;
        if width.is_zero() {
            return size / 2;
        }
        let place = (figure - self.low) * Decimal::from(size) / width;
        to_places(place, 0).to_u32().unwrap_or(0).min(size)
    }
}

/// The smallest of 1, 2, 2.5 and 5 with its tens and tenths that is not below `least`.
fn round_step(least: Decimal) -> Decimal {
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

/// What the two ends of a range are called.
pub(crate) const ENDS: [&str; 2] = ["lowest", "highest"];

/// The curve as text of at most 80 columns.
#[must_use]
pub fn curve(curve: &Curve) -> String {
    let Some((x, y)) = curve.spans() else {
        return format!("{}: nothing to draw\n", curve.title);
    };
    let mut page = vec![vec![' '; COLUMNS as usize + 1]; ROWS as usize + 1];
    let mut mark_row = None;
    if let Some((level, _)) = &curve.mark {
        let row = ROWS - y.place(*level, ROWS);
        page[row as usize].fill('-');
        mark_row = Some(row);
    }
    for ((_, points), sign) in curve.lines.iter().zip(SIGNS.iter().cycle()) {
        for (at, level) in points {
            let row = ROWS - y.place(*level, ROWS);
            page[row as usize][x.place(*at, COLUMNS) as usize] = *sign;
        }
    }
    let mut text = format!("{}\n\n", curve.title);
    for (row, signs) in (0..).zip(&page) {
        let label = match (&curve.mark, mark_row) {
            (Some((level, _)), Some(marked)) if marked == row => plain(*level),
            _ if row == 0 => plain(y.high),
            _ if row == ROWS => plain(y.low),
            _ => String::new(),
        };
        let signs: String = signs.iter().collect();
        let _ = writeln!(text, "{label:>10} |{}", signs.trim_end());
    }
    let _ = writeln!(text, "{:>10} +{}", "", "-".repeat(COLUMNS as usize + 1));
    let (low, high) = (plain(x.low), plain(x.high));
    let gap = (COLUMNS as usize + 1).saturating_sub(low.len());
    let _ = writeln!(text, "{:>10}  {low}{high:>gap$}", "");
    let _ = writeln!(
        text,
        "{:>10}  {} against {}",
        "", curve.y_title, curve.x_title
    );
    if let Some((level, name)) = &curve.mark {
        let _ = writeln!(text, "{:>10}  --- {name} {}", "", plain(*level));
    }
    for ((name, _), sign) in curve.lines.iter().zip(SIGNS.iter().cycle()) {
        if !name.is_empty() {
            let _ = writeln!(text, "{:>10}  {sign} {name}", "");
        }
    }
    if let Some(caption) = &curve.caption {
        text.push_str(&wrap(caption, &" ".repeat(12), &" ".repeat(12)));
    }
    text
}

/// The histogram as text of at most 80 columns.
#[must_use]
pub fn histogram(bars: &Bars) -> String {
    const WIDTH: u64 = 50;
    let most = bars
        .bars
        .iter()
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(0)
        .max(1);
    let mut text = format!("{}\n", bars.title);
    let ends = bars.bars.iter().skip(1).map(|(from, _)| Some(*from));
    for ((from, count), end) in bars.bars.iter().zip(ends.chain([None])) {
        // A bar that holds anything shows at least a trace of it.
        let length = (count * WIDTH).div_ceil(most);
        let bar = "#".repeat(usize::try_from(length).unwrap_or(0));
        let marked = *from <= bars.mark && end.is_none_or(|end| bars.mark < end);
        let mark = if marked {
            format!("  < {}", bars.mark_title)
        } else {
            String::new()
        };
        let _ = writeln!(text, "{:>5} {count:>9} {bar}{mark}", plain(*from));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn both_sides_of_the_mark_differ_and_it_stands_where_it_is() {
        let bars = Bars {
            title: "Scores".into(),
            bars: [(0, 1), (50, 2), (100, 1)]
                .map(|(from, count)| (Decimal::from(from), count))
                .to_vec(),
            mark: Decimal::from(75),
            mark_title: "threshold 75".into(),
        };
        let svg = histogram_svg(&bars);
        // Three bars over 630: the second goes from 280 to 490, and its middle, 75, is at 385.
        assert!(svg.contains(r#"<line x1="385" y1="50" x2="385""#), "{svg}");
        let fills = |color: &str| svg.matches(&format!("fill=\"{color}\"")).count();
        assert_eq!((fills("#d55e00"), fills("#0072b2")), (2, 2), "{svg}");
    }

    #[test]
    fn nothing_to_draw_says_so() {
        let bars = Bars {
            title: "Scores".into(),
            bars: Vec::new(),
            mark: Decimal::ZERO,
            mark_title: "threshold".into(),
        };
        assert!(histogram_svg(&bars).contains("there is nothing to draw"));
    }
}
