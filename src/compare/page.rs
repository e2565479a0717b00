//! A comparison as a page to show and to hand over.

use rust_decimal::Decimal;

use super::{Comparison, Scored, columns::cell, printing::change_cells};
use crate::{
    decimal::HUNDRED,
    report::{
        html::{Bar, Cell, Mark, Page, Table, bars, section},
        layout::{signed_dollars, signed_percent},
        markup::Markup,
    },
    score::scorecard::Scorecard,
};

impl Comparison {
    /// The page. `scored` is what was compared.
    #[must_use]
    pub fn page(&self, scored: &[Scored]) -> String {
        let mut page = Page::new("MIPS scenarios compared", &self.names.join(" | "));
        page.push(Markup::of_class("div", "verdict", self.verdict(scored)));
        page.push(section(2, "Final scores", scores(scored)));
        page.push(section(2, "What differs", self.table()));
        let footing = self.footing.iter().chain(&self.open).map(String::as_str);
        page.push(section(2, "Notes", Markup::list(footing)));
        for (from, to, _) in &self.changes {
            let heading = format!("Rules that differ from {from} to {to}");
            page.push(section(2, &heading, self.rule_changes(*from, *to)));
        }
        let mut told: Vec<&str> = Vec::new();
        for one in scored {
            let rules = &one.trial.rules;
            if !told.contains(&rules.cite.as_str()) {
                told.push(&rules.cite);
                page.foot(&format!(
                    "Rules of performance year {}: {}.",
                    rules.performance_year, rules.cite
                ));
            }
        }
        page.html()
    }

    /// Which scenario earns the most, in plain words.
    fn verdict(&self, scored: &[Scored]) -> Markup {
        if self.best.is_empty() {
            return Markup::paragraph("All scenarios earn the same.");
        }
        let best = self.best.iter().filter_map(|n| scored.get(*n));
        let sentences = best.map(|one| {
            let card = &one.trial.scorecard;
            let payment = &card.payment_adjustment;
            let (percent, money) = match payment.percent {
                Some(percent) => (signed_percent(percent), payment.dollars.map(signed_dollars)),
                None => (
                    format!("at least {}", signed_percent(payment.bounds.low)),
                    payment
                        .dollars_bounds
                        .map(|it| format!("at least {}", signed_dollars(it.low))),
                ),
            };
            let money = money.map(|money| format!(", {money}")).unwrap_or_default();
            let year = card.payment_year;
            let name = &one.name;
            Markup::paragraph(&format!(
                "Most is earned with {name}: {} points, {percent} in {year}{money}.",
                score(card)
            ))
        });
        sentences.collect()
    }

    fn table(&self) -> Markup {
        let heads: Vec<(String, bool)> = self
            .heads()
            .map(|(name, is_best)| {
                let best = if is_best { super::columns::BEST } else { "" };
                (format!("{name}{best}"), true)
            })
            .collect();
        let heads: Vec<(&str, bool)> = std::iter::once(("", false))
            .chain(heads.iter().map(|(name, is)| (name.as_str(), *is)))
            .collect();
        let first = self.names.first().map_or("the first", String::as_str);
        let caption = format!("In brackets: the difference from {first}");
        let mut table = Table::new(&caption, &heads).wide();
        for figure in &self.figures {
            let cells = figure.values.iter().zip(figure.differences());
            let cells =
                cells.map(|(value, difference)| Cell::Figure(cell(value, difference, figure.unit)));
            let title = Cell::Words(figure.title.clone());
            let cells: Vec<Cell> = std::iter::once(title).chain(cells).collect();
            table.row(cells);
        }
        table.markup()
    }

    fn rule_changes(&self, from: u16, to: u16) -> Markup {
        let changes = self
            .changes
            .iter()
            .filter(|(a, b, _)| (*a, *b) == (from, to))
            .flat_map(|(_, _, changes)| changes);
        let (before, after) = (from.to_string(), to.to_string());
        let heads = [
            ("Rule", false),
            (before.as_str(), false),
            (after.as_str(), false),
            ("Source", false),
        ];
        let caption = format!("Rules that bear on these scores, {from} and {to}");
        let mut table = Table::new(&caption, &heads).wide();
        for change in changes {
            let cells: Vec<Cell> = change_cells(change).into_iter().map(Cell::Words).collect();
            table.row(cells);
        }
        let markup = table.markup();
        if markup.is_empty() {
            return Markup::paragraph("None that bears on these scores.");
        }
        markup
    }
}

fn score(card: &Scorecard) -> String {
    let range = card.final_score_bounds;
    match card.final_score {
        Some(score) => score.to_string(),
        None => format!("{} to {}", range.low, range.high),
    }
}

/// A bar for each scenario, and the threshold where it is the same for all.
fn scores(scored: &[Scored]) -> Markup {
    let threshold = |one: &Scored| one.trial.scorecard.performance_threshold;
    let first = scored.first().map(threshold);
    let is_one = scored.iter().all(|one| Some(threshold(one)) == first);
    let rows: Vec<Bar> = scored
        .iter()
        .map(|one| {
            let card = &one.trial.scorecard;
            let value = if is_one {
                score(card)
            } else {
                format!("{}, threshold {}", score(card), threshold(one))
            };
            Bar {
                label: one.name.clone(),
                value,
                from: Decimal::ZERO,
                to: card.final_score_bounds.low,
                possible: card.final_score_bounds.high,
                limit: HUNDRED,
                is_total: false,
            }
        })
        .collect();
    let mark = first.filter(|_| is_one).map(|at| Mark {
        at,
        label: format!("performance threshold, {at} points"),
    });
    let marks: Vec<Mark> = mark.into_iter().collect();
    let is_range = |one: &Scored| one.trial.scorecard.final_score.is_none();
    let caption = if scored.iter().any(is_range) {
        "Filled: sure. Hatched: possible, depending on what is not known yet."
    } else {
        "Final scores on a scale from 0 to 100."
    };
    bars(&rows, HUNDRED, &marks, caption)
}
