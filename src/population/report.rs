//! A population as text, JSON and SVG.

use std::fmt::Write;

use rust_decimal::Decimal;

use super::{
    by,
    result::{Balance, ClassTotal, Factor, Population},
};
use crate::{
    decimal::plain,
    report::{
        SCHEMA_VERSION,
        layout::{dollars, signed_dollars, signed_percent, with_places, wrap},
        plot::{Bars, histogram, histogram_svg},
        tool,
        tree::Tree,
    },
};

/// For reading.
#[must_use]
pub fn text(population: &Population) -> String {
    let mut text = format!(
        "Population of {} in performance year {} (payment year {})\n\n",
        grouped(population.count),
        population.performance_year,
        population.payment_year
    );
    let mut factor = |title: &str, factor: &Factor, why: String| {
        let _ = writeln!(text, "{title:<26}{:>16}", plain(factor.value));
        text.push_str(&wrap(&why, "  ", "  "));
    };
    let base = &population.base;
    factor("Scaling factor", base, base_words(base.balance));
    if let Some(additional) = &population.additional {
        let title = "Additional scaling factor";
        factor(title, additional, additional_words(additional.balance));
    }
    if population.without_paid > 0 {
        let message = match population.without_paid {
            1 => "1 row has no paid amount: it is counted, but moves no dollars.".to_owned(),
            more => format!(
                "{} rows have no paid amount: they are counted, but move no dollars.",
                grouped(more)
            ),
        };
        text.push_str(&wrap(&message, "", ""));
    }
    text.push_str(&classes(population));
    if let Some(by) = &population.by {
        text.push_str(&by::text(by));
    }
    text.push_str(&adjustments(population));
    text.push('\n');
    text.push_str(&histogram(&bars(population)));
    let _ = write!(
        text,
        "\nTo score with it: --set payment.scaling_factor={}",
        plain(base.value)
    );
    if let Some(additional) = &population.additional {
        let _ = write!(
            text,
            " --set payment.additional_scaling_factor={}",
            plain(additional.value)
        );
    }
    text.push('\n');
    text
}

/// How many of each class there are, what they are paid, and what the adjustments come to.
fn classes(population: &Population) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "\n{:<16}{:>10}{:>8}{:>22}{:>22}",
        "Class", "How many", "", "Paid", "Adjustment"
    );
    for total in &population.classes {
        let share = share(total.count, population.count);
        let _ = writeln!(
            text,
            "{:<16}{:>10}{:>7}%{:>22}{:>22}",
            total.class.key(),
            grouped(total.count),
            share,
            dollars(total.paid),
            signed_dollars(total.adjustment)
        );
    }
    let net: Decimal = population
        .classes
        .iter()
        .map(|total| total.adjustment)
        .sum();
    let printed: Decimal = population
        .classes
        .iter()
        .map(|total| total.printed_adjustment)
        .sum();
    let _ = writeln!(text, "{:<56}{:>22}", "Together", signed_dollars(net));
    let title = "Together, with percents as printed";
    let _ = writeln!(text, "{title:<56}{:>22}", signed_dollars(printed));
    text
}

/// What scores in steps of five are worth, and those that the law names.
fn adjustments(population: &Population) -> String {
    let mut text = String::new();
    text.push_str("\nFinal score   Adjustment\n");
    let step = Decimal::from(5);
    for (score, percent) in &population.adjustments {
        let named = *score == population.performance_threshold
            || Some(*score) == population.additional_threshold
            || score.scale() > 0;
        if named || (score % step).is_zero() {
            let _ = writeln!(
                text,
                "{:>11}{:>13}",
                plain(*score),
                signed_percent(*percent)
            );
        }
    }
    text
}

/// For programs.
#[must_use]
pub fn json(population: &Population) -> Tree {
    let number = |value: Decimal| Tree::Number(plain(value));
    let count = |value: u64| Tree::Number(value.to_string());
    let factor = |factor: &Factor| {
        Tree::Object(vec![
            ("value", number(factor.value)),
            ("balance", factor.balance.key().into()),
        ])
    };
    let classes = |totals: &[ClassTotal]| {
        let totals = totals.iter().map(|total| {
            Tree::Object(vec![
                ("class", total.class.key().into()),
                ("count", count(total.count)),
                ("paid", total.paid.into()),
                ("adjustment", total.adjustment.into()),
                ("printed_adjustment", total.printed_adjustment.into()),
            ])
        });
        Tree::List(totals.collect())
    };
    let by = population.by.as_ref();
    let adjustments = population.adjustments.iter().map(|(score, percent)| {
        Tree::Object(vec![
            ("final_score", number(*score)),
            ("percent", (*percent).into()),
        ])
    });
    let histogram = population
        .histogram
        .iter()
        .map(|(from, bar)| Tree::Object(vec![("from", number(*from)), ("count", count(*bar))]));
    Tree::Object(vec![
        ("schema_version", SCHEMA_VERSION.into()),
        ("tool", tool()),
        ("performance_year", population.performance_year.into()),
        ("payment_year", population.payment_year.into()),
        ("count", count(population.count)),
        ("without_paid", count(population.without_paid)),
        (
            "performance_threshold",
            number(population.performance_threshold),
        ),
        (
            "additional_performance_threshold",
            population.additional_threshold.map_or(Tree::Null, number),
        ),
        ("scaling_factor", factor(&population.base)),
        (
            "additional_scaling_factor",
            population.additional.as_ref().map_or(Tree::Null, factor),
        ),
        ("classes", classes(&population.classes)),
        ("adjustments", Tree::List(adjustments.collect())),
        ("histogram", Tree::List(histogram.collect())),
        ("by", by.map_or(Tree::Null, |by| by::json(by, classes))),
    ])
}

/// The histogram of final scores as an SVG.
#[must_use]
pub fn svg(population: &Population) -> String {
    histogram_svg(&bars(population))
}

fn bars(population: &Population) -> Bars {
    Bars {
        title: format!(
            "Final scores, performance year {}",
            population.performance_year
        ),
        bars: population.histogram.clone(),
        mark: population.performance_threshold,
        mark_title: format!("threshold {}", plain(population.performance_threshold)),
    }
}

fn base_words(balance: Balance) -> String {
    match balance {
        Balance::Met => "Increases equal decreases, 42 CFR 414.1405(b)(3).",
        Balance::Capped => "Capped at the statute's maximum: increases stay below decreases, 42 CFR 414.1405(b)(3).",
        Balance::NobodyBelow => "Nobody with a paid amount is below the threshold, so there is nothing to pay out.",
        Balance::NobodyAbove => "Nobody with a paid amount is above the threshold: the factor is at its maximum and pays nothing.",
    }
    .into()
}

fn additional_words(balance: Balance) -> String {
    match balance {
        Balance::Met => "The national limit is spent, 42 CFR 414.1405(d).",
        Balance::Capped => {
            "Capped at its maximum: less than the national limit is spent, 42 CFR 414.1405(d)."
        }
        Balance::NobodyBelow => "No national limit applies.",
        Balance::NobodyAbove => {
            "Nobody with a paid amount is exceptional: the factor is at its maximum and pays nothing."
        }
    }
    .into()
}

/// A share in percent, with one decimal.
fn share(part: u64, whole: u64) -> String {
    let percent = Decimal::from(part) * Decimal::ONE_HUNDRED / Decimal::from(whole.max(1));
    with_places(percent, 1)
}

fn grouped(count: u64) -> String {
    let text = dollars(Decimal::from(count));
    text.trim_start_matches('$')
        .trim_end_matches(".00")
        .to_owned()
}
