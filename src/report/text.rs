//! A scorecard for people: the verdict first, then what makes it, within 80 columns.

use rust_decimal::Decimal;

use super::layout::{
    WIDTH, common_places, cut, dollars, signed_dollars, signed_percent, with_places, wrap,
};
use crate::{
    category::Category,
    decimal::{self, plain},
    explain::explain,
    notes::notes,
    rules::{FactorBasis, YearStatus, status::Status as SourceStatus},
    score::adjustment::Class,
    scorecard::{CategoryScore, MeasureScore, Scorecard, Status},
    trial::Trial,
    worksheet::Worksheet,
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
    let (head, percent, money) =
        if let (Some(score), Some(percent)) = (card.final_score, payment.percent) {
            let margin = score - threshold;
            let place = if margin.is_zero() {
                format!("at the threshold {threshold}")
            } else if margin.is_sign_negative() {
                format!("{} below the threshold {threshold}", -margin)
            } else {
                format!("{margin} above the threshold {threshold}")
            };
            let head = format!("{score} points, {place}");
            (
                head,
                signed_percent(percent),
                payment.dollars.map(signed_dollars),
            )
        } else {
            let range = card.final_score_bounds;
            let head = format!(
                "{} to {} points, threshold {threshold}",
                range.low, range.high
            );
            let percent = format!(
                "{} to {}",
                signed_percent(payment.bounds.low),
                signed_percent(payment.bounds.high)
            );
            let money = payment.dollars_bounds.map(|range| {
                format!(
                    "{} to {}",
                    signed_dollars(range.low),
                    signed_dollars(range.high)
                )
            });
            (head, percent, money)
        };
    let money = money.map(|money| format!(", {money}")).unwrap_or_default();
    // What does not fit goes, the least telling first; it stands below again.
    let full = [
        format!("{head}: {percent}{basis}{money} in {year}"),
        format!("{head}: {percent}{money} in {year}{}", short(basis)),
        format!("{head}: {percent}{money}{}", short(basis)),
        format!("{head}: {percent}{}", short(basis)),
    ];
    full.iter()
        .find(|line| line.len() <= WIDTH)
        .unwrap_or(&full[3])
        .clone()
}

fn short(basis: &str) -> &'static str {
    match basis {
        " (assumed factor)" => " (assumed)",
        " (implied factor)" => " (implied)",
        " (factor given)" => " (given)",
        _ => "",
    }
}

/// The whole report; with `with_lines` every figure's derivation follows.
#[must_use]
pub fn report(trial: &Trial, with_lines: bool) -> String {
    let card = &trial.scorecard;
    let mut text = verdict(card);
    text.push_str("\n\n");
    text.push_str(&wrap(&heading(card), "", ""));
    text.push('\n');
    text.push_str(&if card.final_score.is_some() {
        table(card)
    } else {
        table_of_range(card)
    });
    text.push_str(&payment(trial));
    for category in Category::ALL {
        text.push_str(&measures(category, &card.categories[category]));
    }
    text.push_str(&remarks(trial));
    if with_lines {
        text.push_str(&derivation(trial));
    }
    text
}

fn heading(card: &Scorecard) -> String {
    let identity = &card.practice;
    let name = identity
        .name
        .as_ref()
        .map(|name| format!("{}, ", name.replace(char::is_control, " ")))
        .unwrap_or_default();
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
        "{name}performance year {}{status}, {}{size}, {}{mvp}",
        card.performance_year,
        identity.participation.key().replace('_', " "),
        pathway_title(card)
    )
}

fn pathway_title(card: &Scorecard) -> &'static str {
    use crate::practice::words::Pathway;
    match card.practice.pathway {
        Pathway::Traditional => "traditional MIPS",
        Pathway::Mvp => "MIPS Value Pathway",
        Pathway::App => "APM Performance Pathway",
        Pathway::AppPlus => "APM Performance Pathway Plus",
        Pathway::ApmScoringStandard => "APM scoring standard",
    }
}

fn row(text: &mut String, name: &str, percent: &str, weight: &str, points: &str) {
    text.push_str(format!("{name:<34}{percent:>14}{weight:>12}{points:>14}").trim_end());
    text.push('\n');
}

fn rule(text: &mut String) {
    text.push_str(&format!("{:>74}\n", "-".repeat(14)));
}

/// The categories, percent x weight = points; the points add up to the printed score.
fn table(card: &Scorecard) -> String {
    let mut text = String::new();
    let sheet = &card.sheet;
    let category_points =
        Category::ALL.map(|category| card.categories[category].points.unwrap_or_default());
    let bonus = card.complex_patient_bonus.unwrap_or_default();
    let places = common_places(
        category_points
            .into_iter()
            .chain([bonus, card.small_practice_bonus]),
    );
    row(&mut text, "", "percent", "weight", "points");
    for category in Category::ALL {
        let found = &card.categories[category];
        let percent = match found.status {
            Status::Reweighted => "not scored".into(),
            Status::NotSubmitted => "not submitted".into(),
            Status::Unknown => "unknown".into(),
            Status::Scored => shown(found.percent),
        };
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
            &with_places(card.small_practice_bonus, places),
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
        text.push_str(&format!("{why:<46}{score:>28}\n"));
    }
    text
}

