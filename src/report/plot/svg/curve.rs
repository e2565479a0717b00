//! Curves as SVG.

use std::fmt::Write;

use rust_decimal::Decimal;

use super::canvas::{
    ACROSS, COLORS, HEIGHT, LEFT, TOP, UP, WIDTH, axes, begin, level_line, nothing,
};
use crate::{
    decimal::{plain, shown},
    report::{
        markup::escaped,
        plot::{
            drawn::{Curve, ENDS, stepped},
            span::Span,
        },
    },
};

/// What a line of the legend takes, below the drawing.
const LEGEND: u32 = 18;

/// The drawing's plane: which figures run to the right, and which up.
#[derive(Clone, Copy)]
struct Plane {
    x: Span,
    y: Span,
}

impl Plane {
    /// How far to the right a figure is.
    fn across(self, at: Decimal) -> Decimal {
        self.x.at(at, LEFT, ACROSS)
    }

    /// How far down a level is.
    fn down(self, level: Decimal) -> Decimal {
        let down = Span {
            low: -self.y.high,
            high: -self.y.low,
        };
        down.at(-level, TOP, UP)
    }

    /// A point, as paths write it.
    fn point(self, (at, level): &(Decimal, Decimal)) -> String {
        format!("{},{}", self.across(*at), self.down(*level))
    }
}

/// A line's name and points.
type Line<'a> = (&'a str, Vec<(Decimal, Decimal)>);

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
    let plane = Plane { x, y };
    grid(&mut svg, plane, curve.is_counted());
    let lines: Vec<Line<'_>> = curve
        .lines
        .iter()
        .map(|(name, points)| (name.as_str(), stepped(points)))
        .collect();
    for (pair, color) in lines.windows(2).zip(COLORS.iter().cycle()) {
        if let [(low, from), (high, to)] = pair
            && low.ends_with(ENDS[0])
            && high.ends_with(ENDS[1])
        {
            band(&mut svg, plane, from, to, color);
        }
    }
    if let Some((level, name)) = &curve.mark {
        mark(
            &mut svg,
            plane.down(*level),
            &format!("{name} {}", plain(*level)),
        );
    }
    let mut below = HEIGHT;
    for (n, line) in lines.iter().enumerate() {
        let style = style(n);
        draw(&mut svg, plane, &line.1, &style);
        if !line.0.is_empty() {
            let (from, to, middle) = (LEFT, LEFT + 24, below - 4);
            let (name, text) = (escaped(line.0), to + 8);
            let line = outline(&style);
            let _ = writeln!(
                svg,
                r#"<path d="M{from} {middle} H{to}" {line}/><text x="{text}" y="{below}">{name}</text>"#
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

/// The shaded band between the two ends of a range.
fn band(
    svg: &mut String,
    plane: Plane,
    from: &[(Decimal, Decimal)],
    to: &[(Decimal, Decimal)],
    color: &str,
) {
    let around = from.iter().chain(to.iter().rev());
    let around: Vec<String> = around.map(|point| plane.point(point)).collect();
    let around = around.join(" ");
    let _ = writeln!(
        svg,
        r#"<polygon points="{around}" fill="{color}" fill-opacity="0.18"/>"#
    );
}

/// A dashed line across the drawing, with its name above its end.
fn mark(svg: &mut String, at: Decimal, name: &str) {
    let end = LEFT + ACROSS;
    let line = r##"stroke="#333333" stroke-dasharray="6 4""##;
    let _ = writeln!(
        svg,
        r#"<line x1="{LEFT}" y1="{at}" x2="{end}" y2="{at}" {line}/>"#
    );
    let (name, above) = (escaped(name), at - Decimal::from(6));
    let _ = writeln!(
        svg,
        r#"<text x="{end}" y="{above}" text-anchor="end">{name}</text>"#
    );
}

/// How a line looks.
struct Style {
    color: &'static str,
    dashes: &'static str,
}

/// The looks of the lines in their order. Past the last color the lines are dashed.
const fn style(n: usize) -> Style {
    Style {
        color: COLORS[n % COLORS.len()],
        dashes: if n < COLORS.len() {
            ""
        } else {
            r#" stroke-dasharray="2 3""#
        },
    }
}

fn outline(Style { color, dashes }: &Style) -> String {
    format!(r#"fill="none" stroke="{color}" stroke-width="2"{dashes}"#)
}

fn draw(svg: &mut String, plane: Plane, points: &[(Decimal, Decimal)], style: &Style) {
    // A line of one point would not be seen.
    let _ = if let [(at, level)] = points {
        writeln!(
            svg,
            r#"<circle cx="{}" cy="{}" r="4" fill="{}"/>"#,
            plane.across(*at),
            plane.down(*level),
            style.color
        )
    } else {
        let points: Vec<String> = points.iter().map(|point| plane.point(point)).collect();
        writeln!(
            svg,
            r#"<polyline points="{}" {}/>"#,
            points.join(" "),
            outline(style)
        )
    };
}

/// Round figures on both axes; whole ones where what runs to the right is counted.
fn grid(svg: &mut String, plane: Plane, is_counted: bool) {
    let is_told = |figure: &Decimal| !is_counted || figure.normalize().scale() == 0;
    for figure in plane.x.ticks().into_iter().filter(is_told) {
        let (at, below) = (plane.across(figure), TOP + UP + 18);
        let label = plain(shown(figure));
        let _ = writeln!(
            svg,
            r#"<text x="{at}" y="{below}" text-anchor="middle">{label}</text>"#
        );
    }
    for figure in plane.y.ticks() {
        level_line(svg, plane.down(figure), &plain(shown(figure)));
    }
}
