//! A scorecard as the tree that JSON prints.

use rust_decimal::Decimal;

use super::tree::Tree;
use crate::{
    decimal::{plain, shown},
    practice::states::PercentSource,
    problem::Problem,
    report::{
        explain::explain,
        notes::{self, notes},
    },
    rules::{FactorBasis, YearStatus, book::YearRules},
    score::scorecard::{
        Bounds, BreakEven, CategoryScore, Identity, MeasureScore, PaymentAdjustment, Scorecard,
    },
    trial::Trial,
};

/// The version of the output's shape. Within a version fields are only added.
pub const SCHEMA_VERSION: u16 = 1;

/// The whole result, with its lines when they are asked for.
#[must_use]
pub fn result(trial: &Trial, with_lines: bool) -> Tree {
    let Tree::Object(mut members) = figures(&trial.rules, &trial.scorecard) else {
        unreachable!("figures are an object")
    };
    members.push(("readings", readings(trial)));
    if with_lines {
        members.push(("lines", lines(&trial.rules, &trial.scorecard)));
    }
    Tree::Object(members)
}

/// The open questions that move the score, with what the other answer makes of it.
pub(crate) fn readings(trial: &Trial) -> Tree {
    let messages = notes::readings(trial);
    let rows = trial.readings.iter().zip(messages).map(|(reading, note)| {
        let settings = reading.settings.iter().map(|it| it.as_str().into());
        Tree::Object(vec![
            ("name", reading.name.as_str().into()),
            ("message", note.message.into()),
            ("settings", Tree::List(settings.collect())),
            ("final_score", reading.final_score_bounds.point().into()),
            ("final_score_bounds", bounds(&reading.final_score_bounds)),
            (
                "payment_adjustment_bounds",
                bounds(&reading.adjustment_bounds),
            ),
        ])
    });
    Tree::List(rows.collect())
}

/// What made a result.
#[must_use]
pub fn tool() -> Tree {
    Tree::Object(vec![
        ("name", "mips".into()),
        ("version", env!("CARGO_PKG_VERSION").into()),
    ])
}

/// A list as one object, with the version of its form and the program's.
#[must_use]
pub fn headed(name: &'static str, list: Tree) -> Tree {
    Tree::Object(vec![
        ("schema_version", SCHEMA_VERSION.into()),
        ("tool", tool()),
        (name, list),
    ])
}

/// Every figure of a scorecard, by name.
#[must_use]
pub fn figures(rules: &YearRules, card: &Scorecard) -> Tree {
    let notes = notes(rules, card)
        .into_iter()
        .map(|note| coded(note.code, note.path, note.message))
        .collect();
    Tree::Object(vec![
        ("schema_version", SCHEMA_VERSION.into()),
        ("tool", tool()),
        ("performance_year", card.performance_year.into()),
        ("payment_year", card.payment_year.into()),
        ("rules", of_rules(card)),
        ("practice", of_practice(&card.practice)),
        ("categories", of_categories(card)),
        (
            "bonuses",
            Tree::Object(vec![
                ("complex_patient", number(card.complex_patient_bonus)),
                ("small_practice", number(card.small_practice_bonus)),
            ]),
        ),
        (
            "quality_small_practice_points",
            number(Some(quality_small_practice_points(card))),
        ),
        ("final_score", card.final_score.into()),
        ("final_score_bounds", bounds(&card.final_score_bounds)),
        ("replaced_by_threshold", card.replaced_by_threshold.into()),
        (
            "performance_threshold",
            number(Some(card.performance_threshold)),
        ),
        (
            "additional_performance_threshold",
            number(card.additional_performance_threshold),
        ),
        (
            "break_even",
            card.break_even.as_ref().map_or(Tree::Null, of_break_even),
        ),
        ("payment_adjustment", payment(&card.payment_adjustment)),
        ("notes", Tree::List(notes)),
        (
            "warnings",
            Tree::List(card.warnings.iter().map(warning).collect()),
        ),
    ])
}

fn of_rules(card: &Scorecard) -> Tree {
    let status = match card.rules_status {
        YearStatus::Final => "final",
        YearStatus::Provisional => "provisional",
    };
    let overrides = card.overrides.iter().map(|text| text.as_str().into());
    Tree::Object(vec![
        ("status", status.into()),
        ("overrides", Tree::List(overrides.collect())),
    ])
}

fn of_practice(identity: &Identity) -> Tree {
    Tree::Object(vec![
        ("name", identity.name.clone().into()),
        ("participation", identity.participation.key().into()),
        ("pathway", identity.pathway.key().into()),
        ("mvp", identity.mvp.clone().into()),
        ("small_practice", identity.small_practice.into()),
    ])
}

fn of_categories(card: &Scorecard) -> Tree {
    let categories = card.categories.iter();
    Tree::Object(
        categories
            .map(|(category, score)| (category.key(), of_category(score)))
            .collect(),
    )
}