fn shown(value: Option<Decimal>) -> String {
    value.map_or_else(|| "varies".into(), |value| plain(decimal::shown(value)))
}

/// Both ends of a range side by side.
fn table_of_range(card: &Scorecard) -> String {
    let sheet = &card.sheet;
    let mut text = format!(
        "{:<34}{:>12}{:>17}{:>17}\n",
        "", "percent", "low end", "high end"
    );
    let figure = |name: &str, end: &str| sheet.find(name, Some(end)).map(|line| line.exact);
    let names = Category::ALL.map(|category| format!("{}_points", category.key()));
    let others = ["complex_patient_bonus", "small_practice_bonus"];
    let all = names.iter().map(String::as_str).chain(others);
    let places = common_places(
        all.flat_map(|name| ["low", "high"].map(|end| figure(name, end).unwrap_or_default())),
    );
    for category in Category::ALL {
        let found = &card.categories[category];
        let percent = match found.status {
            Status::Reweighted => "not scored".into(),
            Status::NotSubmitted => "not submitted".into(),
            Status::Unknown => "unknown".into(),
            Status::Scored => shown(found.percent),
        };
        let end = |end: &str| {
            let weight = figure(&format!("{}_weight", category.key()), end).unwrap_or_default();
            let points = figure(&format!("{}_points", category.key()), end).unwrap_or_default();
            format!("x {}% = {}", plain(weight), with_places(points, places))
        };
        text.push_str(&format!(
            "{:<32}{percent:>14}{:>17}{:>17}\n",
            category.heading(),
            end("low"),
            end("high")
        ));
    }
    for (name, title) in [
        ("complex_patient_bonus", "Complex patient bonus"),
        ("small_practice_bonus", "Small practice bonus"),
    ] {
        if let (Some(low), Some(high)) = (figure(name, "low"), figure(name, "high")) {
            let [low, high] = [low, high].map(|points| with_places(points, places));
            text.push_str(&format!("{title:<46}{low:>17}{high:>17}\n"));
        }
    }
    let range = card.final_score_bounds;
    text.push_str(&format!(
        "{:<46}{:>17}{:>17}\n",
        "",
        "-".repeat(14),
        "-".repeat(14)
    ));
    text.push_str(&format!(
        "{:<46}{:>17}{:>17}\n",
        "Final score", range.low, range.high
    ));
    for (end, title) in [("low", "Low end"), ("high", "High end")] {
        text.push_str(&wrap(
            &which_end(card, sheet, end),
            &format!("{title}: "),
            "  ",
        ));
    }
    if let Some(break_even) = &card.break_even {
        let title = break_even.category.title();
        let percent = break_even.percent;
        let sentence = if percent <= Decimal::ZERO {
            format!("The threshold is met whatever the {title} percent is, once it is scored.")
        } else if percent > Decimal::ONE_HUNDRED {
            format!("The threshold is not met even with {title} at 100 percent.")
        } else {
            format!(
                "Break-even: the threshold is met with {title} at {} percent or more.",
                plain(percent)
            )
        };
        text.push_str(&wrap(&sentence, "", ""));
    }
    text
}

/// What the unknown figures are at an end of the range.
fn which_end(card: &Scorecard, sheet: &Worksheet, end: &str) -> String {
    let mut parts = Vec::new();
    for category in Category::ALL {
        if card.categories[category].status == Status::Unknown {
            let name = format!("{}_percent", category.key());
            let scored = sheet
                .lines()
                .iter()
                .find(|line| line.name.key() == name && line.subject.as_deref() == Some(end));
            parts.push(match scored {
                Some(line) => format!("{} at {} percent", category.title(), plain(line.value)),
                None => format!("{} not scored", category.title()),
            });
        }
    }
    if card.complex_patient_bonus.is_none() {
        let bonus = sheet
            .find("complex_patient_bonus", Some(end))
            .map_or(Decimal::ZERO, |line| line.value);
        parts.push(format!("a complex patient bonus of {}", plain(bonus)));
    }
    parts.join(", ")
}

