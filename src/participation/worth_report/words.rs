//! The words of the comparison, on a page and on a terminal alike.

use crate::{
    participation::{verdict::Verdict, way::Worth, worth::Worths},
    report::layout::signed_dollars,
    rules::status::Status,
    score::scorecard::Bounds,
};

/// What was assumed, and which of the year's own figures are not sure.
pub fn all_assumptions(worths: &Worths) -> Vec<String> {
    let mut all = worths.assumptions.clone();
    for (table, what) in [
        ("advanced_apm.incentive", "the year's lump sum is"),
        (
            "advanced_apm.conversion_factor",
            "the year's conversion factors are",
        ),
    ] {
        let is_there = table != "advanced_apm.conversion_factor"
            || worths.rules.advanced_apm.conversion_factor.is_some();
        let citation = worths.rules.citation(table);
        let sure = match citation.status.filter(|_| is_there) {
            None => continue,
            Some(Status::Secondary) => "from a secondary source",
            Some(Status::Unverified) => "not confirmed",
            Some(Status::Provisional) => "not final",
        };
        all.push(format!("rules.{table}: {what} {sure}: {}", citation.cite));
    }
    all
}

/// Which track pays, in one sentence.
pub fn sentence(worths: &Worths) -> String {
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

pub fn title(name: &str) -> String {
    match name {
        "qp" => "Advanced APM, as a QP".into(),
        "partial_qp" => "Advanced APM, as a Partial QP".into(),
        "elect_mips" => "elect MIPS as a Partial QP".into(),
        "as_planned" => "report as planned".into(),
        "avoid_penalty" => "report just enough to avoid a penalty".into(),
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

pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

pub fn amount(bounds: Bounds) -> String {
    match bounds.point() {
        Some(amount) => signed_dollars(amount),
        None => format!(
            "{} to {}",
            signed_dollars(bounds.low),
            signed_dollars(bounds.high)
        ),
    }
}

/// Whether the practice is in MIPS, and which years this is about.
pub fn heading(worths: &Worths) -> String {
    let verdict = match worths.eligibility.verdict {
        Verdict::Unknown => "eligibility not known",
        verdict => verdict.title(),
    };
    format!(
        "{verdict} in {}, payments of {}",
        worths.rules.performance_year, worths.rules.payment_year
    )
}

/// What marks the way that leaves most.
pub fn best_mark(worths: &Worths, it: &Worth) -> &'static str {
    match (worths.best == Some(it.name), worths.best_is_open) {
        (true, false) => " (best)",
        (true, true) => " (best as far as is known)",
        (false, _) => "",
    }
}

/// The part of a range that the score leaves open, and the part of the scaling factor; nothing where there is no range.
pub fn apart(it: &Worth) -> Option<String> {
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
pub fn not_open(worths: &Worths, it: &Worth) -> Option<&'static str> {
    let is_of_apm = matches!(it.name, "qp" | "partial_qp");
    match it.available {
        Some(true) => None,
        Some(false) => Some("not open to this practice; shown for comparison"),
        None if is_of_apm && worths.eligibility.qp.rows.is_empty() && it.name == "qp" => {
            Some("only for a QP, which the file does not show")
        }
        None if is_of_apm => Some("only with that status, which is not known yet"),
        None => Some("not known whether it is open"),
    }
}
