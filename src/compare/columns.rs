//! A comparison in columns: all scenarios side by side where they fit, in blocks otherwise.

use rust_decimal::Decimal;

use super::{
    Comparison,
    figures::{Figure, Unit, spoken},
};
use crate::{
    decimal,
    report::{
        layout::{dollars, signed_dollars},
        tree::Tree,
    },
};

/// What is after the name of the scenario that earns the most.
pub(super) const BEST: &str = " (best)";
/// The heading of the figures' names.
pub(super) const FIGURE: &str = "figure";
/// The fewest columns that a long name is cut to, and that a short one takes.
const NAME: usize = 14;
const GAP: usize = 2;

/// The table in lines of `most` columns, or the blocks. The first scenario is in every block: the differences are from it.
pub(super) fn text(comparison: &Comparison, most: usize) -> String {
    let all: Vec<usize> = (0..comparison.names.len()).collect();
    for are_short in [false, true] {
        let block = Block::of(comparison, &all, are_short, most);
        if block.width() <= most && (are_short || !block.cuts_a_name()) {
            return block.text();
        }
    }
    let mut blocks = Vec::new();
    let mut next = 1;
    while next < all.len() {
        let mut block = Block::of(comparison, &[0, next], true, most);
        let mut members = vec![0, next];
        next += 1;
        while next < all.len() {
            members.push(next);
            let wider = Block::of(comparison, &members, true, most);
            if wider.width() > most {
                break;
            }
            block = wider;
            next += 1;
        }
        blocks.push(block.text());
    }
    blocks.join("\n")
}

/// Some scenarios side by side.
struct Block {
    heads: Vec<(String, bool)>,
    rows: Vec<Vec<String>>,
    widths: Vec<usize>,
    /// How wide a line may be.
    most: usize,
}

impl Block {
    fn of(comparison: &Comparison, members: &[usize], are_short: bool, most: usize) -> Self {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let figures = comparison.figures.iter();
        for figure in figures.filter(|figure| {
            figure.is_always_shown() || figure.is_end_of_range() || differs(figure, members)
        }) {
            let title = if are_short {
                figure
                    .title
                    .replace("promoting interoperability", "PI")
                    .replace("payment adjustment", "adjustment")
            } else {
                figure.title.clone()
            };
            let differences = figure.differences();
            // Dollars are long: their differences have a line of their own.
            let is_split = figure.unit == Unit::Dollars;
            let cells = members.iter().map(|n| {
                let difference = differences[*n].filter(|_| !is_split);
                cell(&figure.values[*n], difference, figure.unit)
            });
            rows.push(std::iter::once(title).chain(cells).collect());
            let signs = members.iter().map(|n| {
                let difference = differences[*n].filter(|it| !it.is_zero());
                difference.map_or_else(String::new, |it| signed(it, figure.unit))
            });
            let signs: Vec<String> = std::iter::once("  difference".to_owned())
                .chain(signs)
                .collect();
            if is_split && signs[1..].iter().any(|it| !it.is_empty()) {
                rows.push(signs);
            }
        }
        let heads: Vec<(String, bool)> = members
            .iter()
            .filter_map(|n| comparison.heads().nth(*n))
            .map(|(name, is_best)| (name.to_owned(), is_best))
            .collect();
        let widest = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
        let mut widths: Vec<usize> = (0..=members.len())
            .map(|column| widest(column).unwrap_or(0))
            .collect();
        widths[0] = widths[0].max(FIGURE.len());
        let mut block = Self {
            heads,
            rows,
            widths: widths.clone(),
            most,
        };
        // Names take what the figures leave, in turn.
        for (width, (name, is_best)) in widths.iter_mut().skip(1).zip(&block.heads) {
            *width = (*width).max(length(name, *is_best).min(NAME));
        }
        block.widths = widths;
        for column in 1..block.widths.len() {
            let (name, is_best) = &block.heads[column - 1];
            let spare = most.saturating_sub(block.width());
            let wanted = length(name, *is_best).saturating_sub(block.widths[column]);
            block.widths[column] += wanted.min(spare);
        }
        block
    }

    fn width(&self) -> usize {
        self.widths.iter().sum::<usize>() + GAP * (self.widths.len() - 1)
    }

    fn cuts_a_name(&self) -> bool {
        let mut heads = self.heads.iter().zip(&self.widths[1..]);
        heads.any(|((name, is_best), width)| length(name, *is_best) > *width)
    }

    fn text(mut self) -> String {
        // Words that are too long for two columns (reasons) give way; figures never are.
        while self.width() > self.most {
            let Some(widest) = self.widths[1..].iter_mut().max() else {
                break;
            };
            *widest -= 1;
        }
        let heads = self.heads.iter().zip(&self.widths[1..]);
        let heads = heads.map(|((name, is_best), width)| {
            let best = if *is_best { BEST } else { "" };
            middle_cut(name, width.saturating_sub(best.len())) + best
        });
        let heads: Vec<String> = std::iter::once(FIGURE.to_owned()).chain(heads).collect();
        let mut text = String::new();
        for row in std::iter::once(&heads).chain(&self.rows) {
            let mut line = format!("{:<width$}", row[0], width = self.widths[0]);
            for (cell, width) in row.iter().zip(&self.widths).skip(1) {
                line.push_str(&format!("  {:>width$}", middle_cut(cell, *width)));
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

fn length(name: &str, is_best: bool) -> usize {
    name.chars().count() + if is_best { BEST.len() } else { 0 }
}

/// Whether a figure differs within some of the scenarios.
fn differs(figure: &Figure, members: &[usize]) -> bool {
    Figure {
        path: String::new(),
        title: String::new(),
        unit: figure.unit,
        values: members.iter().map(|n| figure.values[*n].clone()).collect(),
    }
    .differs()
}

/// The text cut to so many columns in its middle, since names often differ at their ends.
fn middle_cut(text: &str, columns: usize) -> String {
    let length = text.chars().count();
    if length <= columns {
        return text.to_owned();
    }
    let kept = columns.saturating_sub(3);
    let front = kept.div_ceil(2);
    let start: String = text.chars().take(front).collect();
    let end: String = text.chars().skip(length - (kept - front)).collect();
    format!("{start}...{end}")
}

/// A figure with its difference, where there is one.
pub(super) fn cell(value: &Tree, difference: Option<Decimal>, unit: Unit) -> String {
    let cell = written(value, unit);
    match difference.filter(|it| unit != Unit::Word && !it.is_zero()) {
        Some(difference) => format!("{cell} ({})", signed(difference, unit)),
        None => cell,
    }
}

fn written(value: &Tree, unit: Unit) -> String {
    match (value, unit) {
        (Tree::Null, _) => "-".into(),
        (Tree::Number(text), Unit::Percent) => format!("{text}%"),
        (Tree::Number(text), Unit::Dollars) => match decimal::parse(text) {
            Some(number) if number.is_sign_negative() => signed_dollars(number),
            Some(number) => dollars(number),
            None => text.clone(),
        },
        (Tree::Text(word), Unit::Word) => spoken(word),
        (value, _) => value.cell(),
    }
}

fn signed(difference: Decimal, unit: Unit) -> String {
    if unit == Unit::Dollars {
        return signed_dollars(difference);
    }
    let sign = if difference.is_sign_positive() {
        "+"
    } else {
        ""
    };
    format!("{sign}{difference}")
}
