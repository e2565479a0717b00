//! A measure's benchmark as a small scale, with the practice's rate on it.

use rust_decimal::Decimal;

use super::picture::{MISSED, POSSIBLE, SURE, Scale, pointer};
use crate::{
    decimal::{plain, shown},
    report::markup::{Markup, escaped},
    rules::benchmarks::{Benchmark, Place},
};

/// Ten boxes, a decile each: those reached are filled, the rate points at its place, and what a cap cuts off is hatched.
/// `unit` writes a figure in the measure's unit.
pub(super) fn scale(
    benchmark: &Benchmark,
    rate: Decimal,
    unit: impl Fn(Decimal) -> String,
) -> Markup {
    let deciles = Scale {
        maximum: Decimal::TEN,
    };
    let (at, where_it_lies) = place(benchmark, rate, &unit);
    let (top, thick) = (12, 10);
    let direction = if benchmark.inverse {
        ", lower is better"
    } else {
        ""
    };
    let description = format!(
        "Benchmark in ten deciles{direction}: {} {where_it_lies}",
        unit(shown(rate))
    );
    let mut svg = format!(
        "<svg class=\"picture\" height=\"40\" role=\"img\" aria-label=\"{}\">",
        escaped(&description)
    );
    svg.push_str(&deciles.block(Decimal::ZERO, Decimal::TEN, top, thick, MISSED));
    if let Some(cap) = benchmark.cap {
        svg.push_str(&deciles.block(cap, Decimal::TEN, top, thick, POSSIBLE));
    }
    svg.push_str(&deciles.block(Decimal::ZERO, at, top, thick, SURE));
    for decile in 1..10 {
        let look = "stroke-opacity=\"0.5\"";
        svg.push_str(&deciles.line(Decimal::from(decile), top, top + thick, look));
    }
    if let Some(cap) = benchmark.cap {
        svg.push_str(&deciles.mark(cap, top - 2, top + thick + 4));
    }
    svg.push_str(&pointer(&deciles.place(at), top));
    if let (Some(first), Some(last)) = (benchmark.bounds.first(), benchmark.bounds.last()) {
        let begin = Decimal::from(benchmark.first.saturating_sub(1));
        let words = top + thick + 14;
        svg.push_str(&deciles.words(begin, words, &unit(*first), ""));
        svg.push_str(&deciles.words(Decimal::TEN, words, &unit(*last), ""));
        if let Some(cap) = benchmark.cap {
            svg.push_str(&deciles.words(cap, words, &format!("cap {}", plain(cap)), ""));
        }
    }
    svg.push_str("</svg>\n");
    Markup::trusted(svg)
}

/// Where on ten deciles the rate lies, and in words.
fn place(
    benchmark: &Benchmark,
    rate: Decimal,
    unit: impl Fn(Decimal) -> String,
) -> (Decimal, String) {
    match benchmark.place(rate) {
        Place::Below => (Decimal::ZERO, "is below the scale".into()),
        Place::Within { decile, from, to } => (
            Decimal::from(decile) - Decimal::ONE + (rate - from) / (to - from),
            format!(
                "lies in decile {decile}, which goes from {} to {}",
                unit(from),
                unit(to)
            ),
        ),
        Place::Top => (Decimal::TEN, "lies in decile 10, the best".into()),
    }
}
