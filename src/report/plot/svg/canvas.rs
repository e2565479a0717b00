//! What every drawing as SVG has: its size, colors, title, axes and lines across it.

use std::fmt::Write;

use rust_decimal::Decimal;

use crate::report::markup::escaped;

pub(super) const WIDTH: u32 = 720;
pub(super) const HEIGHT: u32 = 420;
pub(super) const LEFT: u32 = 70;
pub(super) const RIGHT: u32 = 20;
pub(super) const TOP: u32 = 50;
pub(super) const BOTTOM: u32 = 60;
/// What the drawing itself takes.
pub(super) const ACROSS: u32 = WIDTH - LEFT - RIGHT;
pub(super) const UP: u32 = HEIGHT - TOP - BOTTOM;
/// Told apart in print and by the color-blind.
pub(super) const COLORS: [&str; 6] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9",
];

pub(super) fn begin(title: &str, height: u32) -> String {
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

pub(super) fn axes(svg: &mut String, x_title: &str, y_title: &str) {
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

/// A line across the drawing at a level, with its label to the left.
pub(super) fn level_line(svg: &mut String, level: Decimal, label: &str) {
    let (end, left, low) = (LEFT + ACROSS, LEFT - 8, level + Decimal::from(4));
    let line = r##"stroke="#dddddd""##;
    let _ = writeln!(
        svg,
        r#"<line x1="{LEFT}" y1="{level}" x2="{end}" y2="{level}" {line}/><text x="{left}" y="{low}" text-anchor="end">{label}</text>"#
    );
}

/// In place of a drawing of nothing.
pub(super) fn nothing() -> String {
    let (middle, level) = (WIDTH / 2, HEIGHT / 2);
    format!(
        "<text x=\"{middle}\" y=\"{level}\" text-anchor=\"middle\">there is nothing to draw</text>\n</svg>\n"
    )
}
