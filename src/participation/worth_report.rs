//! The worth of each way as text, JSON and rows.

use rust_decimal::Decimal;

use super::{
    calendar::Dated,
    verdict::Verdict,
    way::Worth,
    words::standing,
    worth::{Span, Worths},
};
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

/// A span whose high end is null where no figure is enough.
fn span(span: Option<Span>) -> Tree {
    Tree::Object(vec![
        ("low", span.map(|it| it.low).into()),
        ("high", span.and_then(|it| it.high).into()),
    ])
}

/// The comparison as JSON prints it, with the next date that matters; each figure with its operands where that is asked
/// for.
#[must_use]
pub fn tree(worths: &Worths, next: Option<&Dated>, with_lines: bool) -> Tree {
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
        ("break_even", break_even_tree(worths, with_lines)),
        ("assumptions", Tree::List(assumptions.collect())),
        ("next", next.map_or(Tree::Null, Dated::tree)),
    ])
}

fn break_even_tree(worths: &Worths, with_lines: bool) -> Tree {
    let it = &worths.break_even;
    let mut members = vec![
        ("part_b_paid", it.paid.into()),
        ("part_b_paid_bounds", span(it.paid_span)),
        ("final_score", it.score.into()),
        ("final_score_bounds", span(it.score_span)),
        ("mips_percent", it.qp_percent.into()),
        ("mips_final_score", it.qp_score.into()),
    ];
    if with_lines {
        let lines = it.lines.iter().map(|it| it.as_str().into());
        members.push(("lines", Tree::List(lines.collect())));
    }
    Tree::Object(members)
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
        ("mips_avoided", bounds(it.mips_avoided)),
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
                "rules.{table}: {what} of the year: {standing}, {}",
                citation.cite
            ));
        }
    }
    all
}

/// Which track pays, in one sentence.
pub(super) fn sentence(worths: &Worths) -> String {
    let find = |name: &str| worths.alternatives.iter().find(|it| it.name == name);
    let net = |name: &str| find(name).and_then(|it| it.net);
    let planned = ["as_planned", "opt_in", "elect_mips"]
        .into_iter()
        .find_map(net);
    let qp = find("qp").and_then(|it| Some((it.net?, it.available)));
    let before = if worths.alternatives.iter().any(|it| it.cost.is_some()) {
        "after the cost of taking part in MIPS"
    } else {
        "before the cost of taking part"
    };
    match (qp, planned) {
        (Some((qp, Some(true))), Some(mips)) => {
            let (qp_amount, mips_amount) = (amount(qp), amount(mips));
            if qp == mips && qp.is_point() {
                format!("Both tracks pay the same: {qp_amount}, {before}.")
            } else if qp.low >= mips.high {
                format!(
                    "The Advanced APM track pays more: {qp_amount} as a QP against {mips_amount} under MIPS, {before}."
                )
            } else if mips.low >= qp.high {
                format!("MIPS pays more: {mips_amount} against {qp_amount} as a QP, {before}.")
            } else {
                format!(
                    "Which track pays is open: {qp_amount} as a QP, {mips_amount} under MIPS, {before}."
                )
            }
        }
        _ => of_open_ways(worths, before, qp.map(|(net, _)| net)),
    }
}

