//! Drawings as SVG: one self-contained element, without scripts, fonts or other files.

use std::fmt::Write;

use rust_decimal::Decimal;

use super::{Bars, Curve, Span};
use crate::{
    decimal::{plain, shown},
    report::markup::escaped,
};

const WIDTH: u32 = 720;
const HEIGHT: u32 = 420;
const LEFT: u32 = 70;
const RIGHT: u32 = 20;
const TOP: u32 = 50;
const BOTTOM: u32 = 60;
/// What the drawing itself takes.
const ACROSS: u32 = WIDTH - LEFT - RIGHT;
const UP: u32 = HEIGHT - TOP - BOTTOM;
const TICKS: u32 = 5;
/// Told apart in print and by the color-blind.
const COLORS: [&str; 6] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9",
];

/// The curve as an SVG.
#[must_use]
pub fn curve_svg(curve: &Curve) -> String {
    let mut svg = begin(&curve.title);
    let Some((x, y)) = curve.spans() else {
        return svg + "</svg>\n";
    };
    let across = |figure| LEFT + x.place(figure, ACROSS);
    let up = |figure| TOP + UP - y.place(figure, UP);
    for (span, is_x) in [(x, true), (y, false)] {
        for tick in 0..=TICKS {
            let figure =
                span.low + (span.high - span.low) * Decimal::from(tick) / Decimal::from(TICKS);
            let label = plain(shown(figure));
            let _ = if is_x {
                let (at, below) = (across(figure), TOP + UP + 18);
                writeln!(
                    svg,
                    r#"<text x="{at}" y="{below}" text-anchor="middle">{label}</text>"#
                )
            } else {
                let (level, end) = (up(figure), LEFT + ACROSS);
                let line = r##"stroke="#dddddd""##;
                let _ = writeln!(
                    svg,
                    r#"<line x1="{LEFT}" y1="{level}" x2="{end}" y2="{level}" {line}/>"#
                );
                writeln!(
                    svg,
                    r#"<text x="{}" y="{}" text-anchor="end">{label}</text>"#,
                    LEFT - 8,
                    level + 4
                )
            };
        }
    }
    if let Some((level, name)) = &curve.mark {
        let (at, end) = (up(*level), LEFT + ACROSS);
        let line = r##"stroke="#333333" stroke-dasharray="6 4""##;
        let _ = writeln!(
            svg,
            r#"<line x1="{LEFT}" y1="{at}" x2="{end}" y2="{at}" {line}/>"#
        );
        let name = escaped(&format!("{name} {}", plain(*level)));
        let above = at.saturating_sub(6);
        let _ = writeln!(
            svg,
            r#"<text x="{end}" y="{above}" text-anchor="end">{name}</text>"#
        );
    }
    for (n, ((name, points), color)) in curve.lines.iter().zip(COLORS.iter().cycle()).enumerate() {
        let places: Vec<String> = points
            .iter()
            .map(|(at, level)| format!("{},{}", across(*at), up(*level)))
            .collect();
        let places = places.join(" ");
        // Past the last color the lines are dashed.
        let dashes = if n < COLORS.len() {
            ""
        } else {
            r#" stroke-dasharray="2 3""#
        };
        let line = format!(r#"fill="none" stroke="{color}" stroke-width="2"{dashes}"#);
        let _ = writeln!(svg, r#"<polyline points="{places}" {line}/>"#);
        if !name.is_empty() {
            let (at, level) = (LEFT + 10, TOP as usize + 16 + 16 * n);
            let name = escaped(name);
            let _ = writeln!(
                svg,
                r#"<text x="{at}" y="{level}" fill="{color}">{name}</text>"#
            );
        }
    }
    axes(&mut svg, &curve.x_title, &curve.y_title);
    if let Some(caption) = &curve.caption {
        let (middle, caption) = (WIDTH / 2, escaped(caption));
        let _ = writeln!(
            svg,
            r##"<text x="{middle}" y="42" text-anchor="middle" font-size="11" fill="#333333">{caption}</text>"##
        );
    }
    svg + "</svg>\n"
}

/// The histogram as an SVG.
#[must_use]
pub fn histogram_svg(bars: &Bars) -> String {
    let mut svg = begin(&bars.title);
    let count = u32::try_from(bars.bars.len()).unwrap_or(u32::MAX).max(1);
    let most = bars
        .bars
        .iter()
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(0)
        .max(1);
    let heights = Span {
        low: Decimal::ZERO,
        high: Decimal::from(most),
    };
    let width = ACROSS / count;
    for (n, (from, number)) in (0..).zip(&bars.bars) {
        let at = LEFT + n * width;
        let height = heights.place(Decimal::from(*number), UP);
        let level = TOP + UP - height;
        let from = plain(*from);
        let _ = writeln!(
            svg,
            r#"<rect x="{at}" y="{level}" width="{}" height="{height}" fill="{}"><title>from {from}: {number}</title></rect>"#,
            width.saturating_sub(2),
            COLORS[0]
        );
        if n % 2 == 0 {
            let (middle, below) = (at + width / 2, TOP + UP + 18);
            let _ = writeln!(
                svg,
                r#"<text x="{middle}" y="{below}" text-anchor="middle">{from}</text>"#
            );
        }
    }
    for (label, level) in [(most, TOP), (0, TOP + UP)] {
        let _ = writeln!(
            svg,
            r#"<text x="{}" y="{}" text-anchor="end">{label}</text>"#,
            LEFT - 8,
            level + 4
        );
    }
    let after = bars.bars.iter().position(|(from, _)| bars.mark < *from);
    if let Some(after) = after
        .and_then(|after| u32::try_from(after).ok())
        .filter(|after| *after > 0)
    {
        // Within its bar, by how far the mark lies between the bar's ends.
        let bar = after - 1;
        let ends = Span {
            low: bars.bars[bar as usize].0,
            high: bars.bars[after as usize].0,
        };
        let at = LEFT + bar * width + ends.place(bars.mark, width);
        let line = r##"stroke="#333333" stroke-dasharray="6 4""##;
        let _ = writeln!(
            svg,
            r#"<line x1="{at}" y1="{TOP}" x2="{at}" y2="{}" {line}/>"#,
            TOP + UP
        );
        let name = escaped(&bars.mark_title);
        let _ = writeln!(
            svg,
            r#"<text x="{}" y="{}" text-anchor="end">{name}</text>"#,
            at.saturating_sub(6),
            TOP + 12
        );
    }
    axes(&mut svg, "final score", "how many");
    svg + "</svg>\n"
}

fn begin(title: &str) -> String {
    let title = escaped(title);
    let middle = WIDTH / 2;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>{title}</title>\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"white\"/>\n\
         <text x=\"{middle}\" y=\"26\" text-anchor=\"middle\" font-size=\"15\">{title}</text>\n"
    )
}

fn axes(svg: &mut String, x_title: &str, y_title: &str) {
    let (end, floor) = (LEFT + ACROSS, TOP + UP);
    let (x_title, y_title) = (escaped(x_title), escaped(y_title));
    let _ = writeln!(
        svg,
        r#"<path d="M{LEFT} {TOP} V{floor} H{end}" fill="none" stroke="black"/>"#
    );
    let (middle, below) = (LEFT + ACROSS / 2, HEIGHT - 16);
    let _ = writeln!(
        svg,
        r#"<text x="{middle}" y="{below}" text-anchor="middle">{x_title}</text>"#
    );
    let middle = TOP + UP / 2;
    let _ = writeln!(
        svg,
        r#"<text x="16" y="{middle}" text-anchor="middle" transform="rotate(-90 16 {middle})">{y_title}</text>"#
    );
}
