//! The worth of each way as text, JSON and rows.

pub(super) mod break_even;
mod json;
pub(super) mod words;

use rust_decimal::Decimal;

use super::{calendar::Dated, way::Worth, worth::Worths};
use crate::report::layout::{signed_dollars, wrap};
use break_even::break_even;
pub use json::{COLUMNS, rows, tree};
use words::{
    all_assumptions, amount, apart, best_mark, capital, heading, not_open, sentence, title,
};

/// The comparison for reading, with the next date that matters.
#[must_use]
pub fn text(worths: &Worths, next: Option<&Dated>, with_lines: bool) -> String {
    let mut text = wrap(&format!("{}: {}", worths.file, heading(worths)), "", "  ");
    text.push_str(&wrap(&sentence(worths), "", "  "));
    text.push('\n');
    for it in &worths.alternatives {
        text.push_str(&wrap(&way_line(worths, it), "  ", "      "));
        for line in it.lines.iter().filter(|_| with_lines) {
            text.push_str(&wrap(line, "      ", "        "));
        }
    }
    let break_even = break_even(worths);
    if !break_even.is_empty() {
        text.push_str("\nBreak-even\n");
        for line in break_even {
            text.push_str(&wrap(&line, "  ", "    "));
        }
        for line in worths.break_even.lines.iter().filter(|_| with_lines) {
            text.push_str(&wrap(line, "      ", "        "));
        }
    }
    text.push_str("\nAssumptions\n");
    for line in all_assumptions(worths) {
        text.push_str(&wrap(&line, "  ", "    "));
    }
    if let Some(next) = next {
        text.push('\n');
        text.push_str(&wrap(&next.sentence(), "", "  "));
    }
    text
}

fn way_line(worths: &Worths, it: &Worth) -> String {
    let best = best_mark(worths, it);
    let mut parts = Vec::new();
    if let Some(score) = it.final_score {
        parts.push(match score.point() {
            Some(score) => format!("final score {score}"),
            None => format!("final score {} to {}", score.low, score.high),
        });
    }
    match (it.adjustment, it.percent) {
        (Some(adjustment), _) => parts.push(format!("adjustment {}", amount(adjustment))),
        (None, Some(percent)) => parts.push(match percent.point() {
            Some(percent) => format!("adjustment {percent} percent"),
            None => format!("adjustment {} to {} percent", percent.low, percent.high),
        }),
        (None, None) => {}
    }
    let dollars_of = |what: &str, amount: Option<Decimal>| {
        amount.map(|it| format!("{what} {}", signed_dollars(it)))
    };
    parts.extend(dollars_of("lump sum", it.incentive));
    parts.extend(dollars_of("conversion factor", it.conversion_factor));
    parts.extend(dollars_of("shared savings", it.shared_savings));
    parts.extend(dollars_of("cost", it.cost.map(|cost| -cost)));
    parts.push(match it.net {
        Some(net) => format!("net {}", amount(net)),
        None => "net not known".into(),
    });
    let mut line = format!("{}{best}: {}", capital(&title(it.name)), parts.join(", "));
    if let Some(apart) = apart(it) {
        line = format!("{line} ({apart})");
    }
    if let Some(avoided) = it.mips_avoided {
        line = format!(
            "{line}; a MIPS adjustment of {} does not apply",
            amount(avoided)
        );
    }
    if let Some(open) = not_open(worths, it) {
        line = format!("{line}; {open}");
    }
    line
}
