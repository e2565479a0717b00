//! Pictures in SVG whose places are percents of the page's width, so that they fit a phone and a sheet of paper and their
//! words keep their size. They tell things apart by shape and pattern; color only helps.

use std::fmt::Write;

use rust_decimal::Decimal;

use crate::{
    decimal::{HUNDRED, plain, to_places},
    report::markup::{Markup, escaped},
};

/// A place that is marked by a dashed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it is.
    pub at: Decimal,
    /// What it is.
    pub label: String,
}

/// A bar among bars that add up: it begins where the one above ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// Its figure in words, `23.77 of 30`.
    pub value: String,
    /// Where it begins.
    pub from: Decimal,
    /// Where what is sure ends.
    pub to: Decimal,
    /// Where what is possible ends; the same where nothing is unknown.
    pub possible: Decimal,
    /// Where it could end at best.
    pub limit: Decimal,
    /// Whether it is the sum of those above.
    pub is_total: bool,
}

const INK: &str = "#1d4e79";
const LINE: &str = "#1b1b1b";

/// Places on a scale from 0 to a maximum, as percents of the width.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    pub(super) maximum: Decimal,
}

impl Scale {
    /// The place of a figure; figures off the scale lie on its ends.
    pub(super) fn place(self, figure: Decimal) -> String {
        let figure = figure.clamp(Decimal::ZERO, self.maximum);
        let place = if self.maximum.is_zero() {
            Decimal::ZERO
        } else {
            figure * HUNDRED / self.maximum
        };
        format!("{}%", plain(to_places(place, 2)))
    }

    /// A rectangle from one figure to another; nothing without a width.
    pub(super) fn block(
        self,
        from: Decimal,
        to: Decimal,
        y: u32,
        height: u32,
        look: &str,
    ) -> String {
        let width = to.min(self.maximum) - from.max(Decimal::ZERO);
        if width <= Decimal::ZERO {
            return String::new();
        }
        let (x, width) = (self.place(from), self.place(width));
        format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {look}></rect>")
    }

    /// A line from top to bottom.
    pub(super) fn line(self, at: Decimal, top: u32, bottom: u32, look: &str) -> String {
        let x = self.place(at);
        format!(
            "<line x1=\"{x}\" x2=\"{x}\" y1=\"{top}\" y2=\"{bottom}\" stroke=\"{LINE}\" {look}></line>"
        )
    }

    /// A dashed line that is seen on what is filled, too.
    pub(super) fn mark(self, at: Decimal, top: u32, bottom: u32) -> String {
        let x = self.place(at);
        let halo = format!(
            "<line x1=\"{x}\" x2=\"{x}\" y1=\"{top}\" y2=\"{bottom}\" stroke=\"#ffffff\" stroke-width=\"5\"></line>"
        );
        let dashed = "stroke-width=\"2\" stroke-dasharray=\"5 3\"";
        halo + &self.line(at, top, bottom, dashed)
    }

    /// Words at a place, which never leave the picture.
    pub(super) fn words(self, at: Decimal, y: u32, words: &str, look: &str) -> String {
        let place = at * HUNDRED / self.maximum.max(Decimal::ONE);
        let quarter = Decimal::from(25);
        let anchor = if place < quarter {
            "start"
        } else if place > HUNDRED - quarter {
            "end"
        } else {
            "middle"
        };
        format!(
            "<text x=\"{}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{LINE}\" {look}>{}</text>",
            self.place(at),
            escaped(words)
        )
    }
}

/// The look of what is sure, of what is possible, and of what was not earned.
pub(super) const SURE: &str = "fill=\"#1d4e79\"";
pub(super) const POSSIBLE: &str = "fill=\"url(#possible)\" stroke=\"#1d4e79\"";
pub(super) const MISSED: &str = "fill=\"#ffffff\" stroke=\"#5b5b5b\"";

