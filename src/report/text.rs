//! A scorecard for people: the verdict first, then what makes it, in 80 columns or as many as the reader has.

mod cells;
mod measures;
mod notes;
mod page;
mod payment;
mod range;

use cells::{percent_cell, shown};
use measures::measures;
use notes::{derivation, notes_section};
use page::Page;
use payment::payment;
pub(crate) use range::break_even;
use range::table_of_range;
use rust_decimal::Decimal;

use super::layout::{WIDTH, common_places, signed_dollars, signed_percent, with_places};
use crate::{
    category::Category,
    escape,
    rules::{FactorBasis, YearStatus},
    score::{
        adjustment::Class,
        scorecard::{Bounds, Scorecard},
    },
    trial::Trial,
};

/// The verdict in one line: final score, threshold, margin, adjustment, dollars.
#[must_use]
pub fn verdict(card: &Scorecard) -> String {
    let threshold = card.performance_threshold;
    let payment = &card.payment_adjustment;
    let basis = match (payment.class, payment.scaling_factor_basis) {
        (Some(Class::MaximumPenalty | Class::Penalty | Class::Neutral), _) => "",
        (_, FactorBasis::Assumed) => " (assumed factor)",
        (_, FactorBasis::Implied) => " (implied factor)",
        (_, FactorBasis::User) => " (factor given)",
    };
    let year = card.payment_year;
    let estimate = if card.is_estimate() {
        " (estimate)"
    } else {
        ""
    };
    let point = card.final_score.zip(payment.percent);
    let (head, percent, money) = if let Some((score, percent)) = point {
        (
            format!("{score} points{estimate}, {}", beside(score, threshold)),
            signed_percent(percent),
            payment.dollars.map(signed_dollars),
        )
    } else {
        let Bounds { low, high } = card.final_score_bounds;
        let span = |span: Bounds, shown: fn(Decimal) -> String| {
            format!("{} to {}", shown(span.low), shown(span.high))
        };
        (
            format!("{low} to {high} points{estimate}, threshold {threshold}"),
            span(payment.bounds, signed_percent),
            payment.dollars_bounds.map(|it| span(it, signed_dollars)),
        )
    };
    let money = money.map(|money| format!(", {money}")).unwrap_or_default();
    // What does not fit goes, the least telling first; it comes below again.
    let tight = head.replace(" the threshold ", " ");
    let full = [
        format!("{head}: {percent}{basis}{money} in {year}"),
        format!("{head}: {percent}{money} in {year}{}", short(basis)),
        format!("{tight}: {percent}{money} in {year}{}", short(basis)),
        format!("{head}: {percent} in {year}{}", short(basis)),
    ];
    full.iter()
        .find(|line| line.len() <= WIDTH)
        .unwrap_or(&full[3])
        .clone()
}

/// Where a score lies beside the threshold.
fn beside(score: Decimal, threshold: Decimal) -> String {
    let margin = score - threshold;
    if margin.is_zero() {
        format!("at the threshold {threshold}")
    } else if margin.is_sign_negative() {
        format!("{} below the threshold {threshold}", -margin)
    } else {
        format!("{margin} above the threshold {threshold}")
    }
}

fn short(basis: &str) -> &'static str {
    match basis {
        " (assumed factor)" => " (assumed)",
        " (implied factor)" => " (implied)",
        " (factor given)" => " (given)",
        _ => "",
    }
}

/// The whole report in lines of `width` columns, and of [`WIDTH`] at least: the verdict, what makes it, `losses` (a section
/// of its own, or nothing), the measures, the notes; with `with_lines` the derivation of every figure follows.
#[must_use]
pub fn report(trial: &Trial, losses: &str, with_lines: bool, width: usize) -> String {
    let width = width.max(WIDTH);
    let page = &Page { trial, width };
    let card = &trial.scorecard;
    let mut text = verdict(card);
    text.push_str("\n\n");
    text.push_str(&page.wrap(&heading(card), "", ""));
    text.push('\n');
    match card.final_score {
        Some(score) if card.final_score_is_given => {
            text.push_str(&format!("{:<40}{score:>20}\n", "Final score, given"));
        }
        Some(_) => text.push_str(&table(card)),
        None => text.push_str(&table_of_range(page)),
    }
    text.push_str(&payment(page));
    text.push_str(losses);
    for category in Category::ALL {
        text.push_str(&measures(page, category));
    }
    text.push_str(&notes_section(page));
    if with_lines {
        text.push_str(&derivation(page));
    }
    text
}

fn heading(card: &Scorecard) -> String {
    let name = card
        .practice
        .name
        .as_ref()
        .map(|name| format!("{}, ", escape::one_line(name)))
        .unwrap_or_default();
    name + &circumstances(card)
}

/// The year, how the practice takes part and reports, its size: what a score holds for.
pub(crate) fn circumstances(card: &Scorecard) -> String {
    let identity = &card.practice;
    let size = if identity.small_practice {
        ", small practice"
    } else {
        ""
    };
    let mvp = identity
        .mvp
        .as_ref()
        .map(|id| format!(" {id}"))
        .unwrap_or_default();
    let status = if card.rules_status == YearStatus::Provisional {
        " (provisional rules)"
    } else {
        ""
    };
    format!(
        "performance year {}{status}, {}{size}, {}{mvp}",
        card.performance_year,
        identity.participation.title(),
        identity.pathway.title()
    )
}

fn row(text: &mut String, name: &str, percent: &str, weight: &str, points: &str) {
    text.push_str(format!("{name:<27}{percent:>13}{weight:>8}{points:>12}").trim_end());
    text.push('\n');
}

fn rule(text: &mut String) {
    text.push_str(&format!("{:>60}\n", "-".repeat(12)));
}

/// The categories, percent x weight = points; the points add up to the printed score.
fn table(card: &Scorecard) -> String {
    let mut text = String::new();
    let sheet = &card.sheet;
    let category_points =
        Category::ALL.map(|category| card.categories[category].points.unwrap_or_default());
    let bonus = card.complex_patient_bonus.unwrap_or_default();
    let small_practice = card.small_practice_bonus.unwrap_or_default();
    let places = common_places(category_points.into_iter().chain([bonus, small_practice]));
    row(&mut text, "", "percent", "weight", "points");
    for category in Category::ALL {
        let found = &card.categories[category];
        let percent = percent_cell(found);
        let weight = format!("x {}%", shown(found.weight));
        let points = format!(
            "= {}",
            with_places(found.points.unwrap_or_default(), places)
        );
        row(&mut text, category.heading(), &percent, &weight, &points);
    }
    if sheet.find("complex_patient_bonus", None).is_some() {
        row(
            &mut text,
            "Complex patient bonus",
            "",
            "",
            &with_places(bonus, places),
        );
    }
    if sheet.find("small_practice_bonus", None).is_some() {
        row(
            &mut text,
            "Small practice bonus",
            "",
            "",
            &with_places(small_practice, places),
        );
    }
    rule(&mut text);
    let total = sheet
        .find("total_points", None)
        .map_or(Decimal::ZERO, |line| line.exact);
    let score = card.final_score.unwrap_or_default();
    if total == score {
        row(&mut text, "Final score", "", "", &score.to_string());
    } else {
        row(&mut text, "Total", "", "", &with_places(total, places));
        let why = if card.replaced_by_threshold {
            "Final score, replaced by the threshold"
        } else if total > score && score == Decimal::ONE_HUNDRED {
            "Final score, at most 100"
        } else {
            "Final score, rounded"
        };
        text.push_str(&format!("{why:<40}{score:>20}\n"));
    }
    text
}
