//! The worth of each way as a page.

use rust_decimal::Decimal;

use super::{
    way::Worth,
    worth::Worths,
    worth_report::{all_assumptions, amount, break_even, capital, sentence, title},
};
use crate::{
    report::{
        html::{Bar, Cell, Page, Table, bars, section},
        layout::signed_dollars,
        markup::Markup,
    },
    score::scorecard::Bounds,
};

/// What each way of taking part is worth as one page; each amount with its operands when that is asked for.
#[must_use]
pub fn page(worths: &Worths, with_lines: bool) -> String {
    let mut page = Page::new(
        &format!("{}: what each way is worth", worths.file),
        &format!(
            "{} in {}, payments of {}",
            capital(worths.eligibility.verdict.title()),
            worths.rules.performance_year,
            worths.rules.payment_year
        ),
    );
    page.push(Markup::of_class(
        "p",
        "verdict",
        Markup::strong(&sentence(worths)),
    ));
    page.push(section(2, "Gain or loss of each way", nets(worths)));
    page.push(section(2, "Every way", ways(worths, with_lines)));
    let lines: Vec<String> = break_even(worths).iter().map(|it| capital(it)).collect();
    let lines = Markup::list(lines.iter().map(String::as_str));
    page.push(section(2, "Break-even, against doing nothing", lines));
    let assumptions = all_assumptions(worths);
    let assumptions = Markup::list(assumptions.iter().map(String::as_str));
    page.push(section(2, "Assumptions and sources", assumptions));
    page.foot("An amount that is missing is not taken for zero: where one is, the net of that way is not known.");
    page.html()
}

/// The distance of each net from the lowest that is possible, so that losses can be drawn as well.
fn nets(worths: &Worths) -> Markup {
    let known: Vec<(&Worth, Bounds)> = worths
        .alternatives
        .iter()
        .filter_map(|it| Some((it, it.net?)))
        .collect();
    let lowest = known.iter().map(|(_, net)| net.low).min();
    let highest = known.iter().map(|(_, net)| net.high).max();
    let (Some(lowest), Some(highest)) = (lowest, highest) else {
        return Markup::default();
    };
    let rows: Vec<Bar> = known
        .iter()
        .map(|(it, net)| Bar {
            label: named(worths, it),
            value: amount(*net),
            from: Decimal::ZERO,
            to: net.low - lowest,
            possible: net.high - lowest,
            limit: net.high - lowest,
            is_total: false,
        })
        .collect();
    let caption = format!(
        "Net of each way, counted from the least that is possible, {}. Striped is what is not known.",
        signed_dollars(lowest)
    );
    bars(&rows, highest - lowest, &[], &caption)
}

fn named(worths: &Worths, it: &Worth) -> String {
    let best = match (worths.best == Some(it.name), worths.best_is_open) {
        (true, false) => " (best)",
        (true, true) => " (best as far as is known)",
        _ => "",
    };
    let open = match it.available {
        Some(true) => "",
        Some(false) => ", not open to this practice",
        None => ", not known whether it is open",
    };
    format!("{}{best}{open}", capital(&title(it.name)))
}

fn ways(worths: &Worths, with_lines: bool) -> Markup {
    let heads = [
        ("Way", false),
        ("Final score", true),
        ("Adjustment", true),
        ("Lump sum", true),
        ("Conversion factor", true),
        ("Shared savings", true),
        ("Cost", true),
        ("Net", true),
    ];
    let mut table = Table::new("What each way adds and takes, in dollars", &heads).wide();
    for it in &worths.alternatives {
        let score = it.final_score.map(|it| match it.point() {
            Some(score) => score.to_string(),
            None => format!("{} to {}", it.low, it.high),
        });
        let figure =
            |amount: Option<Decimal>| Cell::Figure(amount.map(signed_dollars).unwrap_or_default());
        let lines = it.lines.iter().filter(|_| with_lines).map(String::as_str);
        let below = if with_lines && !it.lines.is_empty() {
            Markup::list(lines)
        } else {
            Markup::default()
        };
        table.row_with(
            [
                Cell::Words(named(worths, it)),
                Cell::Figure(score.unwrap_or_default()),
                Cell::Figure(adjustment(it)),
                figure(it.incentive),
                figure(it.conversion_factor),
                figure(it.shared_savings),
                figure(it.cost.map(|cost| -cost)),
                Cell::Figure(it.net.map_or_else(|| "not known".into(), amount)),
            ],
            below,
        );
    }
    table.markup()
}

/// The adjustment in dollars, or in percent where no payments are known.
fn adjustment(it: &Worth) -> String {
    match (it.adjustment, it.percent) {
        (Some(adjustment), _) => amount(adjustment),
        (None, Some(percent)) => match percent.point() {
            Some(percent) => format!("{percent} percent"),
            None => format!("{} to {} percent", percent.low, percent.high),
        },
        (None, None) => String::new(),
    }
}
