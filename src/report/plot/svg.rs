//! Drawings as SVG: one self-contained element, without scripts, fonts or other files.

use std::fmt::Write;

use rust_decimal::Decimal;

use super::{
    drawn::{Bars, Curve, ENDS, stepped},
    span::Span,
};
use crate::{
    decimal::{plain, shown, to_places},
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
/// What a line of the legend takes, below the drawing.
const LEGEND: u32 = 18;
/// Told apart in print and by the color-blind.
const COLORS: [&str; 6] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9",
];

/// What is below a histogram's mark, and what is not.
const BELOW: &str = COLORS[1];
const ABOVE: &str = COLORS[0];

/// The curve as an SVG. The two ends of a range have a shaded band between them, and the legend comes below.
#[must_use]
pub fn curve_svg(curve: &Curve) -> String {
    let named = curve.lines.iter().filter(|(name, _)| !name.is_empty());
    let legend = LEGEND * u32::try_from(named.count()).unwrap_or(0);
    let mut svg = begin(&curve.title, HEIGHT + legend);
    let Some((x, y)) = curve.spans() else {
        return svg + &nothing();
    };
    let y = y.rounded();
    grid(&mut svg, x, y, curve.is_counted());
    let lines: Vec<(&str, Vec<(Decimal, Decimal)>)> = curve
        .lines
        .iter()
        .map(|(name, points)| (name.as_str(), stepped(points)))
        .collect();
    let place = |(at, level): &(Decimal, Decimal)| {
        let down = Span {
            low: -y.high,
            high: -y.low,
        };
        format!("{},{}", x.at(*at, LEFT, ACROSS), down.at(-*level, TOP, UP))
    };
    let colors = || COLORS.iter().cycle();
    for (pair, color) in lines.windows(2).zip(colors()) {
        if let [(low, from), (high, to)] = pair
            && low.ends_with(ENDS[0])
            && high.ends_with(ENDS[1])
        {
            let around: Vec<String> = from.iter().chain(to.iter().rev()).map(place).collect();
            let around = around.join(" ");
            let _ = writeln!(
                svg,
                r#"<polygon points="{around}" fill="{color}" fill-opacity="0.18"/>"#
            );
        }
    }
    if let Some((level, name)) = &curve.mark {
        let (_, at) = split(&place(&(x.low, *level)));
        let end = LEFT + ACROSS;
        let line = r##"stroke="#333333" stroke-dasharray="6 4""##;
        let _ = writeln!(
            svg,
            r#"<line x1="{LEFT}" y1="{at}" x2="{end}" y2="{at}" {line}/>"#
        );
        let name = escaped(&format!("{name} {}", plain(*level)));
        let above = at - Decimal::from(6);
        let _ = writeln!(
            svg,
            r#"<text x="{end}" y="{above}" text-anchor="end">{name}</text>"#
        );
    }
    let mut below = HEIGHT;
    for (n, ((name, points), color)) in lines.iter().zip(colors()).enumerate() {
        // Past the last color the lines are dashed.
        let dashes = if n < COLORS.len() {
            ""
        } else {
            r#" stroke-dasharray="2 3""#
        };
        let line = format!(r#"fill="none" stroke="{color}" stroke-width="2"{dashes}"#);
        let places: Vec<String> = points.iter().map(place).collect();
        let _ = match &places[..] {
            // A line of one point would not be seen.
            [only] => {
                let (across, down) = split(only);
                writeln!(
                    svg,
                    r#"<circle cx="{across}" cy="{down}" r="4" fill="{color}"/>"#
                )
            }
            _ => writeln!(svg, r#"<polyline points="{}" {line}/>"#, places.join(" ")),
        };
        if !name.is_empty() {
            let (from, to, middle) = (LEFT, LEFT + 24, below - 4);
            let name = escaped(name);
            let _ = writeln!(
                svg,
                r#"<path d="M{from} {middle} H{to}" {line}/><text x="{}" y="{below}">{name}</text>"#,
                to + 8
            );
            below += LEGEND;
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

/// The two figures of a place.
fn split(place: &str) -> (Decimal, Decimal) {
    let (across, down) = place.split_once(',').unwrap_or((place, "0"));
    let figure = |text: &str| crate::decimal::parse(text).unwrap_or_default();
    (figure(across), figure(down))
}

/// In place of a drawing of nothing.
fn nothing() -> String {
    let (middle, level) = (WIDTH / 2, HEIGHT / 2);
    format!(
        "<text x=\"{middle}\" y=\"{level}\" text-anchor=\"middle\">there is nothing to draw</text>\n</svg>\n"
    )
}

/// Round figures on both axes; whole ones where what runs to the right is counted.
fn grid(svg: &mut String, x: Span, y: Span, is_counted: bool) {
    let is_told = |figure: &Decimal| !is_counted || figure.normalize().scale() == 0;
    for figure in x.ticks().into_iter().filter(is_told) {
        let (at, below) = (x.at(figure, LEFT, ACROSS), TOP + UP + 18);
        let label = plain(shown(figure));
        let _ = writeln!(
            svg,
            r#"<text x="{at}" y="{below}" text-anchor="middle">{label}</text>"#
        );
    }
    let down = Span {
        low: -y.high,
        high: -y.low,
    };
    for figure in y.ticks() {
        let (level, end) = (down.at(-figure, TOP, UP), LEFT + ACROSS);
        let line = r##"stroke="#dddddd""##;
        let label = plain(shown(figure));
        let _ = writeln!(
            svg,
            r#"<line x1="{LEFT}" y1="{level}" x2="{end}" y2="{level}" {line}/><text x="{}" y="{}" text-anchor="end">{label}</text>"#,
            LEFT - 8,
            level + Decimal::from(4)
        );
    }
}

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
        let level = down.at(-figure, TOP, UP);
        let _ = writeln!(
            svg,
            r##"<line x1="{LEFT}" y1="{level}" x2="{}" y2="{level}" stroke="#dddddd"/><text x="{}" y="{}" text-anchor="end">{}</text>"##,
            LEFT + ACROSS,
            LEFT - 8,
            level + Decimal::from(4),
            plain(figure)
        );
    }
    // Where each bar begins and ends on the page, and where the mark lies within its bar.
    let number = Decimal::from(bars.bars.len());
    let edge = |n: usize| {
        let share = Decimal::from(ACROSS) * Decimal::from(n) / number;
        to_places(Decimal::from(LEFT) + share, 1).normalize()
    };
    let mut mark = None;
    for (n, (from, count)) in bars.bars.iter().enumerate() {
        let (start, end) = (edge(n), edge(n + 1) - Decimal::ONE);
        let next = bars.bars.get(n + 1).map(|(next, _)| *next);
        let cut = if bars.mark <= *from {
            start
        } else {
            match next {
                Some(next) if bars.mark < next => {
                    let share = (bars.mark - *from) / (next - *from);
                    to_places(start + share * (edge(n + 1) - start), 1).normalize()
                }
                Some(_) => end,
                None => start,
            }
        };
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

fn begin(title: &str, height: u32) -> String {
    let title = escaped(title);
    let middle = WIDTH / 2;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>{title}</title>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"white\"/>\n\
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