fn payment(trial: &Trial) -> String {
    let card = &trial.scorecard;
    let payment = &card.payment_adjustment;
    let mut text = format!("\nPayment adjustment in {}: ", card.payment_year);
    let range = format!(
        "{} to {}",
        signed_percent(payment.bounds.low),
        signed_percent(payment.bounds.high)
    );
    match payment.percent {
        Some(percent) => {
            text.push_str(&signed_percent(percent));
            if let Some(class) = payment.class {
                text.push_str(&format!(" ({})", class.key().replace('_', " ")));
            }
        }
        None => text.push_str(&range),
    }
    text.push('\n');
    let gains = matches!(payment.class, Some(Class::Positive | Class::Exceptional))
        || (payment.bounds.high.is_sign_positive() && !payment.bounds.high.is_zero());
    if gains {
        let additional = payment
            .additional_scaling_factor
            .filter(|_| {
                card.sheet
                    .lines()
                    .iter()
                    .any(|line| line.name.key() == "additional_adjustment")
            })
            .map(|factor| format!(", additional factor {factor}"))
            .unwrap_or_default();
        let factor = format!(
            "scaling factor {}, {}{additional}",
            payment.scaling_factor,
            payment.scaling_factor_basis.key()
        );
        text.push_str(&wrap(&factor, "  ", "    "));
        if payment.percent.is_some() && !payment.bounds.is_point() {
            text.push_str(&wrap(
                &format!("{range} over the factor's range"),
                "  ",
                "    ",
            ));
        }
        let publicized = format!(
            "publicized before the year: {} to {}, at the highest factors that the law allows",
            signed_percent(payment.publicized.low),
            signed_percent(payment.publicized.high)
        );
        text.push_str(&wrap(&publicized, "  ", "    "));
    }
    if let (Some(paid), Some(bounds)) = (trial.practice.part_b_paid, payment.dollars_bounds) {
        let range = format!(
            "{} to {}",
            signed_dollars(bounds.low),
            signed_dollars(bounds.high)
        );
        let money = match payment.dollars {
            Some(money) if bounds.is_point() => signed_dollars(money),
            Some(money) => format!("{} ({range})", signed_dollars(money)),
            None => range,
        };
        text.push_str(&wrap(
            &format!("on {} paid by Medicare: {money}", dollars(paid)),
            "  ",
            "    ",
        ));
    }
    text
}

fn measures(category: Category, score: &CategoryScore) -> String {
    if score.measures.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "\n{:<36}{:>12}{:>8}{:>10}{:>5}\n",
        category.heading(),
        "rate",
        "decile",
        "points",
        "of"
    );
    for measure in &score.measures {
        text.push_str(&of_measure(measure));
    }
    text
}

fn of_measure(measure: &MeasureScore) -> String {
    let kind = measure
        .collection_type
        .map(|kind| format!(" {kind}"))
        .unwrap_or_default();
    let name = cut(&format!("  {}{kind}", measure.id), 35);
    let dash = || "-".to_owned();
    let mut text = format!(
        "{name:<36}{:>12}{:>8}{:>10}{:>5}  {}\n",
        measure
            .performance_rate
            .map_or_else(dash, |rate| plain(decimal::shown(rate))),
        measure
            .decile
            .map_or_else(dash, |decile| decile.to_string()),
        measure
            .points
            .map_or_else(dash, |points| plain(decimal::shown(points))),
        plain(measure.available),
        if measure.counted { "counts" } else { "" }
    );
    text = text.trim_end().to_owned() + "\n";
    text.push_str(&format!("    {}\n", cut(&measure.title, WIDTH - 4)));
    for reason in &measure.reasons {
        text.push_str(&wrap(reason.text(), "    - ", "      "));
    }
    text
}

fn remarks(trial: &Trial) -> String {
    let card = &trial.scorecard;
    let mut text = String::new();
    let notes = notes(&trial.rules, card);
    if !notes.is_empty() {
        text.push_str("\nNotes\n");
        for note in notes {
            text.push_str(&wrap(&note.message, "- ", "  "));
        }
    }
    if !card.overrides.is_empty() {
        let replaced = format!(
            "Built-in rules are replaced by: {}",
            card.overrides.join(", ")
        );
        text.push_str(&wrap(&replaced, "- ", "  "));
    }
    if !card.warnings.is_empty() {
        text.push_str("\nWarnings\n");
        for warning in &card.warnings {
            let line = format!(
                "{} {}: {}",
                warning.code.as_str(),
                warning.path,
                warning.message
            );
            text.push_str(&wrap(&line, "- ", "  "));
        }
    }
    text
}

/// Every figure with its arithmetic and its source.
fn derivation(trial: &Trial) -> String {
    let mut text = String::from("\nHow each figure was made\n");
    for line in explain(&trial.rules, &trial.scorecard.sheet) {
        let subject = line
            .subject
            .map(|subject| format!(" ({subject})"))
            .unwrap_or_default();
        let title = format!("{}{subject}", line.title);
        let value = line.value;
        let room = WIDTH.saturating_sub(value.chars().count() + 1);
        text.push_str(&format!("{:<room$} {value}\n", cut(&title, room)));
        if let Some(formula) = line.formula {
            text.push_str(&wrap(&format!("= {formula}"), "    ", "      "));
        }
        let status = match line.citation.status {
            None => "",
            Some(SourceStatus::Secondary) => " [secondary source]",
            Some(SourceStatus::Unverified) => " [unverified]",
            Some(SourceStatus::Provisional) => " [provisional]",
        };
        text.push_str(&wrap(
            &format!("{}{status}", line.citation.cite),
            "    ",
            "      ",
        ));
    }
    text
}
