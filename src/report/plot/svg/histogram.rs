//! Histograms as SVG.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::canvas::{ACROSS, COLORS, HEIGHT, LEFT, TOP, UP, axes, begin, level_line, nothing};
use crate::{
    decimal::{plain, to_places},
    report::{
        markup::escaped,
        plot::{Bars, span::Span},
    },
};

/// What is below a histogram's mark, and what is not.
const BELOW: &str = COLORS[1];
const ABOVE: &str = COLORS[0];

/// The histogram as an SVG: what is below the mark in another color than what is at or above it.
#[must_use]
pub fn histogram_svg(bars: &Bars) -> String {
    let mut svg = begin(&bars.title, HEIGHT);
    let most = bars.bars.iter().map(|(_, count)| *count).max().unwrap_or(0);
    if most == 0 {
        return svg + &nothing();
    }
    let heights = Span {
        low: Decimal::ZERO,
        high: Decimal::from(most),
    }
    .rounded();
    let down = Span {
        low: -heights.high,
        high: Decimal::ZERO,
    };
    // Practices are counted whole.
    let whole = |figure: &Decimal| figure.normalize().scale() == 0;
    for figure in heights.ticks().into_iter().filter(whole) {
        level_line(&mut svg, down.at(-figure, TOP, UP), &plain(figure));
    }
    let mut mark = None;
    for (n, (from, count)) in bars.bars.iter().enumerate() {
        let (start, end) = (bar_edge(bars, n), bar_edge(bars, n + 1) - Decimal::ONE);
        let next = bars.bars.get(n + 1).map(|(next, _)| *next);
        let cut = mark_within(bars, n);
        if mark.is_none() && *from <= bars.mark && next.is_none_or(|next| bars.mark < next) {
            mark = Some(cut);
        }
        let level = down.at(-Decimal::from(*count), TOP, UP);
        let height = Decimal::from(TOP + UP) - level;
        let from = plain(*from);
        for (left, right, color) in [(start, cut, BELOW), (cut, end, ABOVE)] {
            if right > left {
                let _ = writeln!(
                    svg,
                    r#"<rect x="{left}" y="{level}" width="{}" height="{height}" fill="{color}"><title>from {from}: {count}</title></rect>"#,
                    right - left
                );
            }
        }
        if n % 2 == 0 {
            let below = TOP + UP + 18;
            let _ = writeln!(
                svg,
                r#"<text x="{start}" y="{below}" text-anchor="middle">{from}</text>"#
            );
        }
    }
    if let Some(at) = mark {
        let line = r##"stroke="#333333" stroke-dasharray="6 4""##;
        let (floor, name) = (TOP + UP, escaped(&bars.mark_title));
        let _ = writeln!(
            svg,
            r#"<line x1="{at}" y1="{TOP}" x2="{at}" y2="{floor}" {line}/><text x="{at}" y="{}" text-anchor="middle">{name}</text>"#,
            TOP - 6
        );
    }
    axes(&mut svg, "final score", "how many");
    svg + "</svg>\n"
}

/// Where a bar begins on the page.
fn bar_edge(bars: &Bars, n: usize) -> Decimal {
    let share = Decimal::from(ACROSS) * Decimal::from(n) / Decimal::from(bars.bars.len());
    to_places(Decimal::from(LEFT) + share, 1).normalize()
}

/// Where the mark divides a bar: within it, at its start where all of it is above the mark, or at its end.
fn mark_within(bars: &Bars, n: usize) -> Decimal {
    let (start, next_start) = (bar_edge(bars, n), bar_edge(bars, n + 1));
    let (from, next) = (bars.bars[n].0, bars.bars.get(n + 1));
    match next {
        Some((next, _)) if from < bars.mark && bars.mark < *next => {
            let share = (bars.mark - from) / (*next - from);
            to_places(start + share * (next_start - start), 1).normalize()
        }
        Some(_) if from < bars.mark => next_start - Decimal::ONE,
        _ => start,
    }
}
