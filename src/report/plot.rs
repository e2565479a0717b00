//! Curves and histograms, drawn as text or as an SVG that needs nothing else.
//!
//! Figures stay decimals up to the place on the page, which is a whole number.

mod drawn;
mod span;
mod svg;

use std::fmt::Write;

use super::layout::wrap;
use crate::decimal::plain;

pub use drawn::{Bars, Curve};
pub use svg::{curve_svg, histogram_svg};

/// Columns and rows of the drawing itself.
const COLUMNS: u32 = 64;

const ROWS: u32 = 18;

/// The points of each line, in turn.
const SIGNS: [char; 12] = ['*', 'o', '+', 'x', '#', '@', 'a', 'b', 'c', 'd', 'e', 'f'];

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
    use rust_decimal::Decimal;

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