/// The best of the ways that are open, and beside it what a QP would have.
fn of_open_ways(worths: &Worths, before: &str, qp: Option<Bounds>) -> String {
    let best = worths.alternatives.iter().find_map(|it| {
        let is_best = worths.best == Some(it.name);
        Some((it.name, it.net?)).filter(|_| is_best)
    });
    let Some((name, net)) = best else {
        let why = if worths.alternatives.iter().any(|it| it.adjustment.is_some()) {
            "an amount is missing"
        } else {
            "practice.part_b_paid is not given"
        };
        return format!("Which way pays is not known: {why}.");
    };
    let verb = if worths.best_is_open {
        "leaves most as far as is known"
    } else {
        "leaves most"
    };
    let doing = capital(&doing(name));
    let first = format!(
        "{doing} {verb} of what is open here: {}, {before}",
        amount(net)
    );
    let second = match qp {
        None => "what a QP of an Advanced APM would have is not known".into(),
        Some(qp) => {
            let verdict = if qp.low > net.high {
                "more: "
            } else if qp.high < net.low {
                "less: "
            } else {
                ""
            };
            format!("a QP of an Advanced APM would have {verdict}{}", amount(qp))
        }
    };
    format!("{first}; {second}.")
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

/// A way as the subject of a sentence.
fn doing(name: &str) -> String {
    match name {
        "qp" => "being a QP".into(),
        "partial_qp" => "staying out of MIPS as a Partial QP".into(),
        "opt_in" => "opting in".into(),
        other => {
            let title = title(other);
            let (verb, rest) = title.split_once(' ').unwrap_or((&title, ""));
            format!("{verb}ing {rest}")
        }
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

/// Whether the practice is in MIPS, and which years this is about.
pub(super) fn heading(worths: &Worths) -> String {
    let verdict = match worths.eligibility.verdict {
        Verdict::Unknown => "eligibility not known",
        verdict => verdict.title(),
    };
    format!(
        "{verdict} in {}, payments of {}",
        worths.rules.performance_year, worths.rules.payment_year
    )
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

/// What marks the way that leaves most.
pub(super) fn best_mark(worths: &Worths, it: &Worth) -> &'static str {
    match (worths.best == Some(it.name), worths.best_is_open) {
        (true, false) => " (best)",
        (true, true) => " (best as far as is known)",
        (false, _) => "",
    }
}

/// The part of a range that the score leaves open, and the part of the scaling factor; nothing where there is no range.
pub(super) fn apart(it: &Worth) -> Option<String> {
    let (score, factor) = (it.of_score?, it.of_factor?);
    let by_score = format!("by the score {}", amount(score));
    let by_factor = format!("by the scaling factor {}", amount(factor));
    match (score.is_point(), factor.is_point()) {
        (true, true) => None,
        (true, false) => Some(by_factor),
        (false, true) => Some(by_score),
        (false, false) => Some(format!("{by_score}, {by_factor} at the highest score")),
    }
}

/// Why a way is not open to the practice, or not known to be.
pub(super) fn not_open(worths: &Worths, it: &Worth) -> Option<&'static str> {
    let is_of_apm = matches!(it.name, "qp" | "partial_qp");
    match it.available {
        Some(true) => None,
        Some(false) => Some("not open to this practice, for comparison"),
        None if is_of_apm && worths.eligibility.qp.rows.is_empty() && it.name == "qp" => {
            Some("only for a QP: the file proves no such status")
        }
        None if is_of_apm => Some("only with that status, which is not settled yet"),
        None => Some("whether it is open is not known"),
    }
}

/// Where two ways leave the same, one sentence each.
pub(super) fn break_even(worths: &Worths) -> Vec<String> {
    let it = &worths.break_even;
    let mut lines = Vec::new();
    let has_cost = worths.alternatives.iter().any(|it| it.cost.is_some());
    if let Some(span) = it.paid_span {
        let what = "reporting as planned covers its cost from a paid amount of";
        lines.push(match (it.paid, span.high) {
            (Some(paid), Some(high)) if span.low == high => format!("{what} {}", dollars(paid)),
            (Some(paid), Some(high)) => format!(
                "{what} {} ({} to {}, as the score and the scaling factor turn out)",
                dollars(paid),
                dollars(span.low),
                dollars(high)
            ),
            (_, Some(high)) => format!(
                "{what} {} to {}, as the score and the scaling factor turn out",
                dollars(span.low),
                dollars(high)
            ),
            (_, None) => format!(
                "{what} {} at best; as the score may turn out, no amount is enough",
                dollars(span.low)
            ),
        });
    }
    let what = if has_cost {
        "reporting covers its cost, against doing nothing,"
    } else {
        "reporting leaves more than doing nothing"
    };
    if let Some(span) = it.score_span {
        let shown = |score| to_places(score, 2);
        lines.push(match (it.score, span.high) {
            (Some(score), Some(high)) if span.low == high => {
                format!("{what} from a final score of {}", shown(score))
            }
            (Some(score), Some(high)) => format!(
                "{what} from a final score of {} ({} to {}, as the scaling factor turns out)",
                shown(score),
                shown(span.low),
                shown(high)
            ),
            _ => format!(
                "{what} from a final score of {} at best; as the scaling factor may turn out, from none",
                shown(span.low)
            ),
        });
    } else if worths
        .alternatives
        .iter()
        .any(|it| it.name == "avoid_penalty" && it.net.is_some())
    {
        lines.push(
            format!("no final score is high enough that {what}")
                .trim_end_matches(',')
                .to_owned(),
        );
    }
    if let Some(percent) = it.qp_percent {
        let score = match it.qp_score {
            Some(score) => format!("which takes a final score of {}", to_places(score, 2)),
            None => "which no final score reaches with the year's factor".into(),
        };
        lines.push(format!(
            "MIPS equals the QP at an adjustment of {} percent, {score}",
            plain(percent)
        ));
    }
    lines
}