fn of_break_even(it: &BreakEven) -> Tree {
    Tree::Object(vec![
        ("category", it.category.key().into()),
        ("percent", it.percent.into()),
    ])
}

/// The points of a small practice in its quality score, which are not part of the bonus on the final score.
fn quality_small_practice_points(card: &Scorecard) -> Decimal {
    let points = card.sheet.find("quality_small_practice_points", None);
    points.map_or(Decimal::ZERO, |line| line.value)
}

fn of_category(category: &CategoryScore) -> Tree {
    // A percent that was given is shown as it was given, a computed one as CMS shows it.
    let figure = |value: Option<Decimal>| match category.source {
        Some(PercentSource::Computed) => number(value.map(shown)),
        _ => number(value),
    };
    let mut members = vec![
        ("status", category.status.key().into()),
        (
            "reason",
            category.reason.map(crate::rules::terms::Reason::key).into(),
        ),
        ("source", category.source.map(PercentSource::key).into()),
        ("percent", figure(category.percent)),
        ("weight", number(category.weight)),
        ("points", figure(category.points)),
    ];
    if !category.measures.is_empty() {
        members.push((
            "measures",
            Tree::List(category.measures.iter().map(of_measure).collect()),
        ));
    }
    Tree::Object(members)
}

fn of_measure(measure: &MeasureScore) -> Tree {
    Tree::Object(vec![
        ("id", measure.id.as_str().into()),
        (
            "collection_type",
            measure
                .collection_type
                .map(super::super::rules::collection_type::CollectionType::key)
                .into(),
        ),
        ("title", measure.title.as_str().into()),
        (
            "performance_rate",
            number(measure.performance_rate.map(shown)),
        ),
        ("decile", measure.decile.map(u16::from).into()),
        ("points", number(measure.points.map(shown))),
        ("available", number(Some(measure.available))),
        ("counted", measure.counted.into()),
        (
            "reasons",
            Tree::List(
                measure
                    .reasons
                    .iter()
                    .map(|reason| reason.key().into())
                    .collect(),
            ),
        ),
    ])
}

fn payment(payment: &PaymentAdjustment) -> Tree {
    Tree::Object(vec![
        ("percent", payment.percent.into()),
        ("base_percent", payment.base_percent.into()),
        ("additional_percent", payment.additional_percent.into()),
        (
            "class",
            payment
                .class
                .map(super::super::score::adjustment::Class::key)
                .into(),
        ),
        ("scaling_factor", number(Some(payment.scaling_factor))),
        (
            "scaling_factor_basis",
            payment.scaling_factor_basis.key().into(),
        ),
        (
            "additional_scaling_factor",
            number(payment.additional_scaling_factor),
        ),
        (
            "additional_scaling_factor_basis",
            payment
                .additional_scaling_factor_basis
                .map(FactorBasis::key)
                .into(),
        ),
        ("bounds", bounds(&payment.bounds)),
        (
            "scaling_factor_bounds",
            bounds(&payment.scaling_factor_bounds),
        ),
        ("bounds_at_factor", bounds(&payment.bounds_at_factor)),
        ("dollars", payment.dollars.into()),
        (
            "dollars_bounds",
            payment.dollars_bounds.as_ref().map_or(Tree::Null, bounds),
        ),
        ("publicized", bounds(&payment.publicized)),
    ])
}

fn bounds(bounds: &Bounds) -> Tree {
    Tree::Object(vec![
        ("low", bounds.low.into()),
        ("high", bounds.high.into()),
    ])
}

/// A figure without trailing zeros.
fn number(value: Option<Decimal>) -> Tree {
    value.map_or(Tree::Null, |value| Tree::Number(plain(value)))
}

fn warning(problem: &Problem) -> Tree {
    coded(
        problem.code.as_str(),
        &problem.path,
        problem.message.clone(),
    )
}

fn coded(code: &str, path: &str, message: String) -> Tree {
    Tree::Object(vec![
        ("code", code.into()),
        ("path", path.into()),
        ("message", message.into()),
    ])
}

fn lines(rules: &YearRules, card: &Scorecard) -> Tree {
    let lines = explain(rules, &card.sheet).into_iter().map(|line| {
        let status = line
            .citation
            .status
            .and_then(|status| serde_json::to_value(status).ok());
        Tree::Object(vec![
            ("name", line.name.into()),
            ("subject", line.subject.into()),
            ("title", line.title.into()),
            ("value", Tree::Number(line.value)),
            ("exact", line.exact.into()),
            ("formula", line.formula.into()),
            ("cite", line.citation.cite.into()),
            (
                "status",
                status
                    .and_then(|status| status.as_str().map(str::to_owned))
                    .into(),
            ),
        ])
    });
    Tree::List(lines.collect())
}
