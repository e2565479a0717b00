//! The worth of each way as a page.

use rust_decimal::Decimal;

use super::{
    calendar::Dated,
    way::Worth,
    words::page_name,
    worth::Worths,
    worth_report::{
        break_even::break_even,
        words::{
            all_assumptions, amount, apart, best_mark, capital, heading, not_open, sentence, title,
        },
    },
};
use crate::{
    report::{
        html::{Bar, Cell, Page, Table, bars, section},
        layout::signed_dollars,
        markup::Markup,
    },
    score::scorecard::Bounds,
};

/// What each way of taking part is worth as one page, with the next date that matters; each amount with its operands when that is asked for.
#[must_use]
pub fn page(worths: &Worths, next: Option<&Dated>, with_lines: bool) -> String {
    let mut page = Page::new(
        &format!(
            "{}: what each way is worth",
            page_name(worths.practice.as_deref(), &worths.file, 0)
        ),
        &capital(&heading(worths)),
    );
    page.push(Markup::of_class(
        "p",
        "verdict",
        Markup::strong(&sentence(worths)),
    ));
    page.push(section(2, "Gain or loss of each way", nets(worths)));
    page.push(section(2, "Every way", ways(worths, with_lines)));
    let operands = worths.break_even.lines.iter().filter(|_| with_lines);
    let lines: Vec<String> = break_even(worths)
        .iter()
        .chain(operands)
        .map(|it| capital(it))
        .collect();
    let lines = Markup::list(lines.iter().map(String::as_str));
    page.push(section(2, "Break-even", lines));
    let assumptions = all_assumptions(worths);
    let assumptions = Markup::list(assumptions.iter().map(String::as_str));
    page.push(section(2, "Assumptions and sources", assumptions));
    if let Some(next) = next {
        let content = Markup::paragraph(&format!("{} ({}).", next.sentence(), next.source));
        page.push(section(2, "By when", content));
    }
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
    let open = not_open(worths, it).map(|it| format!(", {it}"));
    format!(
        "{}{}{}",
        capital(&title(it.name)),
        best_mark(worths, it),
        open.unwrap_or_default()
    )
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
        let avoided = it
            .mips_avoided
            .map(|it| format!("a MIPS adjustment of {} does not apply", amount(it)));
        let lines = it.lines.iter().filter(|_| with_lines).cloned();
        let lines: Vec<String> = apart(it).into_iter().chain(avoided).chain(lines).collect();
        let below = if lines.is_empty() {
            Markup::default()
        } else {
            Markup::list(lines.iter().map(String::as_str))
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
