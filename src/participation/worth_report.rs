//! The worth of each way as text, JSON and rows.

use rust_decimal::Decimal;

use super::{way::Worth, words::standing, worth::Worths};
use crate::{
    decimal::{plain, to_places},
    report::{
        SCHEMA_VERSION,
        layout::{dollars, signed_dollars, wrap},
        tool,
        tree::Tree,
    },
    score::scorecard::Bounds,
};

fn bounds(bounds: Option<Bounds>) -> Tree {
    Tree::Object(vec![
        ("low", bounds.map(|it| it.low).into()),
        ("high", bounds.map(|it| it.high).into()),
    ])
}

/// The comparison as JSON prints it; each figure with its operands where that is asked for.
#[must_use]
pub fn tree(worths: &Worths, with_lines: bool) -> Tree {
    let alternatives = worths
        .alternatives
        .iter()
        .map(|it| alternative(it, with_lines));
    let assumptions = all_assumptions(worths).into_iter().map(Tree::from);
    Tree::Object(vec![
        ("schema_version", SCHEMA_VERSION.into()),
        ("tool", tool()),
        ("file", worths.file.as_str().into()),
        ("performance_year", worths.rules.performance_year.into()),
        ("payment_year", worths.rules.payment_year.into()),
        ("verdict", worths.eligibility.verdict.key().into()),
        ("alternatives", Tree::List(alternatives.collect())),
        ("best", worths.best.into()),
        ("best_is_open", worths.best_is_open.into()),
        ("sentence", sentence(worths).into()),
        (
            "break_even",
            Tree::Object(vec![
                ("part_b_paid", worths.break_even_paid.into()),
                ("final_score", worths.break_even_score.into()),
                ("mips_percent", worths.break_even_percent.into()),
            ]),
        ),
        ("assumptions", Tree::List(assumptions.collect())),
    ])
}

fn alternative(it: &Worth, with_lines: bool) -> Tree {
    let mut members = vec![
        ("name", it.name.into()),
        (
            "final_score",
            it.final_score.and_then(|it| it.point()).into(),
        ),
        ("adjustment", it.adjustment.and_then(|it| it.point()).into()),
        ("adjustment_bounds", bounds(it.adjustment)),
        ("adjustment_percent", bounds(it.percent)),
        ("of_score", bounds(it.of_score)),
        ("of_scaling_factor", bounds(it.of_factor)),
        ("incentive", it.incentive.into()),
        ("conversion_factor", it.conversion_factor.into()),
        ("shared_savings", it.shared_savings.into()),
        ("cost", it.cost.into()),
        ("net", bounds(it.net)),
        ("available", it.available.into()),
    ];
    if with_lines {
        let lines = it.lines.iter().map(|it| it.as_str().into());
        members.push(("lines", Tree::List(lines.collect())));
    }
    Tree::Object(members)
}

/// What was taken for granted, the standing of the year's own figures included.
pub(super) fn all_assumptions(worths: &Worths) -> Vec<String> {
    let mut all = worths.assumptions.clone();
    for (table, what) in [
        ("advanced_apm.incentive", "the lump sum"),
        ("advanced_apm.conversion_factor", "the conversion factors"),
    ] {
        let is_there = table != "advanced_apm.conversion_factor"
            || worths.rules.advanced_apm.conversion_factor.is_some();
        let citation = worths.rules.citation(table);
        if let Some(standing) = standing(citation.status).filter(|_| is_there) {
            all.push(format!(
                "rules.{table}: {what} of the year is {standing}: {}",
                citation.cite
            ));
        }
    }
    all
}

/// Which track pays, in one sentence.
pub(super) fn sentence(worths: &Worths) -> String {
    let net = |name: &str| {
        let found = worths.alternatives.iter().find(|it| it.name == name);
        found.and_then(|it| it.net)
    };
    let planned = ["as_planned", "opt_in", "elect_mips"]
        .into_iter()
        .find_map(|name| Some((name, net(name)?)));
    let (Some(qp), Some((_, mips))) = (net("qp"), planned) else {
        return match worths.best {
            Some(best) => format!(
                "{} leaves most: {}.",
                capital(&title(best)),
                net(best).map(amount).unwrap_or_default()
            ),
            None => "Which way pays is not known: an amount is missing.".into(),
        };
    };
    let before = if worths.alternatives.iter().any(|it| it.cost.is_some()) {
        "after the cost of taking part in MIPS"
    } else {
        "before the cost of taking part"
    };
    if qp.low >= mips.high {
        format!(
            "The Advanced APM track pays more: {} as a QP against {} under MIPS, {before}.",
            amount(qp),
            amount(mips)
        )
    } else if mips.low >= qp.high {
        format!(
            "MIPS pays more: {} against {} as a QP, {before}.",
            amount(mips),
            amount(qp)
        )
    } else {
        format!(
            "Which track pays is open: {} as a QP, {} under MIPS, {before}.",
            amount(qp),
            amount(mips)
        )
    }
}

