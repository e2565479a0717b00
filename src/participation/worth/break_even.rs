//! Where two ways leave the same: the paid amount and the final score from which reporting pays, and the adjustment at which
//! MIPS pays what an Advanced APM does.

use rust_decimal::Decimal;

use crate::{
    decimal::{HUNDRED, scaled, to_places},
    participation::way::Worth,
    report::layout::{dollars as shown, signed_dollars},
    score::adjustment::{Factors, dollars, percents},
    trial::Trial,
};

/// A figure with what it may be; `high` is `None` where no figure is enough at that end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// At the end that favors reporting.
    pub low: Decimal,
    /// At the other end.
    pub high: Option<Decimal>,
}

/// Where two ways leave the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BreakEven {
    /// The paid amount, in dollars, at which reporting as planned leaves what doing nothing does: the cost over the
    /// difference of the two adjustments. None without a cost, and while the adjustment is not known.
    pub paid: Option<Decimal>,
    /// What the amount may be, as the score and the scaling factor turn out; none without a cost.
    pub paid_span: Option<Span>,
    /// The least final score at which reporting leaves what doing nothing does; without a cost, at which it leaves more.
    pub score: Option<Decimal>,
    /// What the score may be, as the scaling factor turns out.
    pub score_span: Option<Span>,
    /// The adjustment, in percent, that equals what a QP gains.
    pub qp_percent: Option<Decimal>,
    /// The least final score at which MIPS leaves what a QP has.
    pub qp_score: Option<Decimal>,
    /// Each amount and percent with its operands.
    pub lines: Vec<String>,
}

/// The break-even figures of the ways that were found. The cost is that of taking part in MIPS.
pub(super) fn find(planned: &Trial, cost: Option<Decimal>, ways: &[Worth]) -> BreakEven {
    let way = |name: &str| ways.iter().find(|it| it.name == name);
    let reports = ["as_planned", "opt_in", "elect_mips"];
    if !reports.iter().any(|name| way(name).is_some()) {
        return BreakEven::default();
    }
    let nothing = way("do_nothing");
    let percent = nothing
        .and_then(|it| it.percent)
        .map_or(Decimal::ZERO, |it| it.low);
    let mut found = of_paid(planned, cost, percent);
    let Some(paid) = planned.practice.part_b_paid.filter(|paid| !paid.is_zero()) else {
        return found;
    };
    let cost = cost.unwrap_or_default();
    if let Some(nothing) = nothing.and_then(|it| it.net?.point()) {
        // Without a cost to cover, leaving the same is not a gain yet.
        let enough = Enough {
            amount: nothing + cost,
            is_more: cost.is_zero(),
        };
        let factors = Factors::used(&planned.rules, &planned.practice);
        found.score = least_score(planned, paid, enough, factors);
        let ends = Factors::ends(&planned.rules, &planned.practice)
            .map(|factors| least_score(planned, paid, enough, factors));
        found.score_span = ends[1].map(|low| Span { low, high: ends[0] });
    }
    if let Some(qp) = way("qp").and_then(|it| it.net?.point()) {
        let amount = qp + cost;
        let percent = to_places(HUNDRED * amount / paid, 2);
        found.qp_percent = Some(percent);
        found.lines.push(format!(
            "MIPS equals the QP: 100 x ({} + {}) / {} = {percent} percent",
            signed_dollars(qp).trim_start_matches('+'),
            shown(cost),
            shown(paid)
        ));
        let enough = Enough {
            amount,
            is_more: false,
        };
        let factors = Factors::used(&planned.rules, &planned.practice);
        found.qp_score = least_score(planned, paid, enough, factors);
    }
    found
}

/// The paid amount at which the cost is covered: the cost over the difference in percent.
fn of_paid(planned: &Trial, cost: Option<Decimal>, nothing: Decimal) -> BreakEven {
    let Some(cost) = cost else {
        return BreakEven::default();
    };
    let covered = |percent: Decimal| {
        let difference = percent - nothing;
        (difference > Decimal::ZERO).then(|| to_places(HUNDRED * cost / difference, 2))
    };
    let payment = &planned.scorecard.payment_adjustment;
    let mut lines: Vec<String> = Vec::new();
    for percent in [
        payment.percent,
        Some(payment.bounds.low),
        Some(payment.bounds.high),
    ] {
        let line = percent.and_then(|percent| {
            let amount = shown(covered(percent)?);
            let cost = shown(cost);
            Some(format!(
                "paid amount: 100 x {cost} / ({percent} - ({nothing})) = {amount}"
            ))
        });
        lines.extend(line.filter(|line| !lines.contains(line)));
    }
    BreakEven {
        paid: payment.percent.and_then(covered),
        paid_span: covered(payment.bounds.high).map(|low| Span {
            low,
            high: covered(payment.bounds.low),
        }),
        lines,
        ..BreakEven::default()
    }
}

/// What an adjustment in dollars has to reach, or to pass.
#[derive(Clone, Copy)]
struct Enough {
    amount: Decimal,
    is_more: bool,
}

/// The least final score, to the hundredth, whose adjustment is enough.
fn least_score(
    planned: &Trial,
    paid: Decimal,
    enough: Enough,
    factors: Factors,
) -> Option<Decimal> {
    let (adjustment, maximum) = (&planned.rules.adjustment, planned.rules.final_score.maximum);
    let is_enough = |hundredths: i64| {
        let score = Decimal::new(hundredths, 2);
        let percent = percents(adjustment, maximum, score, score, factors).total;
        let amount = dollars(adjustment, paid, percent);
        amount > enough.amount || (amount == enough.amount && !enough.is_more)
    };
    let most = scaled(maximum, 2)?;
    if !is_enough(most) {
        return None;
    }
    let (mut low, mut high) = (0, most);
    while low < high {
        let middle = i64::midpoint(low, high);
        if is_enough(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(Decimal::new(high, 2))
}