/// A score, or the range that it lies in, on a scale from 0 to a maximum with its marks. `description` says the same in
/// words.
#[must_use]
pub fn track(
    low: Decimal,
    high: Decimal,
    maximum: Decimal,
    marks: &[Mark],
    description: &str,
) -> Markup {
    let scale = Scale { maximum };
    let (top, thick) = (26, 18);
    let bottom = top + thick;
    // Each mark has a line of its own for its words, below the ticks.
    let ticks = bottom + 16;
    let height = ticks + 6 + 18 * u32::try_from(marks.len()).unwrap_or(0);
    let mut svg = format!(
        "<svg class=\"picture\" height=\"{height}\" role=\"img\" aria-label=\"{}\">",
        escaped(description)
    );
    svg.push_str(&scale.block(Decimal::ZERO, maximum, top, thick, MISSED));
    svg.push_str(&scale.block(Decimal::ZERO, low, top, thick, SURE));
    svg.push_str(&scale.block(low, high, top, thick, POSSIBLE));
    let score = if low == high {
        low.to_string()
    } else {
        format!("{low} to {high}")
    };
    let middle = (low + high) / Decimal::TWO;
    svg.push_str(&scale.words(
        middle,
        top - 8,
        &score,
        "font-weight=\"700\" font-size=\"1.2em\"",
    ));
    for quarter in 0..=4_u32 {
        let at = maximum * Decimal::from(quarter) / Decimal::from(4);
        svg.push_str(&scale.line(at, bottom, bottom + 4, ""));
        // A mark at a tick says its figure itself.
        let near = maximum / Decimal::from(20);
        if marks.iter().any(|mark| (mark.at - at).abs() < near) {
            continue;
        }
        let anchor = match quarter {
            0 => "start",
            4 => "end",
            _ => "middle",
        };
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{ticks}\" text-anchor=\"{anchor}\" fill=\"#4a4a4a\">{}</text>",
            scale.place(at),
            plain(at)
        );
    }
    for (n, mark) in (0..).zip(marks) {
        let words = ticks + 18 * (n + 1);
        svg.push_str(&scale.mark(mark.at, top - 6, words - 13));
        svg.push_str(&scale.words(mark.at, words, &mark.label, ""));
    }
    svg.push_str("</svg>\n");
    Markup::trusted(svg)
}

/// Bars below each other that add up, on a scale from 0 to a maximum. Their words are beside them; the pictures only
/// repeat those.
#[must_use]
pub fn bars(bars: &[Bar], maximum: Decimal, marks: &[Mark], caption: &str) -> Markup {
    let scale = Scale { maximum };
    let mut html = String::from("<figure>\n<ul class=\"bars\">\n");
    for bar in bars {
        let class = if bar.is_total { " class=\"total\"" } else { "" };
        let (label, value) = (escaped(&bar.label), escaped(&bar.value));
        let _ = write!(
            html,
            "<li{class}><div class=\"label\"><span>{label}</span> <span>{value}</span></div>\
             <svg class=\"picture\" height=\"18\" aria-hidden=\"true\">"
        );
        let _ = write!(
            html,
            "<line x1=\"0%\" x2=\"100%\" y1=\"17\" y2=\"17\" stroke=\"#c8c8c8\"></line>"
        );
        html.push_str(&scale.block(bar.from, bar.limit, 3, 12, MISSED));
        html.push_str(&scale.block(bar.from, bar.to, 3, 12, SURE));
        html.push_str(&scale.block(bar.to, bar.possible, 3, 12, POSSIBLE));
        for mark in marks {
            html.push_str(&scale.mark(mark.at, 0, 18));
        }
        html.push_str("</svg></li>\n");
    }
    let _ = write!(html, "</ul>\n<figcaption>{}", escaped(caption));
    for mark in marks {
        let _ = write!(html, " Dashed line: {}.", escaped(&mark.label));
    }
    html.push_str("</figcaption>\n</figure>\n");
    Markup::trusted(html)
}

/// A pointer at a place, its tip downwards at `y`.
pub(super) fn pointer(place: &str, y: u32) -> String {
    let top = y.saturating_sub(9);
    format!(
        "<svg x=\"{place}\" y=\"{top}\" width=\"1\" height=\"10\" overflow=\"visible\">\
         <path d=\"M-6 0H6L0 9Z\" fill=\"{INK}\"></path></svg>"
    )
}
