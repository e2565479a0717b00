//! Where two ways leave the same, in sentences.

use rust_decimal::Decimal;

use crate::{
    decimal::{plain, to_places},
    participation::worth::{Span, Worths},
    report::layout::dollars,
};

/// Where two ways leave the same, one sentence each.
pub fn break_even(worths: &Worths) -> Vec<String> {
    let it = &worths.break_even;
    let mut lines = Vec::new();
    lines.extend(it.paid_span.map(|span| of_paid(it.paid, span)));
    lines.extend(of_score(worths));
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

/// The paid amount from which reporting covers its cost.
fn of_paid(paid: Option<Decimal>, span: Span) -> String {
    let what = "reporting as planned covers its cost from a paid amount of";
    match (paid, span.high) {
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
    }
}

/// The final score from which reporting pays.
fn of_score(worths: &Worths) -> Option<String> {
    let it = &worths.break_even;
    let has_cost = worths.alternatives.iter().any(|it| it.cost.is_some());
    let what = if has_cost {
        "reporting covers its cost, against doing nothing,"
    } else {
        "reporting leaves more than doing nothing"
    };
    let shown = |score| to_places(score, 2);
    if let Some(span) = it.score_span {
        return Some(match (it.score, span.high) {
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
    }
    let mut ways = worths.alternatives.iter();
    let is_asked = ways.any(|it| it.name == "avoid_penalty" && it.net.is_some());
    let none = format!("at no final score {what}");
    is_asked.then(|| none.trim_end_matches(',').to_owned())
}