pub(super) fn title(name: &str) -> String {
    match name {
        "qp" => "Advanced APM, as a QP".into(),
        "partial_qp" => "Advanced APM, as a Partial QP".into(),
        "elect_mips" => "elect MIPS as a Partial QP".into(),
        "as_planned" => "report as planned".into(),
        "avoid_penalty" => "report the least that avoids a penalty".into(),
        "target" => "report to the target".into(),
        "voluntary" => "report voluntarily".into(),
        other => other.replace('_', " "),
    }
}

pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

pub(super) fn amount(bounds: Bounds) -> String {
    match bounds.point() {
        Some(amount) => signed_dollars(amount),
        None => format!(
            "{} to {}",
            signed_dollars(bounds.low),
            signed_dollars(bounds.high)
        ),
    }
}

/// The columns of the comparison as a table.
pub const COLUMNS: [&str; 10] = [
    "name",
    "final_score",
    "adjustment_low",
    "adjustment_high",
    "incentive",
    "conversion_factor",
    "shared_savings",
    "cost",
    "net_low",
    "net_high",
];

/// The ways under [`COLUMNS`].
#[must_use]
pub fn rows(worths: &Worths) -> Vec<Vec<String>> {
    let cell = |tree: &Tree, path: &str| tree.get(path).map_or_else(String::new, Tree::cell);
    worths
        .alternatives
        .iter()
        .map(|it| {
            let tree = alternative(it, false);
            [
                "name",
                "final_score",
                "adjustment_bounds.low",
                "adjustment_bounds.high",
                "incentive",
                "conversion_factor",
                "shared_savings",
                "cost",
                "net.low",
                "net.high",
            ]
            .map(|path| cell(&tree, path))
            .into()
        })
        .collect()
}

/// The comparison for reading.
#[must_use]
pub fn text(worths: &Worths, with_lines: bool) -> String {
    let mut text = wrap(
        &format!(
            "{}: {} in {}, payments of {}",
            worths.file,
            worths.eligibility.verdict.title(),
            worths.rules.performance_year,
            worths.rules.payment_year
        ),
        "",
        "  ",
    );
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
        text.push_str("\nBreak-even, against doing nothing\n");
        for line in break_even {
            text.push_str(&wrap(&line, "  ", "    "));
        }
    }
    text.push_str("\nAssumptions\n");
    for line in all_assumptions(worths) {
        text.push_str(&wrap(&line, "  ", "    "));
    }
    text
}

fn way_line(worths: &Worths, it: &Worth) -> String {
    let best = if worths.best == Some(it.name) {
        " (best)"
    } else {
        ""
    };
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
    if let (Some(score), Some(factor)) = (it.of_score, it.of_factor)
        && !factor.is_point()
    {
        line = format!(
            "{line} (by the score {}, by the scaling factor {})",
            amount(score),
            amount(factor)
        );
    }
    match it.available {
        None => line.push_str("; the file says nothing of an APM"),
        Some(false) => line.push_str("; not open to this practice, for comparison"),
        Some(true) => {}
    }
    line
}

pub(super) fn break_even(worths: &Worths) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(paid) = worths.break_even_paid {
        lines.push(format!(
            "reporting as planned pays from a paid amount of {}",
            dollars(paid)
        ));
    }
    if let Some(score) = worths.break_even_score {
        lines.push(format!(
            "reporting pays from a final score of {}",
            to_places(score, 2)
        ));
    }
    if let Some(percent) = worths.break_even_percent {
        lines.push(format!(
            "MIPS equals the QP at an adjustment of {} percent",
            plain(percent)
        ));
    }
    lines
}
